import type * as DuckDB from "@duckdb/duckdb-wasm";
import {FileAttachment} from "observablehq:stdlib";
import type {EngineFiles, EngineMessage} from "../data/pipeline/site/engine-worker.js";
import type {SiteFile} from "./download.js";
import {download} from "./download.js";
import {EngineDiedError} from "./errors.js";
import {askRetry} from "./notice.js";
import type {Query} from "./query.js";
import type {ArrowTable} from "./rows.js";
import type {Engine} from "./session.js";
import {unpack} from "./unpack.js";

const start = FileAttachment("../data/engine/engine-worker.js");
const module = FileAttachment("../data/engine/duckdb-eh.wasm.gz");
const script = FileAttachment("../data/engine/engine-script.js.gz");
const client = FileAttachment("../data/engine/engine-client.js.gz");

/** A Parquet file below this size is unpacked once, which makes its queries several times faster; a larger one stays packed. */
const largest = 2 ** 20;

/** Starts DuckDB-WASM in a worker of its own, which fetches and unpacks it. */
export async function startEngine(): Promise<Engine> {
  const source = await locateScript(start);
  const worker = openWorker(source);
  const opened = Promise.all([importClient(), openModule(worker)]);
  const [{AsyncDuckDB, VoidLogger}, url] = await Promise.race([opened, watchError(worker)]);
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  await Promise.race([database.instantiate(url), watchError(worker)]);
  for (const address of [source, url]) URL.revokeObjectURL(address);
  keepForLater();
  const connection = await database.connect();
  await connection.query("set autoinstall_known_extensions = false");
  await connection.query("set autoload_known_extensions = false");
  return {
    died: Promise.race([watchError(worker), watchEnd(worker.label)]),
    stop: () => worker.terminate(),
    async load(table, bytes) {
      const kind = bytes.length < largest ? "table" : "view";
      await database.registerFileBuffer(`${table}.parquet`, bytes);
      await connection.query(`create ${kind} ${table} as select * from '${table}.parquet'`);
      if (kind === "table") await database.dropFile(`${table}.parquet`);
    },
    async run({text, params, limit}: Query) {
      const statement = await connection.prepare(text);
      try {
        return await collect((await statement.send(...params)) as unknown as AsyncIterable<ArrowTable>, limit);
      } finally {
        await statement.close();
      }
    },
    async write({text, params}: Query) {
      await database.registerEmptyFileBuffer("result.parquet");
      const statement = await connection.prepare(`copy (${text}\n) to 'result.parquet' (format parquet, codec zstd)`);
      await statement.query(...params).finally(() => statement.close());
      const bytes = await database.copyFileToBuffer("result.parquet");
      await database.dropFile("result.parquet");
      return bytes;
    }
  };
}

/** Reads a result batch by batch: where a run fails on the way, `query` would give no rows and no error. */
async function collect(batches: AsyncIterable<ArrowTable>, limit = Infinity): Promise<ArrowTable[]> {
  const collected: ArrowTable[] = [];
  let count = 0;
  for await (const batch of batches) {
    collected.push(batch);
    count += batch.numRows;
    if (count >= limit) break;
  }
  return collected;
}

/** An address for a script, which may be packed. */
async function locateScript(file: SiteFile): Promise<string> {
  return URL.createObjectURL(new Blob([await unpack(await download(file))], {type: "text/javascript"}));
}

async function importClient(): Promise<typeof DuckDB> {
  const url = await locateScript(client);
  const imported = (await import(url)) as typeof DuckDB;
  URL.revokeObjectURL(url);
  return imported;
}

function openWorker(url: string): Worker & {label: string} {
  const label = `olist-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  return Object.assign(new Worker(url, {type: "module", name: label}), {label});
}

/** Resolves to the address of the unpacked module, where the worker has it. */
function openModule(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    const listen = async ({data, ports}: MessageEvent<EngineMessage>) => {
      if ("missing" in data) return ports[0]!.postMessage(await askRetry(data.missing));
      worker.removeEventListener("message", listen);
      resolve(data.module);
    };
    worker.addEventListener("message", listen);
    worker.postMessage({module: describeFile(module), script: describeFile(script)} satisfies EngineFiles);
  });
}

const describeFile = ({name, href}: SiteFile): SiteFile => ({name, href: new URL(href, location.href).href});

/** The page’s list of what it has loaded, from which files are kept for when there is no network, lacks what its workers fetch. */
function keepForLater() {
  void navigator.serviceWorker?.ready.then(({active}) => active?.postMessage([module.href, script.href]));
}

function watchError(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener("error", ({message}) =>
      reject(new EngineDiedError(`the query engine stopped: ${message || "unknown reason"}`))
    );
  });
}

/** Rejects when the worker's lock is free again. Without locks (a page from an insecure origin) it never does. */
async function watchEnd(label: string): Promise<never> {
  if (!navigator.locks) return new Promise(() => undefined);
  await navigator.locks.request(label, () => undefined);
  throw new EngineDiedError("the query engine stopped");
}
