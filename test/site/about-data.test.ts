import {join} from "node:path";
import type {Browser, BrowserContextOptions} from "playwright-core";
import {afterAll, afterEach, beforeAll, describe, expect, test} from "vitest";
import {formatBytes, formatCount, formatPercent, formatSeconds} from "../../src/components/format.ts";
import type {Row, Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {launchBrowser} from "./browser.ts";
import {findOlist} from "./built-site.ts";
import {Reader} from "./reader.ts";
import {Report} from "./report.ts";

const pages = [
  "/runs",
  "/catalogue",
  "/catalogue#core.fact_orders",
  "/lineage",
  "/lineage?node=core.fact_orders&column=price"
];
const readers: Reader[] = [];
let [browser, report, database, session] = [] as unknown as [Browser, Report, Database, Session];
let url: string;

beforeAll(async () => {
  report = await Report.open(findOlist());
  ({url} = report);
  database = await Database.open(join(report.warehouseDir, "warehouse.duckdb"), {readOnly: true});
  session = await database.connect();
  browser = await launchBrowser();
});

afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});

afterAll(async () => {
  await browser.close();
  database.close();
  await report.close();
});

async function read(path: string, options?: BrowserContextOptions): Promise<Reader> {
  const reader = await Reader.open(browser, url, options);
  readers.push(reader);
  await reader.visit(path);
  await standTable(reader, path);
  return reader;
}

/** Waits for the table that a link into the catalogue names: what it holds is fetched when it is opened. */
async function standTable({page}: Reader, path: string): Promise<void> {
  const [, table] = /^\/catalogue#(\w+\.\w+)/.exec(path) ?? [];
  if (table) await page.getByRole("heading", {name: table, exact: true}).waitFor();
}

const ask = <T = Row>(sql: string) => session.row<T>(sql);

describe.each(pages)("%s", (path) => {
  test.each(["light", "dark"] as const)("breaks no accessibility rule and complains of nothing, %s", async (scheme) => {
    const reader = await read(path, {colorScheme: scheme});
    expect(await reader.audit()).toEqual([]);
    expect(await reader.text()).not.toMatch(/\b(NaN|undefined|Infinity|Invalid|Error)\b/);
    expect(reader.complaints).toEqual([]);
  });

  test("does not scroll sideways at 390 pixels", async () => {
    const reader = await read(path, {viewport: {width: 390, height: 844}});
    expect(await reader.width()).toBe(390);
  });

  test("needs at most 0.6 MB and no engine", async () => {
    const reader = await Reader.open(browser, url);
    readers.push(reader);
    const countBytes = reader.countBytes();
    await reader.visit(path);
    await standTable(reader, path);
    await reader.page.waitForLoadState("networkidle");
    expect(await countBytes()).toBeLessThan(600_000);
    expect(reader.page.workers()).toEqual([]);
    expect(reader.requested.filter((file) => file.endsWith(".parquet"))).toEqual([]);
  });
});

describe("/runs", () => {
  test("tells what the warehouse noted of its last build", async () => {
    const reader = await read("/runs");
    const run = await ask<Record<string, number>>("select * from meta.runs order by started_at desc limit 1");
    expect(await reader.value("Time")).toBe(formatSeconds(run.seconds));
    expect(await reader.value("Published")).toBe(formatBytes(run.published_bytes));
    expect(await reader.value("Peak memory")).toBe(formatBytes(run.peak_process_bytes));
    expect(await reader.value("Checks")).toBe(formatCount(run.passed_count));
    expect(await reader.lead()).toContain(
      `made ${formatCount(run.built_count)} models of ${formatCount(run.rows_in)} rows`
    );
  });

  test("lists each table that was made, and each model’s cost", async () => {
    const {page} = await read("/runs");
    const {made, models} = await ask(
      "select count(*) as made, count(*) filter (kind = 'model') as models from meta.run_models"
    );
    expect(await page.getByRole("table", {name: "Tables made"}).locator("tbody tr").count()).toBe(made);
    const costs = page.getByRole("table", {name: "Each model when it was last made"});
    expect(await costs.locator("tbody tr").count()).toBe(models);
    const slowest = await ask<{id: string}>(
      "select id from meta.run_models where kind = 'model' order by seconds desc, id limit 1"
    );
    expect(await costs.locator("tbody tr").first().getByRole("rowheader").innerText()).toBe(slowest.id);
  });
});

describe("/catalogue", () => {
  const column = (reader: Reader, id: string) => reader.page.locator(`[id="${id}"]`);

  test("tells of columns what SQL tells of them: nulls, different values, range, shares", async () => {
    const reader = await read("/catalogue#core.fact_orders");
    const row = await ask<Record<string, number>>(`
      select count(*) as n, count(*) - count(delivered_at) as nulls, count(distinct order_status) as statuses, max(instalments) as most,
        count(*) filter (state = 'SP') as sp, count(distinct price) as prices from core.fact_orders`);
    const text = (name: string) => column(reader, `core.fact_orders.${name}`).innerText();
    expect(await text("delivered_at")).toContain(`${formatPercent(row.nulls! / row.n!)} null`);
    expect(await text("order_status")).toContain(`no nulls, ${formatCount(row.statuses)} different`);
    expect(await text("price")).toContain(`no nulls, ${formatCount(row.prices)} different`);
    expect(await text("instalments")).toContain(`1 to ${row.most}`);
    expect(await text("state")).toMatch(new RegExp(`SP\\s+${formatPercent(row.sp! / row.n!)}`));
    expect(await text("order_key")).toContain(`all ${formatCount(row.n)} different`);
  });

  test("draws histograms whose bars add up to the rows that have a value", async () => {
    const reader = await read("/catalogue#core.fact_orders");
    const {n} = await ask<{n: number}>("select count(days_to_deliver) as n from core.fact_orders");
    const bars = column(reader, "core.fact_orders.days_to_deliver").locator("rect title");
    const counts = (await bars.allTextContents()).map((text) => parseInt(text.replaceAll(",", "")));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
  });

  test("shows no value of a column that is not published, nor one that tells who somebody is", async () => {
    const reader = await read("/catalogue#core.dim_customer");
    const {id} = await ask<{id: string}>(
      "select customer_unique_id as id from core.dim_customer order by customer_key limit 1"
    );
    expect(await column(reader, "core.dim_customer.customer_unique_id").innerText()).toContain("Values not published");
    for (const place of ["core.dim_customer", "raw.customers", "staging.stg_customers"]) {
      await reader.page.goto(`${url}/catalogue#${place}`);
      await standTable(reader, `/catalogue#${place}`);
      expect(await reader.text()).not.toContain(id);
      expect(await reader.page.getByRole("columnheader", {name: "customer_unique_id"}).count()).toBe(0);
    }
    const files = reader.requested.filter((file) => file.startsWith("/_file/data/catalogue/"));
    expect(files).toHaveLength(4);
    for (const file of files) expect(await (await fetch(url + file)).text()).not.toContain(id);
  });

  test("is searched over tables and columns by keyboard, and a find opens at its column", async () => {
    const reader = await read("/catalogue");
    const {page} = reader;
    await page.getByLabel("Search tables and columns").focus();
    await page.keyboard.type("latitude north");
    await page
      .getByRole("status")
      .filter({hasText: /^\d+ tables?, \d+ columns?$/})
      .waitFor();
    await page.locator('a[href="#core.dim_geography.latitude"]').press("Enter");
    await page.waitForURL(/#core\.dim_geography\.latitude$/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("core.dim_geography.latitude");
    await page.goBack();
    await page.getByLabel("Search tables and columns").fill("no such thing");
    await page.getByText("No table or column is named or described so.").waitFor();
    expect(reader.complaints).toEqual([]);
  });

  test("says how each check last came out", async () => {
    const reader = await read("/catalogue#raw.orders");
    const marks = {pass: "✓ passes", warn: "⚠ warns", fail: "✕ fails"};
    for (const [status, mark] of Object.entries(marks)) {
      const {n} = await ask<{n: number}>(
        `select count(*) as n from quality.check_results where table_name = 'raw.orders' and status = '${status}'`
      );
      expect(await reader.page.locator(".check-list li", {hasText: mark}).count()).toBe(n);
    }
  });
});

describe("/lineage", () => {
  const chosen = (reader: Reader) => reader.page.locator("#chosen").innerText();
  const list = (reader: Reader, title: RegExp) =>
    reader.page.locator(".lineage-lists section", {has: reader.page.getByRole("heading", {name: title})}).locator("a");

  test("draws every table of the warehouse as a link", async () => {
    const reader = await read("/lineage");
    const {n} = await ask<{n: number}>("select count(*) as n from meta.nodes");
    expect(await reader.page.locator(".lineage-graph a").count()).toBe(n);
    expect(await reader.page.locator(".lineage-graph path").count()).toBeGreaterThan(n);
  });

  test("follows a table both ways by keyboard, and back", async () => {
    const reader = await read("/lineage");
    const {page} = reader;
    await page.getByLabel("Go to table").fill("fact_payments");
    await page.keyboard.press("Enter");
    await expect.poll(() => chosen(reader)).toBe("core.fact_payments");
    expect(await reader.search()).toBe("?node=core.fact_payments");
    expect(await reader.lead()).toMatch(/^core\.fact_payments comes of \d+ input files and feeds \d+ tables?/);
    const {inputs} = await ask<{inputs: string}>("select inputs from meta.nodes where id = 'core.fact_payments'");
    const readTables = Object.keys(JSON.parse(inputs) as object).filter((name) => name.includes("."));
    expect((await list(reader, /^Reads /).allInnerTexts()).sort()).toEqual(readTables.sort());
    await page.locator('.lineage-graph a[href="?node=raw.order_payments"]').press("Enter");
    await expect.poll(() => chosen(reader)).toBe("raw.order_payments");
    expect(await reader.lead()).toContain("is the input file olist_order_payments_dataset.csv");
    await page.goBack();
    await expect.poll(() => chosen(reader)).toBe("core.fact_payments");
    expect(reader.complaints).toEqual([]);
  });

  test("follows a column from the input file to what it feeds", async () => {
    const reader = await read("/lineage?node=core.fact_orders&column=price");
    expect(await chosen(reader)).toBe("core.fact_orders.price");
    expect(await list(reader, /^Comes of these columns/).allInnerTexts()).toEqual(["raw.order_items.price"]);
    expect(await list(reader, /^Feeds these published columns/).allInnerTexts()).toContain(
      "marts.mart_executive.price"
    );
    await list(reader, /^Comes of these columns/)
      .first()
      .press("Enter");
    await expect.poll(() => chosen(reader)).toBe("raw.order_items.price");
    expect(await list(reader, /^Feeds these published columns/).allInnerTexts()).toContain("core.fact_orders.price");
  });

  test("names the pages that ask a table", async () => {
    const reader = await read("/lineage?node=marts.mart_orders_monthly");
    expect(await list(reader, /^Asked by the pages/).allInnerTexts()).toEqual(
      expect.arrayContaining(["Home", "Sales", "Delivery"])
    );
  });
});
