import {element} from "../../../components/dom.ts";

/**
 * Runs in the browser, on every page: lets a service worker keep the site for when there is no network, and looks whether a newer build of it is
 * there. Where there is no such worker, as without HTTPS, pages work as ever.
 */
const build = document.querySelector<HTMLMetaElement>("meta[name=build]")?.content;
const root = document.querySelector<HTMLLinkElement>("link[rel=manifest]")?.href;

/** The page's own work comes first: its view, then the engine with the tables of its filters. */
const calm = 4000;
const between = 10 * 60_000;

let shown: HTMLElement | undefined;
let declined: string | undefined;

if (build && root && location.protocol.startsWith("http")) {
  afterLoad(() => void keepSite(root, build).catch(() => undefined));
  const lookNow = () => void look(root, build).catch(() => undefined);
  document.addEventListener("visibilitychange", lookNow);
  addEventListener("online", lookNow);
  addEventListener("pageshow", ({persisted}) => persisted && lookNow());
  setInterval(lookNow, between);
}

function afterLoad(work: () => void) {
  const wait = () => setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(work), calm);
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, {once: true});
}

/** Starts the worker, unless the reader saves data, and tells it what this page has loaded. */
async function keepSite(root: string, build: string) {
  const {serviceWorker, connection} = navigator as Navigator & {connection?: {saveData?: boolean}};
  if (!serviceWorker || (connection?.saveData && !serviceWorker.controller)) return;
  serviceWorker.addEventListener("message", ({ports}) => ports[0]?.postMessage(build));
  await serviceWorker.register(new URL("service-worker.js", root), {updateViaCache: "none"});
  const {active} = await serviceWorker.ready;
  const tell = (entries: PerformanceEntry[]) => active?.postMessage(entries.map(({name}) => name));
  new PerformanceObserver((list) => tell(list.getEntries())).observe({type: "resource", buffered: true});
}

/** Asks for the newest build; while nobody looks, or without a network, there is no need to know. */
async function look(root: string, build: string) {
  if (document.hidden || !navigator.onLine) return;
  const response = await fetch(new URL("build.json", root), {cache: "no-store"});
  if (!response.ok) return;
  const newest = (await response.json()) as {build: string};
  if (![build, declined].includes(newest.build)) offer(newest.build);
}

/** Says that a newer build is there, where it does not get in the way. */
function offer(newest: string) {
  if (shown) return;
  const close = () => {
    shown?.remove();
    shown = undefined;
    declined = newest;
  };
  const text = element("p", {});
  const reload = element("button", {type: "button", onclick: () => location.reload()}, "Reload");
  const later = element("button", {type: "button", onclick: close}, "Later");
  shown = element("div", {class: "newer", role: "status"}, text, reload, later);
  document.body.append(shown);
  // A status is told when it changes, not when it appears.
  requestAnimationFrame(() => (text.textContent = "A newer build is there."));
}
