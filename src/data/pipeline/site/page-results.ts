import type {Config} from "@observablehq/framework/dist/config.js";
import type {StoredResult} from "../../../components/rows.ts";
import type {Catalog} from "./catalog.ts";
import type {Engine} from "./engine.ts";
import {readQueries} from "./page-queries.ts";
import {readPage} from "./pages.ts";
import {PageError} from "./problems.ts";
import {runQueries} from "./query-results.ts";

/** Runs the queries of one page, such as "/sales", against the published tables, and gives the file that is shipped with it. */
export async function computePageResults(
  config: Config,
  path: string,
  {engine, catalog}: {engine: Engine; catalog: Catalog}
): Promise<string> {
  const page = await readPage(config, path);
  if (!page) throw new PageError([{file: `src${path}.md`, message: "no such page, but its queries are asked for"}]);
  const {queries, problems} = readQueries(page, Object.keys(catalog.filters));
  const found = runQueries(queries, engine, catalog);
  const all = [...page.syntaxErrors, ...problems, ...found.problems];
  if (all.length > 0) throw new PageError(all);
  return serializeResults(found.results);
}

export function serializeResults(results: Record<string, StoredResult>): string {
  return JSON.stringify({results});
}
