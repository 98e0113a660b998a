import type {Server} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo, Socket} from "node:net";
import type {Browser, Page} from "playwright-core";
import {createHandler} from "../../src/data/pipeline/site/serve.ts";
import {launchBrowser} from "../site/browser.ts";
import {buildSite} from "../site/built-site.ts";
import {median} from "./children.ts";

const pages = ["/", "/sales", "/delivery"];

export interface PageBench extends Record<string, unknown> {
  page: string;
  /** Bytes over the wire until the first chart stood, and until nothing more was asked for. */
  first_chart_MB: number;
  all_MB: number;
  /** From navigation to the first chart, median of the rounds. */
  first_chart_s: number;
  /** From a changed filter to redrawn charts. */
  first_filter_ms: number;
  filter_p50_ms: number;
  filter_p95_ms: number;
}

/** Opens each page in a fresh browser profile from a host that compresses nothing, and changes its filters. */
export async function benchSite(data: string, {rounds = 3} = {}): Promise<PageBench[]> {
  const site = await buildSite({data});
  const handler = createHandler(site.dist);
  const server = createServer((request, response) => {
    delete request.headers["accept-encoding"];
    handler(request, response);
  });
  const wire = countBytes(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  try {
    const benches: PageBench[] = [];
    for (const path of pages) benches.push(await benchPage(browser, origin + path, wire, rounds));
    return benches;
  } finally {
    await browser.close();
    server.close();
  }
}

async function benchPage(browser: Browser, url: string, wire: Wire, rounds: number): Promise<PageBench> {
  const loads = [];
  for (let round = 0; round < rounds; round++) loads.push(await load(browser, url, wire));
  const [first, ...later] = loads.at(-1)!.filters as [number, ...number[]];
  const sorted = later.sort((a, b) => a - b);
  return {
    page: new URL(url).pathname,
    first_chart_MB: megabytes(loads[0]!.bytesToChart),
    all_MB: megabytes(loads[0]!.bytes),
    first_chart_s: Math.round(median(loads.map((load) => load.chart))) / 1000,
    first_filter_ms: Math.round(first),
    filter_p50_ms: Math.round(sorted[sorted.length >> 1]!),
    filter_p95_ms: Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1]!)
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e4) / 100;

async function load(browser: Browser, url: string, wire: Wire) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // tsx names functions by a helper of its own, which functions sent to the page miss there.
  await page.addInitScript("globalThis.__name = (named) => named");
  const before = wire.bytes();
  await page.goto(url, {waitUntil: "commit"});
  await page.waitForSelector(chart);
  const time = await page.evaluate(() => performance.now());
  const bytesToChart = wire.bytes() - before;
  await page.waitForLoadState("networkidle");
  const filters = await changeFilters(page);
  await context.close();
  return {chart: time, bytesToChart, bytes: wire.bytes() - before, filters};
}

const chart = "main figure svg, main .card svg";

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
  const states = await page
    .locator("select[name=state] option")
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const times: number[] = [];
  for (const state of states.filter(Boolean).slice(0, 21)) times.push(await page.evaluate(changeState, state));
  return times;
}

/** Runs in the page: resolves to the milliseconds from the change to the last redraw before 500 ms of quiet
 * with nothing under way. */
function changeState(state: string): Promise<number> {
  return new Promise((resolve) => {
    const select = document.querySelector<HTMLSelectElement>("select[name=state]")!;
    let [started, last, timer] = [0, 0, 0];
    const observer = new MutationObserver(() => {
      last = performance.now();
      clearTimeout(timer);
      timer = window.setTimeout(finish, 500);
    });
    const finish = () => {
      if (document.querySelector(".busy")) return;
      observer.disconnect();
      resolve(last - started);
    };
    started = performance.now();
    observer.observe(document.body, {childList: true, subtree: true});
    select.value = state;
    for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, {bubbles: true}));
  });
}
