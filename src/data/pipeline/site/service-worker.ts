import {unpack} from "../../../components/unpack.ts";

/**
 * Runs in the reader's browser, beside the pages: keeps the site for when there is no network. What the site is asked for by content-hashed names is taken
 * from what is kept; pages come from the network as long as it answers, so that a new build shows at once.
 */

/** Written in by the build. */
declare const release: {
  build: string;
  /** Pages, scripts, styles and small files in one, but for the common ones. */
  packed: string;
  /** What most pages load. */
  common: string[];
  /** The engine and the tables, which are kept once a page has loaded them. */
  large: string[];
};

interface LateEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LateEvent {
  request: Request;
  preloadResponse: Promise<Response | undefined>;
  respondWith(response: Promise<Response>): void;
}

interface Scope extends EventTarget {
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(options: {type: "window"; includeUncontrolled: true}): Promise<Client[]>;
  };
  skipWaiting(): Promise<void>;
}

interface Client {
  url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const worker = globalThis as unknown as Scope;
const {scope} = worker.registration;
const prefix = `olist ${scope} `;
const own = prefix + release.build;
const large = `${prefix}large`;
const patience = 2000;

const types: Record<string, string> = {
  css: "text/css",
  html: "text/html",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml"
};

listen<LateEvent>("install", (event) => event.waitUntil(Promise.all([worker.skipWaiting(), keepSite()])));
listen<LateEvent>("activate", (event) => event.waitUntil(takeOver()));
listen<LateEvent & MessageEvent<string[]>>("message", (event) => event.waitUntil(welcome(event.data)));
listen<FetchEvent>("fetch", (event) => {
  const {method, mode, url, headers} = event.request;
  if (method !== "GET" || !url.startsWith(scope) || headers.has("range")) return;
  if (mode === "navigate") event.respondWith(openPage(event));
  else if (/\.(?:[0-9a-f]{8}|[0-9A-Z]{8})\.\w+$/.test(url)) event.respondWith(readFile(event));
});

function listen<T extends Event>(type: string, work: (event: T) => void) {
  worker.addEventListener(type, work as (event: Event) => void);
}

/** One request brings all but the large files, of which a page needs few, and those that the browser mostly has from the page it shows. */
async function keepSite() {
  const cache = await caches.open(own);
  const response = await fetch(locate(release.packed));
  if (!response.ok) throw new Error(`${release.packed}: status ${response.status}`);
  const unpacked = await unpack(new Uint8Array(await response.arrayBuffer()));
  const files = JSON.parse(await unpacked.text()) as Record<string, string>;
  const others = Object.entries(files).map(([path, text]) => cache.put(locate(path), answer(path, text)));
  await Promise.all([...others, ...release.common.map((path) => keepFile(cache, locate(path)))]);
}

async function keepFile(cache: Cache, url: string) {
  const response = await fetch(url, {cache: "force-cache"});
  if (!response.ok) throw new Error(`${url}: status ${response.status}`);
  await cache.put(url, response);
}

function answer(path: string, text: string): Response {
  const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain";
  return new Response(text, {headers: {"Content-Type": `${type}; charset=utf-8`}});
}

async function takeOver() {
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
  await removeOld();
}

/** A page has opened, or has loaded these files. */
async function welcome(urls: string[]) {
  await Promise.all([...urls.filter(isLarge).map(keepLoaded), removeOld()]);
}

const locate = (path: string) => new URL(path, scope).href;
const isLarge = (url: string) => url.startsWith(scope) && release.large.includes(url.slice(scope.length));

/** Keeps a file that came before this worker did; the browser has it still, so it is not sent again. */
async function keepLoaded(url: string) {
  if (!(await find(url))) await keepLarge(url, await fetch(url, {cache: "force-cache"}));
}

/** A full disk is no reason to fail. */
async function keepLarge(url: string, response: Response) {
  if (response.ok) await (await caches.open(large)).put(url, response).catch(() => undefined);
}

const find = (url: string, cacheName?: string) =>
  caches.match(url, {cacheName, ignoreVary: true}).catch(() => undefined);

async function readFile(event: FetchEvent): Promise<Response> {
  const {request} = event;
  const kept = await find(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (isLarge(request.url)) event.waitUntil(keepLarge(request.url, response.clone()));
  return response;
}

/** The page as the host has it; without a host, or with one that fails, as it is kept. */
async function openPage({request, preloadResponse}: FetchEvent): Promise<Response> {
  const asked = Promise.resolve(preloadResponse).then((response) => response ?? fetch(request));
  const response = await asked.catch((error: unknown) => error);
  if (response instanceof Response && response.status < 500) return response;
  const kept = await findPage(request.url);
  if (kept) return kept;
  if (response instanceof Response) return response;
  throw response;
}

/** Pages have several addresses: "", "index" and "index.html"; "sales", "sales/" and "sales.html". */
async function findPage(url: string): Promise<Response | undefined> {
  const {origin, pathname} = new URL(url);
  const path = (origin + pathname).slice(scope.length).replace(/(?:\.html)?\/*$/, "") || "index";
  const page = await find(locate(`${path}.html`), own);
  if (page) return page;
  const missing = await find(locate("404.html"), own);
  return missing && new Response(missing.body, {status: 404, headers: missing.headers});
}

/** Removes earlier builds, and files that only they had, unless a page of theirs is open. What a newer worker is about to keep is its own. */
async function removeOld() {
  const {installing, waiting} = worker.registration;
  if (installing || waiting) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && ![own, large].includes(name));
  if (names.length === 0) return;
  const open = await listOpenBuilds();
  const old = names.filter((name) => !open.includes(undefined) && !open.includes(name.slice(prefix.length)));
  await Promise.all(old.map((name) => caches.delete(name)));
  if (old.length < names.length) return;
  const cache = await caches.open(large);
  const files = await cache.keys();
  await Promise.all(files.filter(({url}) => !isLarge(url)).map((file) => cache.delete(file)));
}

/** The builds that open pages are of; undefined for a page that does not say. */
async function listOpenBuilds(): Promise<(string | undefined)[]> {
  const pages = await worker.clients.matchAll({type: "window", includeUncontrolled: true});
  return Promise.all(pages.filter(({url}) => url.startsWith(scope)).map(askBuild));
}

function askBuild(page: Client): Promise<string | undefined> {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = ({data}: MessageEvent<string>) => resolve(data);
    page.postMessage("build", [port2]);
    setTimeout(() => resolve(undefined), patience);
  });
}
