import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import type * as Blocking from "@duckdb/duckdb-wasm/blocking";
import type {Query} from "../../../components/query.ts";
import type {Column, Row} from "../../../components/rows.ts";
import {makeRows} from "../../../components/rows.ts";
import {runQuery} from "./run-query.ts";

type NodeBuild = typeof Blocking & {NODE_RUNTIME: Blocking.DuckDBRuntime};

const require = createRequire(import.meta.url);
const nodeBuildPath = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");

export const engineDir = dirname(nodeBuildPath);
export const engineVersion: string = readVersion();

/** The browser's engine in its Node build: what binds here binds on the page. */
export interface Engine {
  /** Makes a Parquet file queryable by the table's name, in place of one of that name. */
  addTable(name: string, bytes: Uint8Array): void;
  removeTable(name: string): void;
  /** Throws the engine's message where the text does not bind; runs nothing. */
  bind(text: string): void;
  query(query: Query): QueryResult;
}

export interface QueryResult {
  columns: Column[];
  rows: Row[];
}

export async function openEngine(): Promise<Engine> {
  const duckdb = require(nodeBuildPath) as NodeBuild;
  const bundles = {mvp: findBundle("mvp"), eh: findBundle("eh")};
  const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await db.instantiate(() => undefined);
  const connection = db.connect();
  return {
    addTable: (name, bytes) => addTable(db, connection, name, bytes),
    removeTable: (name) => {
      connection.query(`drop view "${name}"`);
      db.dropFile(`${name}.parquet`);
    },
    bind: (text) => connection.prepare(text).close(),
    query: (asked) => query(connection, asked)
  };
}

function addTable(
  db: Blocking.DuckDBBindings,
  connection: Blocking.DuckDBConnection,
  name: string,
  bytes: Uint8Array
): void {
  db.dropFile(`${name}.parquet`);
  db.registerFileBuffer(`${name}.parquet`, bytes);
  connection.query(`create or replace view "${name}" as select * from read_parquet('${name}.parquet')`);
}

function query(connection: Blocking.DuckDBConnection, asked: Query): QueryResult {
  const result = runQuery(connection, asked);
  return {columns: result.columns, rows: makeRows(result)};
}

function findBundle(name: "mvp" | "eh") {
  return {
    mainModule: join(engineDir, `duckdb-${name}.wasm`),
    mainWorker: join(engineDir, `duckdb-node-${name}.worker.cjs`)
  };
}

function readVersion(): string {
  const text = readFileSync(join(engineDir, "../package.json"), "utf8");
  return (JSON.parse(text) as {version: string}).version;
}
