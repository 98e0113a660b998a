import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {StoredResult} from "../../../components/rows.ts";
import {queryKey} from "../../../components/query.ts";
import {encodeResult} from "../../../components/rows.ts";
import type {Catalog} from "./catalog.ts";
import type {Engine} from "./engine.ts";
import {openEngine} from "./engine.ts";
import type {PageQuery} from "./page-queries.ts";
import {compilePageQuery} from "./page-queries.ts";
import type {Problem} from "./problems.ts";

/** What a page ships: the result of each of its queries with the default filters, by query key. */
export interface PageResults {
  results: Record<string, StoredResult>;
  problems: Problem[];
  warnings: Problem[];
}

/** The engine with all published tables in it. */
export async function openPublished(publishDir: string, {tables}: Catalog): Promise<Engine> {
  const engine = await openEngine();
  for (const {name} of tables) engine.addTable(name, await readFile(join(publishDir, `${name}.parquet`)));
  return engine;
}

/** Binds and runs queries as their page does when it is opened, each failure with its place in the page. */
export function runQueries(queries: readonly PageQuery[], engine: Engine, {filters, tables}: Catalog): PageResults {
  const found: PageResults = {results: {}, problems: [], warnings: []};
  for (const query of queries) {
    const compiled = compilePageQuery(query, filters);
    try {
      engine.bind(compiled.text);
      const {columns, rows} = engine.query(compiled);
      found.results[queryKey(compiled)] = encodeResult(columns, rows);
      if (rows.length > 1 && !/\border\s+by\b/i.test(compiled.text)) found.warnings.push(warnOrder(query));
    } catch (error) {
      found.problems.push(explainFailure(query, (error as Error).message, tables));
    }
  }
  return found;
}

function warnOrder({file, line}: PageQuery): Problem {
  return {file, line, message: "the query gives several rows in no order: end it with order by"};
}

/** DuckDB counts lines within the statement; the page's reader counts them within the page. */
function explainFailure({file, line}: PageQuery, message: string, tables: readonly {name: string}[]): Problem {
  const offset = Number(/\nLINE (\d+):/.exec(message)?.[1] ?? 1) - 1;
  const text = message.replace(/\nLINE \d+:/, "\n   ");
  const hint = /Table with name \S+ does not exist/.test(message)
    ? `\n    published: ${tables.map(({name}) => name).join(", ")}`
    : "";
  return {file, line: line + offset, message: `${text}${hint}`};
}
