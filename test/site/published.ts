import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";

/** SELECTs of small published tables, by name. */
export type Tables = Record<string, string>;

export const sampleTables: Tables = {
  sales: `select * from (values
    (date '2018-01-01', 'SP', 10, 100.25::double),
    (date '2018-01-01', 'RJ', 4, 50.5),
    (date '2018-02-01', 'SP', 12, 120.75)) as t(month, state, orders_count, price)`,
  places: "select 'São <script>' as name, 1 as n"
};

/** Publishes tables as the pipeline would, with a catalogue that has what the site build reads. */
export async function publishTables(dir: string, tables: Tables = sampleTables): Promise<void> {
  await rm(dir, {recursive: true, force: true});
  await mkdir(dir, {recursive: true});
  const connection = await (await DuckDBInstance.create()).connect();
  for (const [name, select] of Object.entries(tables)) {
    await connection.run(`copy (${select}) to '${join(dir, `${name}.parquet`)}' (format parquet, compression zstd)`);
  }
  connection.closeSync();
  await writeFile(join(dir, "catalog.json"), JSON.stringify(createCatalog(Object.keys(tables))));
}

export function createCatalog(names: string[]): Catalog {
  return {
    version: 1,
    data: {kind: "demo", label: "Test data", as_of: "2018-02-28", fingerprint: "0", sample: 1},
    filters: {
      ...{from: "2018-01-01", to: "2018-02-01"},
      ...{region: null, state: null, category: null, status: null, seller: null}
    },
    options: {months: [], regions: [], states: [], categories: [], statuses: [], sellers: {first: 1, last: 1}},
    totals: {},
    checks: {passed: 0, warned: 0, failed: 0},
    tables: names.map((name) => ({name, schema: "marts", description: name, rows: 1, bytes: 1, columns: []}))
  };
}
