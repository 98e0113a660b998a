import type {Server} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser, BrowserContextOptions} from "playwright-core";
import {afterAll, afterEach, beforeAll, describe, expect, test} from "vitest";
import config from "../../observablehq.config.ts";
import {createHandler} from "../../src/data/pipeline/site/serve.ts";
import {launchBrowser} from "./browser.ts";
import {askFiltered} from "./expected.ts";
import {Reader, drawsAll, holdLater} from "./reader.ts";
import {Report} from "./report.ts";

const base = "/reports/olist";
const others = ["/seller", "/guide-analysts"];
const pages = ["/", ...config.pages.map(({path}) => path), ...others];
let report: Report;
let browser: Browser;
let server: Server;
let url: string;
/** The paths that were asked of the host. */
let asked: string[] = [];

/** Serves the report under a path of a host, as many do. */
beforeAll(async () => {
  report = await Report.open();
  const handler = createHandler(report.dist);
  server = createServer((request, response) => {
    request.url = request.url!.slice(base.length) || "/";
    asked.push(request.url);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
  browser = await launchBrowser();
});

afterEach(() => {
  asked = [];
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await report.close();
});

const open = () => Reader.open(browser, url, {serviceWorkers: "allow"});
/** Visits Home until the site and what the page has loaded are kept. */
async function visit(): Promise<Reader> {
  const reader = await open();
  await reader.page.addInitScript(holdLater);
  await reader.go("/");
  await reader.page.evaluate("letGo()");
  await waitUntilKept(reader);
  return reader;
}

/** Waits until the site is kept, and so are the tables and the engine, whose worker starts once the tables are asked for. */
async function waitUntilKept({page, requested}: Reader): Promise<void> {
  if (page.workers().length === 0) await page.waitForEvent("worker");
  const tables = requested.filter((path) => path.endsWith(".parquet"));
  await page.waitForFunction(isKept, [...tables, "/duckdb-eh.wasm", "/engine-script.js"]);
}

/** Runs in the page: once the worker is active, all it keeps at the first visit is there; then come the large files. */
async function isKept(large: string[]): Promise<boolean> {
  if ((await navigator.serviceWorker.ready).active?.state !== "activated") return false;
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return large.every((file) => kept.flat().some(({url}) => url.includes(file)));
}

describe("after one visit to Home, without a network,", () => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await visit();
    await reader.page.context().setOffline(true);
  });

  afterEach(() => void reader.complaints.splice(0));

  afterAll(() => reader.close());

  test("every page opens with its default view, and tells nothing of an error", async () => {
    const {page} = reader;
    const empty: string[] = [];
    for (const path of pages) {
      await reader.visit(path);
      const charts = await page.locator(".chart").count();
      const drawn = await page.locator(".chart:has(svg, .empty, table)").count();
      const lead = await page.locator(".lead").first().innerText();
      if (!/\w/.test(lead) || drawn < charts || (await page.locator(".observablehq--error").count()) > 0)
        empty.push(path);
    }
    expect(empty).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  test("a filter of the page is answered, for its engine and tables were loaded", async () => {
    const own = await visit();
    await own.page.context().setOffline(true);
    await own.go("/");
    await own.select("State").selectOption("SP");
    const {orders} = await askFiltered(report, "?state=SP");
    await expect.poll(() => own.value("Orders")).toBe(orders);
    expect(own.complaints).toEqual([]);
    await own.close();
  });

  test("a page whose tables are not kept asks for none of them before its reader does, and complains of nothing", async () => {
    const other = await reader.page.context().newPage();
    const asked: string[] = [];
    other.on("request", (request) => asked.push(request.url()));
    await other.clock.install();
    await other.goto(`${url}/delivery`);
    await other.waitForFunction(drawsAll);
    await other.clock.runFor(10_000);
    expect(asked.filter((href) => href.endsWith(".parquet"))).toEqual([]);
    expect(await other.getByRole("alert").count()).toBe(0);
  });

  test("an address that names no page is answered by the page that says so", async () => {
    const response = await reader.page.goto(`${url}/nowhere`);
    expect(response!.status()).toBe(404);
    expect(await reader.page.locator("h1").innerText()).toBe("There is no such page");
  });
});

test("keeping the site costs a visit one request after its view stands, and no file is sent twice", async () => {
  const reader = await open();
  await reader.page.addInitScript(holdLater);
  await reader.go("/");
  expect(asked.filter((path) => /service-worker|offline/.test(path))).toEqual([]);
  await reader.page.evaluate("letGo()");
  await waitUntilKept(reader);
  const files = asked.filter((path) => /\.\w+$/.test(path));
  expect(files.filter((path) => /^\/offline/.test(path))).toHaveLength(1);
  expect(new Set(files).size).toBe(files.length);
  await reader.go("/sales");
  expect(asked.filter((path) => /\/(_import|_file\/data\/queries)\//.test(path) && !files.includes(path))).toEqual([]);
  await reader.close();
});

test("a reader who saves data is not given the whole site", async () => {
  const reader = await open();
  await reader.page.addInitScript("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})");
  await reader.page.clock.install();
  await reader.page.goto(`${url}/guide`);
  await reader.page.locator(".search-button").waitFor();
  await reader.page.clock.runFor(20_000);
  expect(await reader.page.evaluate("navigator.serviceWorker.getRegistrations().then(({length}) => length)")).toBe(0);
  await reader.close();
});

test("a browser without service workers reads the site as ever", async () => {
  const reader = await open();
  await reader.page.addInitScript("delete Navigator.prototype.serviceWorker");
  await reader.page.clock.install();
  await reader.page.goto(`${url}/guide`);
  await reader.page.locator(".search-button").waitFor();
  await reader.page.clock.runFor(20_000);
  expect(reader.complaints).toEqual([]);
  expect(asked.filter((path) => path.startsWith("/service-worker"))).toEqual([]);
  await reader.close();
});

describe("that a newer build is there", () => {
  const offer = async (build: string, options?: BrowserContextOptions) => {
    const reader = await Reader.open(browser, url, options);
    await reader.page.clock.install();
    await reader.page.route(/build\.json$/, (route) => route.fulfill({json: {build}}));
    await reader.page.goto(`${url}/guide`);
    await reader.page.locator(".search-button").waitFor();
    return reader;
  };
  const notice = (reader: Reader) => reader.page.locator(".newer");

  test.each(["light", "dark"] as const)(
    "is told within ten minutes, by the rules of accessibility, %s",
    async (scheme) => {
      const reader = await offer("other", {colorScheme: scheme});
      await reader.page.clock.fastForward("10:01");
      await reader.page.getByRole("status").filter({hasText: "newer build"}).waitFor();
      expect(await reader.audit()).toEqual([]);
      expect(reader.complaints).toEqual([]);
      await reader.close();
    }
  );

  test("is told once, where the reader wants it later", async () => {
    const reader = await offer("other");
    await reader.page.clock.fastForward("10:01");
    await notice(reader).getByRole("button", {name: "Later"}).press("Enter");
    const asked = reader.page.waitForResponse(/build\.json$/);
    await reader.page.clock.fastForward("10:01");
    await (await asked).finished();
    expect(await notice(reader).count()).toBe(0);
    await reader.close();
  });

  test("is not asked for without a network", async () => {
    const reader = await offer("other");
    await reader.page.context().setOffline(true);
    await reader.page.clock.fastForward("10:01");
    expect(reader.requested.filter((path) => path.endsWith("build.json"))).toEqual([]);
    const asked = reader.page.waitForRequest(/build\.json$/);
    await reader.page.context().setOffline(false);
    await asked;
    await notice(reader).waitFor();
    await reader.close();
  });
});

test("the site can be installed, from any path", async () => {
  const reader = await open();
  await reader.page.goto(`${url}/sales`);
  const session = await reader.page.context().newCDPSession(reader.page);
  const manifest = await session.send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  const {start_url, scope, icons} = JSON.parse(manifest.data!) as {start_url: string; scope: string; icons: Icon[]};
  const at = (path: string) => new URL(path, manifest.url).href;
  expect([at(start_url), at(scope)]).toEqual([`${url}/`, `${url}/`]);
  for (const {src, sizes} of icons) expect([src, await measure(at(src))]).toEqual([src, sizes]);
  const {installabilityErrors} = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({errorId}) => errorId)).toEqual(["in-incognito"]);
  await reader.close();
});

type Icon = {src: string; sizes: string};

/** The size that a PNG says to have. */
async function measure(href: string): Promise<string> {
  const bytes = Buffer.from(await (await fetch(href)).arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}
