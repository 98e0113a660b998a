import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser, CDPSession, Page} from "playwright-core";
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  try {
    const benches: PageBench[] = [];
    for (const path of pages) benches.push(await benchPage(browser, origin, path, rounds));
    return benches;
  } finally {
    await browser.close();
    server.close();
  }
}

async function benchPage(browser: Browser, origin: string, path: string, rounds: number): Promise<PageBench> {
  const loads = [];
  for (let round = 0; round < rounds; round++) loads.push(await load(browser, origin + path));
  const [first, ...later] = loads.at(-1)!.filters as [number, ...number[]];
  const sorted = later.sort((a, b) => a - b);
  return {
    page: path,
    first_chart_MB: megabytes(loads[0]!.bytesToChart),
    all_MB: megabytes(loads[0]!.bytes),
    first_chart_s: Math.round(median(loads.map((load) => load.chart))) / 1000,
    first_filter_ms: Math.round(first),
    filter_p50_ms: Math.round(sorted[sorted.length >> 1]!),
    filter_p95_ms: Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1]!)
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e4) / 100;

async function load(browser: Browser, url: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const wire = await countBytes(await context.newCDPSession(page));
  await page.goto(url, {waitUntil: "commit"});
  await page.waitForSelector(chart);
  const time = await page.evaluate(() => performance.now());
  const bytesToChart = wire.bytes;
  await page.waitForLoadState("networkidle");
  const filters = await changeFilters(page);
  await context.close();
  return {chart: time, bytesToChart, bytes: wire.bytes, filters};
}

const chart = "main figure svg, main .card svg";

async function countBytes(session: CDPSession): Promise<{bytes: number}> {
  const wire = {bytes: 0};
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({encodedDataLength}) => {
    wire.bytes += encodedDataLength;
  });
  return wire;
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

/** Runs in the page: resolves to the milliseconds from the change to the last redraw before 500 ms of quiet. */
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
      observer.disconnect();
      resolve(last - started);
    };
    started = performance.now();
    observer.observe(document.querySelector("main")!, {childList: true, subtree: true});
    select.value = state;
    for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, {bubbles: true}));
  });
}
