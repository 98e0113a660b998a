import {readFile} from "node:fs/promises";
import {DuckDBInstance} from "@duckdb/node-api";
import type {Browser, Download} from "playwright-core";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {summarizeChecks, traceInputs, type LineageFile} from "../../src/components/making.ts";
import {listSources} from "../../src/components/origin.ts";
import {inlineParams} from "../../src/components/sql-text.ts";
import {launchBrowser} from "./browser.ts";
import {Reader} from "./reader.ts";
import {Report} from "./report.ts";

const lineage: LineageFile = {
  nodes: [
    {id: "raw.items", type: "source", file: "items.csv", description: "", columns: [{name: "price"}, {name: "weight"}]},
    {id: "seeds.states", type: "seed", description: "", columns: [{name: "state"}]},
    {id: "core.fact_items", type: "model", description: "", columns: [{name: "price"}, {name: "grams"}]},
    {id: "marts.mart_x", type: "model", description: "", columns: [{name: "revenue"}, {name: "grams"}, {name: "state"}]}
  ],
  edges: [
    [2, 0, 0, 0, 2],
    [2, 1, 0, 1, 2],
    [3, 0, 2, 0, 4],
    [3, 1, 2, 1, 4],
    [3, 2, 1, 0, 2],
    [3, -1, 2, -1, 0]
  ]
};

describe("traceInputs(lineage, sql, tables)", () => {
  test("follows the columns that are named through all models to the files", () => {
    expect(traceInputs(lineage, "select state, sum(revenue) from mart_x group by state", ["mart_x"])).toEqual([
      {file: "items.csv", columns: ["price"]},
      {file: "states.csv", columns: ["state"]}
    ]);
  });

  test("finds nothing for a query of no table", () => {
    expect(traceInputs(lineage, "select 1 as revenue", [])).toEqual([]);
  });
});

test("summarizeChecks(checks, tables) counts what passed and keeps what did not", () => {
  const check = (id: string, table: string, status: "pass" | "warn") => ({
    id,
    table,
    status,
    failing: 0,
    threshold: ""
  });
  const warned = check("b", "marts.mart_x", "warn");
  const checks = [check("a", "marts.mart_x", "pass"), warned, check("c", "marts.mart_xy", "pass")];
  expect(summarizeChecks(checks, ["mart_x"])).toEqual([{table: "mart_x", passed: 1, others: [warned]}]);
});

test("inlineParams(query) puts values where placeholders are, and nowhere else", () => {
  const text = "select '?' as \"?\" -- why?\nfrom t where a = ? and b >= ? and c = ? /* ? */";
  expect(inlineParams({text, params: ["it's ?", "2018-08-01", null]})).toBe(
    "select '?' as \"?\" -- why?\nfrom t where a = 'it''s ?' and b >= date '2018-08-01' and c = null /* ? */"
  );
});

test("listSources(source) makes a list of one or several", () => {
  const rows = [{a: 1}];
  expect(listSources(rows)).toEqual([rows]);
  expect(listSources([rows, []])).toEqual([rows, []]);
  expect(listSources(undefined)).toEqual([]);
});

describe("the menu of a figure", () => {
  const title = "Revenue by month";
  let report: Report;
  let browser: Browser;
  let reader: Reader;

  beforeAll(async () => {
    report = await Report.open();
    browser = await launchBrowser();
    reader = await Reader.open(browser, report.url, {colorScheme: "dark"});
    await reader.go("/sales?region=South");
  });

  /** A second try finds no menu open that the first has left. */
  beforeEach(({task}) => (task.result?.retryCount ? reader.go("/sales?region=South") : undefined));

  afterAll(async () => {
    await browser.close();
    await report.close();
  });

  const open = () => reader.page.getByRole("button", {name: `Menu: ${title}`}).press("Enter");

  async function save(label: string): Promise<Download> {
    await open();
    const item = reader.page.getByRole("menuitem", {name: label, exact: true});
    const [download] = await Promise.all([reader.page.waitForEvent("download"), item.click()]);
    return download;
  }

  test("opens by keyboard, goes by arrows and closes by Escape, back to its button", async () => {
    await open();
    const focused = () => reader.page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe("Picture as SVG");
    await reader.page.keyboard.press("ArrowUp");
    await expect.poll(focused).toBe("How it is made");
    await reader.page.keyboard.press("ArrowDown");
    await expect.poll(focused).toBe("Picture as SVG");
    await reader.page.keyboard.press("Escape");
    await expect.poll(() => reader.page.getByRole("menu").count()).toBe(0);
    expect(await reader.page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(`Menu: ${title}`);
  });

  test("saves the picture as an SVG that needs no style sheet, by day even in the dark", async () => {
    const download = await save("Picture as SVG");
    expect(download.suggestedFilename()).toBe("revenue-by-month.svg");
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain(title);
    expect(text).toContain('fill="rgb(255, 255, 255)"');
    expect(text).toContain('fill="rgb(63, 107, 196)"');
    expect(text).not.toMatch(/var\(|currentColor|class=|<style|color\(|NaN/);
  });

  test("saves the picture as a PNG of twice the size", async () => {
    const bytes = await readFile(await (await save("Picture as PNG")).path());
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    const width = await reader.page
      .locator(".chart", {hasText: title})
      .first()
      .evaluate((node) => node.clientWidth);
    expect(bytes.readUInt32BE(16)).toBe(2 * (width + 32));
  });

  test("saves the data as CSV and as Parquet, the same in both", async () => {
    const [csv, parquet] = [await (await save("Data as CSV")).path(), await (await save("Data as Parquet")).path()];
    const connection = await (await DuckDBInstance.create()).connect();
    const count = async (from: string) =>
      (
        await connection.runAndReadAll(`select count(*), sum(orders_count), round(sum(revenue), 2) from ${from}`)
      ).getRowsJson();
    const rows = await count(`read_csv('${csv}')`);
    expect(rows).toEqual(await count(`read_parquet('${parquet}')`));
    expect(Number(rows[0]![0])).toBeGreaterThan(10);
    connection.closeSync();
  });

  test("tells how the figure is made, and breaks no accessibility rule in it", async () => {
    await open();
    await reader.page.getByRole("menuitem", {name: "How it is made"}).click();
    const dialog = reader.page.getByRole("dialog", {name: `How it is made: ${title}`});
    await dialog.waitFor();
    const text = await dialog.innerText();
    expect(text).toContain("Price over the items of orders whose status is neither canceled nor unavailable.");
    expect(text).toContain("region = 'South'");
    expect(text).toContain("olist_order_items_dataset.csv: freight_value and price");
    expect(text).toMatch(/mart_orders_monthly: \d+ checks passed/);
    expect(await reader.audit()).toEqual([]);
    await reader.page.keyboard.press("Escape");
    await expect.poll(() => dialog.count()).toBe(0);
    expect(reader.complaints).toEqual([]);
  });

  test("costs the default view nothing of what it needs", async () => {
    const other = await Reader.open(browser, report.url);
    await other.go("/sales");
    expect(other.requested.filter((path) => /lineage|checks|metrics/.test(path))).toEqual([]);
    await other.close();
  });
});
