import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {afterAll, beforeAll, expect, test} from "vitest";
import {encodeResult} from "../../src/components/rows.ts";
import {readSiteConfig} from "../../src/data/pipeline/site/config.ts";
import {compilePageQuery, readQueries, type PageQuery} from "../../src/data/pipeline/site/page-queries.ts";
import {openEngine} from "../../src/data/pipeline/site/engine.ts";
import {readPage} from "../../src/data/pipeline/site/pages.ts";
import {answerAll} from "../../src/data/pipeline/site/seller-results.ts";

/** Seller 1 moved and is number 3 since; seller 2 brings most. */
const tables = `
  create table dim_seller as select * from (values (1, 3), (2, 2), (3, 3)) as t(seller_key, current_seller_key);
  create table mart_seller_scorecard as
  select *, 'itu' as city, 'SP' as state, 'Gold' as tier, 90 as score, 'none' as trend, true as is_active, 1 as orders_count, 1 as items_count,
    1 as products_count, 1 as delivered_count, 0 as late_count, 1 as handed_over_count, 1 as deadline_kept_count,
    1 as business_days_to_ship_sum, 1 as business_days_to_ship_count, 0 as canceled_count, 1 as reviewed_count, 5 as review_score_sum, 0 as low_scores_count,
    date '2018-01-01' as first_sale_date, date '2018-01-01' as last_sale_date
  from (values (2, 50.0), (3, 20.0)) as t(seller_key, revenue);
  create table mart_seller_sales as select date '2018-01-01' as month, 1 as items_count, revenue, seller_key from mart_seller_scorecard;
  create table mart_seller_categories as select 'toys' as category, revenue, seller_key from mart_seller_scorecard`;

const names = ["dim_seller", "mart_seller_scorecard", "mart_seller_sales", "mart_seller_categories"];
let connection: DuckDBConnection;
let queries: PageQuery[];

beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
  await connection.run(tables);
  const page = await readPage(await readSiteConfig(), "/seller");
  queries = readQueries(page!, ["seller"]).queries;
});
afterAll(() => connection?.closeSync());

test.each<[string, number | null, number]>([
  ["a seller by its number", 2, 50],
  ["a seller by the number it had before it moved", 1, 20],
  ["the one with the highest revenue where none is chosen", null, 50]
])("every query of the page is about %s", async (_, seller, revenue) => {
  const results = await Promise.all(
    queries.map(async (query) => {
      const {text, params} = compilePageQuery(query, {seller});
      return (await connection.runAndReadAll(text, params)).getRowObjectsJson().map((row) => Number(row.revenue));
    })
  );
  expect(results).toEqual([[revenue], [revenue], [revenue]]);
});

test("answerAll(query, engine) gives each seller what the query gives when asked for it alone", async () => {
  const dir = await mkdtemp(join(tmpdir(), "olist-sellers-"));
  const engine = await openEngine();
  for (const name of names) {
    await connection.run(`copy ${name} to '${join(dir, name)}.parquet'`);
    engine.addTable(name, await readFile(join(dir, `${name}.parquet`)));
  }
  await rm(dir, {recursive: true});
  expect(queries).toHaveLength(3);
  for (const query of queries) {
    const alone = [1, 2, 3].map((seller) => {
      const {columns, rows} = engine.query(compilePageQuery(query, {seller}));
      return [seller, encodeResult(columns, rows)] as const;
    });
    expect(answerAll(query, engine)).toEqual(new Map(alone));
  }
});
