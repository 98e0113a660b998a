import {BROWSER_RUNTIME, createDuckDB, VoidLogger} from "@duckdb/duckdb-wasm/blocking";
import type {DuckDBBindings, DuckDBConnection} from "@duckdb/duckdb-wasm/blocking";
import type {Query} from "../../../components/query.ts";
import type {Result} from "../../../components/rows.ts";
import {runQuery} from "./run-query.ts";

/** What a page asks of the engine in its worker. */
export type EngineWork = {load: string; bytes: Uint8Array} | {run: Query} | {write: Query};
/** The turn tells which of a page's tasks an answer is to. */
export type EngineTask = EngineWork & {turn: number};
/** A table that is there gives nothing, a query its result, and one that is written the bytes of a Parquet file. */
export type EngineAnswer = {turn: number; value?: Result | Uint8Array; error?: string};

/** A Parquet file below this size is unpacked once, which makes its queries several times faster; a larger one stays packed. */
const largest = 2 ** 20;

/** Stands for the addresses of a module, which is not read by one. */
const compiled = {mainModule: "", mainWorker: ""};

type Done = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** Takes the place of the engine's own way to its module, by an address; like that, it hands the module's imports what they call. */
const instantiate = (module: WebAssembly.Module) => (imports: WebAssembly.Imports, done: Done) => {
  Object.assign(globalThis, {DUCKDB_RUNTIME: BROWSER_RUNTIME});
  WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), reportError);
  return [];
};

/** Starts DuckDB-WASM beside what calls it, so that a task takes one message to the worker and one back, whatever the page is busy with. */
export async function openHost(module: WebAssembly.Module): Promise<(task: EngineTask) => EngineAnswer> {
  const database = await createDuckDB({mvp: compiled, eh: compiled}, new VoidLogger(), BROWSER_RUNTIME);
  await Object.assign(database, {instantiateWasm: instantiate(module)}).instantiate(() => undefined);
  const connection = database.connect();
  connection.query("set autoinstall_known_extensions = false");
  connection.query("set autoload_known_extensions = false");
  return (task) => {
    try {
      return {turn: task.turn, value: work(database, connection, task)};
    } catch (error) {
      return {turn: task.turn, error: error instanceof Error ? error.message : String(error)};
    }
  };
}

function work(database: DuckDBBindings, connection: DuckDBConnection, task: EngineWork): EngineAnswer["value"] {
  if ("run" in task) return runQuery(connection, task.run);
  if ("write" in task) return write(database, connection, task.write);
  const {load: table, bytes} = task;
  const kind = bytes.length < largest ? "table" : "view";
  database.registerFileBuffer(`${table}.parquet`, bytes);
  connection.query(`create ${kind} ${table} as select * from '${table}.parquet'`);
  if (kind === "table") database.dropFile(`${table}.parquet`);
}

function write(database: DuckDBBindings, connection: DuckDBConnection, {text, params}: Query): Uint8Array {
  database.registerFileBuffer("result.parquet", new Uint8Array());
  const statement = connection.prepare(`copy (${text}\n) to 'result.parquet' (format parquet, codec zstd)`);
  try {
    statement.query(...params);
    return database.copyFileToBuffer("result.parquet");
  } finally {
    statement.close();
    database.dropFile("result.parquet");
  }
}
