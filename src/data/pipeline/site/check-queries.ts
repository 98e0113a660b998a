import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {resolvePath} from "@observablehq/framework/dist/path.js";
import type {Catalog} from "./catalog.ts";
import type {Engine} from "./engine.ts";
import type {Module} from "./modules.ts";
import {readQueries} from "./page-queries.ts";
import {serializeResults} from "./page-results.ts";
import type {Page} from "./pages.ts";
import type {Problem} from "./problems.ts";
import {runQueries} from "./query-results.ts";

/**
 * Runs the queries of all pages with the default filters. The results of pages without a problem go into Framework's cache where it is given,
 * as if their loader had printed them, which saves a process with an engine of its own for each page.
 */
export async function checkQueries(pages: readonly Page[], engine: Engine, catalog: Catalog, cacheDir?: string) {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  for (const page of pages) {
    const {queries, problems: unread} = readQueries(page, Object.keys(catalog.filters));
    const found = runQueries(queries, engine, catalog);
    const isConnected = attaches(page, getResultsPath(page.path));
    const unconnected = queries.length > 0 && !isConnected ? [explainConnection(page, queries[0]!.line)] : [];
    const wrong = [...unread, ...found.problems, ...unconnected];
    problems.push(...wrong);
    warnings.push(...found.warnings);
    if (cacheDir && wrong.length === 0 && isConnected)
      await cacheResults(cacheDir, page, serializeResults(found.results));
  }
  return {problems, warnings};
}

/** Every published table is listed in the module that pages reach tables by, and nothing else is. */
export function checkTables(modules: readonly Module[], {tables}: Catalog, file = "/components/tables.js"): Problem[] {
  const module = modules.find(({path}) => path === file);
  if (!module) return [];
  const listed = module.files.flatMap((path) => /^\/data\/warehouse\/(.+)\.parquet$/.exec(path)?.[1] ?? []);
  const published = tables.map(({name}) => name);
  const missing = published.filter((name) => !listed.includes(name));
  return missing.map((name) => ({
    file: module.file,
    message: `the published table ${name} is not listed: add   ${name}: FileAttachment("../data/warehouse/${name}.parquet").href,`
  }));
}

function attaches({path, cells}: Page, file: string): boolean {
  return cells.some(({node}) => node.files.some(({name}) => resolvePath(path, name) === file));
}

function explainConnection({path, file}: Page, line: number): Problem {
  const message = `the page has queries but not their results: add   const sql = connect(FileAttachment(".${getResultsPath(path)}"));`;
  return {file, line, message};
}

async function cacheResults(cacheDir: string, {path}: Page, text: string): Promise<void> {
  const cached = join(cacheDir, getResultsPath(path));
  await mkdir(dirname(cached), {recursive: true});
  await writeFile(cached, text);
}

function getResultsPath(path: string): string {
  return `/data/queries${path}.json`;
}
