import type {SiteFile} from "../../../components/download.ts";
import {download, readFile} from "../../../components/download.ts";
import {unpack, unpackStream} from "../../../components/unpack.ts";
import type * as Host from "./engine-host.ts";
import type {EngineAnswer, EngineTask} from "./engine-host.ts";
import {createPractice, measure} from "./practice.ts";

/**
 * Runs in the engine's worker: fetches and unpacks the engine where that keeps no reader waiting, starts it, tells the page that it is there, and
 * then works through what the page asks, in order, and practises that while nothing is asked.
 */
addEventListener("message", ({data}: MessageEvent<EngineFiles>) => void open(data).catch(reportError), {once: true});

/** The engine is sent packed, for hosts that compress nothing. */
export type EngineFiles = {module: SiteFile; script: SiteFile};
/** Said to the page: the engine is there, or a file is missing, and the page's answer asks for another try; then an answer to each task. */
export type EngineMessage = {ready: true} | {missing: string} | EngineAnswer;

// The lock is held for as long as this worker lives, which is how the page notices a worker that ends without a word.
void navigator.locks?.request(self.name, () => new Promise(() => undefined));

async function open(files: EngineFiles) {
  const [module, {openHost}] = await Promise.all([compile(files.module), importPacked(files.script)]);
  const answer = await openHost(module);
  const practise = createPractice((run) => void answer({turn: 0, run}));
  addEventListener("message", ({data}: MessageEvent<EngineTask>) => {
    const time = measure(() => tell(answer(data)));
    if ("run" in data) practise(data.run, time);
  });
  tell({ready: true});
}

/** Unpacks and compiles while the bytes arrive. */
function compile(file: SiteFile): Promise<WebAssembly.Module> {
  const headers = {"content-type": "application/wasm"};
  const read = async ({body}: Response) =>
    WebAssembly.compileStreaming(new Response(await unpackStream(body!), {headers}));
  return readFile(file, read, {retry});
}

async function importPacked(file: SiteFile): Promise<typeof Host> {
  const unpacked = await unpack(await download(file, {retry}));
  const address = URL.createObjectURL(new Blob([unpacked], {type: "text/javascript"}));
  const imported = (await import(address)) as typeof Host;
  URL.revokeObjectURL(address);
  return imported;
}

function retry(name: string): Promise<void> {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => resolve();
    tell({missing: name}, port2);
  });
}

const tell = (message: EngineMessage, ...transfer: Transferable[]) => postMessage(message, {transfer});
