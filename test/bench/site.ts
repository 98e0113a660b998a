import type {Server} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo, Socket} from "node:net";
import type {Browser, Page} from "playwright-core";
import {readSiteConfig} from "../../src/data/pipeline/site/config.ts";
import {createHandler} from "../../src/data/pipeline/site/serve.ts";
import {launchBrowser} from "../site/browser.ts";
import {buildSite} from "../site/built-site.ts";
import {median} from "./children.ts";

/** A page with filters, opened cold. */
export interface PageBench extends Record<string, unknown> {
  page: string;
  /** Bytes over the wire until all within a screen of what is seen stood, and until nothing more was asked for. */
  default_MB: number;
  all_MB: number;
  /** From navigation until every figure of the default view and its first chart were shown, as the build filled them in or anew; median of the rounds. */
  default_s: number;
  /** Until the page's own script had taken their place. */
  live_s: number;
  /** Until every chart and table within a screen of what is seen was shown too. */
  near_s: number;
  /** From navigation until the engine had answered a filter that was changed as soon as the default view stood. */
  first_filter_s?: number;
  /** From a changed filter to redrawn charts, the engine running. */
  filter_p50_ms?: number;
  filter_p95_ms?: number;
}

/** Opens each page in a fresh browser profile from a host that compresses nothing, and changes its filters. */
export async function benchSite(data: string, {rounds = 3} = {}): Promise<PageBench[]> {
  const benches: PageBench[] = [];
  await withSite(data, async (browser, origin, wire) => {
    for (const path of await listPages()) benches.push(await benchPage(browser, origin + path, wire, rounds));
  });
  return benches;
}

async function withSite(data: string, work: (browser: Browser, origin: string, wire: Wire) => Promise<void>) {
  const site = await buildSite({data});
  const handler = createHandler(site.dist);
  const server = createServer((request, response) => {
    delete request.headers["accept-encoding"];
    handler(request, response);
  });
  const wire = countBytes(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  try {
    await work(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, wire);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Home and the pages of the menu. */
export async function listPages(): Promise<string[]> {
  const {pages} = await readSiteConfig();
  return ["/", ...pages.flatMap(({path, pages = []}) => [path, ...pages.map((page) => page.path)])].filter(
    (path) => path !== null
  );
}

async function benchPage(browser: Browser, url: string, wire: Wire, rounds: number): Promise<PageBench> {
  const loads = [];
  for (let round = 0; round < rounds; round++) loads.push(await load(browser, url, wire));
  const bench = {
    page: new URL(url).pathname,
    default_MB: megabytes(loads[0]!.bytesToDefault),
    all_MB: megabytes(loads[0]!.bytes),
    default_s: seconds(median(loads.map(({shown}) => shown))),
    live_s: seconds(median(loads.map(({live}) => live))),
    near_s: seconds(median(loads.map(({near}) => near)))
  };
  const {filters} = loads.at(-1)!;
  if (filters.length === 0) return bench;
  const first = [];
  for (let round = 0; round < rounds; round++) first.push(await filterAtOnce(browser, url));
  const sorted = filters.sort((a, b) => a - b);
  return {
    ...bench,
    first_filter_s: seconds(median(first)),
    filter_p50_ms: Math.round(sorted[sorted.length >> 1]!),
    filter_p95_ms: Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1]!)
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e4) / 100;
const seconds = (milliseconds: number) => Math.round(milliseconds) / 1000;

/** What a page needs for its default view, by page: bytes over the wire. */
export async function measureDefaultViews(data: string): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {};
  await withSite(data, async (browser, origin, wire) => {
    for (const path of await listPages())
      bytes[path] = (await load(browser, origin + path, wire, {isShort: true})).bytesToDefault;
  });
  return bytes;
}

async function load(browser: Browser, url: string, wire: Wire, {isShort = false} = {}) {
  const page = await openPage(browser);
  const before = wire.bytes();
  await page.goto(url, {waitUntil: "commit"});
  const {shown, live, near} = await waitForDefault(page);
  const bytesToDefault = wire.bytes() - before;
  if (isShort) {
    await page.context().close();
    return {shown, live, near, bytesToDefault, bytes: bytesToDefault, filters: []};
  }
  await page.waitForLoadState("networkidle");
  const filters = await changeFilters(page);
  await page.context().close();
  return {shown, live, near, bytesToDefault, bytes: wire.bytes() - before, filters: filters.slice(1)};
}

/** What a visit to a page costs on top, once for all pages of a build, so that they can be read without a network. */
export async function measureOffline(data: string): Promise<number> {
  let bytes = 0;
  await withSite(data, async (browser, origin, wire) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${origin}/guide`, {waitUntil: "networkidle"});
    const before = wire.bytes();
    await page.waitForFunction("navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')");
    bytes = wire.bytes() - before;
  });
  return bytes;
}

/** A page by itself: what is kept for other pages is measured apart. */
async function openPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({serviceWorkers: "block"})).newPage();
  // tsx names functions by a helper of its own, which functions sent to the page miss there.
  await page.addInitScript("globalThis.__name = (named) => named");
  return page;
}

/** Times since navigation at which a default view was shown. */
interface Times {
  /** Figures and first chart, one frame after they were there. */
  shown: number;
  /** The same, by the page's own script. */
  live: number;
  /** All within a screen of what is seen. */
  near: number;
}

/** Waits for all within a screen of what is seen, or only until the default view is live. */
async function waitForDefault(page: Page, until: "near" | "live" = "near"): Promise<Times> {
  const times = await page.waitForFunction(
    (until) => {
      const marks = globalThis as unknown as Partial<Times> & {isThere?: boolean};
      const all = (selector: string) => [...document.querySelectorAll(selector)];
      const isDrawn = (chart: Element) => chart.querySelector("svg, .empty, table") !== null;
      if (document.readyState === "loading" || !document.querySelector("main h1")) return;
      const waiting = all("[data-waits]:not([data-far])");
      const charts = all(".chart").filter((chart) => !chart.closest("[data-far]"));
      const isFirstDrawn = charts.length > 0 ? isDrawn(charts[0]!) : waiting.length === 0;
      if (marks.isThere) marks.shown ??= performance.now();
      marks.isThere ||= isFirstDrawn && !document.querySelector("observablehq-loading:not(.prerendered)");
      if (document.querySelector("observablehq-loading")) return;
      if (isFirstDrawn) marks.live ??= performance.now();
      const near = performance.now();
      const isDone = until === "live" ? marks.live : waiting.length === 0 && charts.every(isDrawn);
      if (isDone) return {shown: marks.shown ?? near, live: marks.live!, near};
    },
    until,
    {polling: "raf"}
  );
  return (await times.jsonValue())!;
}

/** The time since navigation at which a filter changed at the first opportunity is answered. */
async function filterAtOnce(browser: Browser, url: string): Promise<number> {
  const page = await openPage(browser);
  await page.goto(url, {waitUntil: "commit"});
  await waitForDefault(page, "live");
  const [state] = await listStates(page);
  const {ended} = await page.evaluate(changeState, state!);
  await page.context().close();
  return ended;
}

interface Wire {
  /** Bytes sent so far. */
  bytes(): number;
}

/** Counts at the host, where workers and parallel connections are in one place. */
function countBytes(server: Server): Wire {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  return {bytes: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0)};
}

/** Picks one state after the other; a change counts until the page stands still again. */
async function changeFilters(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (const state of (await listStates(page)).slice(0, 21)) {
    const {started, ended} = await page.evaluate(changeState, state);
    times.push(ended - started);
  }
  return times;
}

async function listStates(page: Page): Promise<string[]> {
  const options = page.locator("select[name=state] option");
  const values = await options.evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  return values.filter(Boolean);
}

/** Runs in the page: resolves to the times since navigation of the change and of the last redraw before 500 ms of quiet with nothing under way. */
function changeState(state: string): Promise<{started: number; ended: number}> {
  return new Promise((resolve) => {
    const select = document.querySelector<HTMLSelectElement>("select[name=state]")!;
    let [last, timer] = [0, 0];
    const observer = new MutationObserver(() => {
      last = performance.now();
      clearTimeout(timer);
      timer = window.setTimeout(finish, 500);
    });
    const finish = () => {
      if (document.querySelector(".busy")) return;
      observer.disconnect();
      resolve({started, ended: last});
    };
    const started = performance.now();
    observer.observe(document.body, {childList: true, subtree: true});
    select.value = state;
    for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, {bubbles: true}));
  });
}
