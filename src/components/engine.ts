import {FileAttachment} from "observablehq:stdlib";
import type {EngineAnswer, EngineTask, EngineWork} from "../data/pipeline/site/engine-host.js";
import type {EngineFiles, EngineMessage} from "../data/pipeline/site/engine-worker.js";
import type {SiteFile} from "./download.js";
import {download} from "./download.js";
import {EngineDiedError} from "./errors.js";
import {askRetry} from "./notice.js";
import type {Result} from "./rows.js";
import type {Engine} from "./session.js";

const start = FileAttachment("../data/engine/engine-worker.js");
const module = FileAttachment("../data/engine/duckdb-eh.wasm.gz");
const script = FileAttachment("../data/engine/engine-script.js.gz");

/** Starts DuckDB-WASM in a worker of its own, which fetches and unpacks it. */
export async function startEngine(): Promise<Engine> {
  const source = await locateScript(start);
  const worker = openWorker(source);
  await Promise.race([waitUntilReady(worker), watchError(worker)]);
  URL.revokeObjectURL(source);
  keepForLater();
  const ask = askInTurn(worker);
  return {
    died: Promise.race([watchError(worker), watchEnd(worker.label)]),
    stop: () => worker.terminate(),
    load: async (load, bytes) => void (await ask({load, bytes}, [bytes.buffer])),
    run: (run) => ask({run}) as Promise<Result>,
    write: (write) => ask({write}) as Promise<Uint8Array>
  };
}

/** Gives tasks to the worker and hands out its answers. */
function askInTurn(worker: Worker) {
  const waiting = new Map<number, (answer: EngineAnswer) => void>();
  let turn = 0;
  worker.addEventListener("message", ({data}: MessageEvent<EngineAnswer>) => {
    waiting.get(data.turn)?.(data);
    waiting.delete(data.turn);
  });
  return (work: EngineWork, transfer: Transferable[] = []) =>
    new Promise<EngineAnswer["value"]>((resolve, reject) => {
      waiting.set(++turn, ({value, error}) => (error === undefined ? resolve(value) : reject(new Error(error))));
      worker.postMessage({...work, turn} satisfies EngineTask, transfer);
    });
}

async function locateScript(file: SiteFile): Promise<string> {
  return URL.createObjectURL(new Blob([(await download(file)) as BlobPart], {type: "text/javascript"}));
}

function openWorker(url: string): Worker & {label: string} {
  const label = `olist-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  return Object.assign(new Worker(url, {type: "module", name: label}), {label});
}

function waitUntilReady(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const listen = async ({data, ports}: MessageEvent<EngineMessage>) => {
      if ("missing" in data) return ports[0]!.postMessage(await askRetry(data.missing));
      worker.removeEventListener("message", listen);
      resolve();
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
