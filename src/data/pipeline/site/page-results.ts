import type {StoredResult} from "../../../components/rows.ts";
import {readCatalog} from "./catalog.ts";
import {readSiteConfig} from "./config.ts";
import {readQueries} from "./page-queries.ts";
import {readPage} from "./pages.ts";
import {PageError} from "./problems.ts";
import {openPublished, runQueries} from "./query-results.ts";

/** Runs the queries of one page, such as "/sales", against the published tables, and gives the file that is shipped with it. */
export async function computePageResults(path: string, publishDir: string): Promise<string> {
  const page = await readPage(await readSiteConfig(), path);
  if (!page) throw new PageError([{file: `src${path}.md`, message: "no such page, but its queries are asked for"}]);
  const catalog = await readCatalog(publishDir);
  const {queries, problems} = readQueries(page, Object.keys(catalog.filters));
  const found = runQueries(queries, await openPublished(publishDir, catalog), catalog);
  const all = [...page.syntaxErrors, ...problems, ...found.problems];
  if (all.length > 0) throw new PageError(all);
  return serializeResults(found.results);
}

export function serializeResults(results: Record<string, StoredResult>): string {
  return JSON.stringify({results});
}
