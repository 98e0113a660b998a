import {gzipSync} from "node:zlib";
import {group} from "d3-array";
import {queryKey} from "../../../components/query.ts";
import type {StoredResult} from "../../../components/rows.ts";
import {encodeResult} from "../../../components/rows.ts";
import {findPart, namePart, sellerParts} from "../../../components/seller-parts.ts";
import {packFiles} from "./archive.ts";
import {readCatalog} from "./catalog.ts";
import {readSiteConfig} from "./config.ts";
import type {Engine} from "./engine.ts";
import type {PageQuery} from "./page-queries.ts";
import {compilePageQuery, readQueries} from "./page-queries.ts";
import {serializeResults} from "./page-results.ts";
import {readPage} from "./pages.ts";
import {PageError} from "./problems.ts";
import {openPublished} from "./query-results.ts";

type Results = Record<string, StoredResult>;

/** What the page of a seller shows of each seller, in packed files of a tar: a link to a seller is answered without the engine. */
export async function packSellerResults(publishDir: string): Promise<Buffer> {
  const page = await readPage(await readSiteConfig(), "/seller");
  if (!page) throw new PageError([{file: "src/seller.md", message: "no such page, but its results are asked for"}]);
  const {queries, problems} = readQueries(page, ["seller"]);
  if (problems.length > 0) throw new PageError(problems);
  const engine = await openPublished(publishDir, await readCatalog(publishDir));
  const parts = Array.from({length: sellerParts}, (): Results => ({}));
  for (const query of queries.filter(({fields}) => fields.length > 0)) {
    for (const [seller, result] of answerAll(query, engine)) {
      const key = queryKey(compilePageQuery(query, {seller}));
      parts[findPart(seller)]![key] = result;
    }
  }
  return packFiles(parts.map((part, i) => [namePart(i), gzipSync(serializeResults(part), {level: 9})] as const));
}

const asked = "asked_seller_key";

/** The results of a query for each seller, asked at once, which takes a thousandth of the time; as in the query, its order is the last it says. */
export function answerAll({strings}: PageQuery, engine: Engine): Map<number, StoredResult> {
  const text = strings.join("asked.seller_key").trim();
  const [order] = /(?<=\border by )[^()]+$/.exec(text) ?? [];
  const {columns, rows} = engine.query({
    text: `select asked.seller_key as ${asked}, answer.*
from dim_seller as asked, lateral (${text}) as answer
order by ${asked}${order ? `, ${order}` : ""}`,
    params: []
  });
  const found = columns.filter(({name}) => name !== asked);
  const sellers = group(rows, (row) => Number(row[asked]));
  return new Map([...sellers].map(([seller, rows]) => [seller, encodeResult(found, rows)]));
}
