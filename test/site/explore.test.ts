import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import type {BrowserContextOptions, Download, Locator} from "playwright-core";
import {describe, expect, test} from "vitest";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";
import {examples} from "../../src/components/explore-examples.ts";
import type {Reader} from "./reader.ts";
import {shareVisits} from "./visits.ts";

const formatNumber = (n: unknown) => new Intl.NumberFormat("en-US", {useGrouping: "min2"}).format(Number(n));
const visits = shareVisits();

/** Explore, opened by a link to a query or by none. */
class Desk {
  constructor(readonly reader: Reader) {}

  static async open(sql?: string, options?: BrowserContextOptions): Promise<Desk> {
    const reader = await visits.open(options);
    await reader.visit(`/explore${sql ? `#sql=${encodeURIComponent(sql)}` : ""}`);
    const desk = new Desk(reader);
    await desk.editor.waitFor();
    return desk;
  }

  get editor(): Locator {
    return this.reader.page.getByRole("textbox", {name: "SQL"});
  }

  get status(): Locator {
    return this.reader.page.locator(".desk-status");
  }

  button(name: string): Locator {
    return this.reader.page.getByRole("button", {name, exact: true});
  }

  async write(sql: string): Promise<void> {
    await this.editor.click();
    await this.reader.page.keyboard.press("ControlOrMeta+a");
    await this.reader.page.keyboard.insertText(sql);
  }

  async run(sql: string): Promise<void> {
    await this.write(sql);
    await this.button("Run").click();
  }

  /** Waits for a result, and gives its rows as text. */
  async rows(): Promise<string[][]> {
    await this.status.filter({hasText: /rows? in/}).waitFor();
    await this.reader.page.locator(".pager .table-status").waitFor();
    const rows = await this.reader.page.locator(".table tbody tr").all();
    return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
  }

  async download(name: string): Promise<Download> {
    const [download] = await Promise.all([this.reader.page.waitForEvent("download"), this.button(name).click()]);
    return download;
  }
}

async function askFile(path: string, select: string): Promise<unknown[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  const result = await connection.runAndReadAll(`${select} from read_parquet('${path}')`);
  connection.closeSync();
  return result.getRows()[0]!;
}

/** Runs in the page, which from then on notes what it asks of its engine. */
const noteMessages = `
  globalThis.asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...others) {
    asked.push(...Object.keys(message));
    return post.call(this, message, ...others);
  };
`;

describe("Explore", () => {
  test.each(["light", "dark"] as const)("breaks no accessibility rule and complains of nothing, %s", async (scheme) => {
    const desk = await Desk.open("select state, 1 as n from dim_seller group by state", {colorScheme: scheme});
    await desk.rows();
    expect(await desk.reader.audit()).toEqual([]);
    expect(await desk.reader.text()).not.toMatch(/\b(NaN|null|undefined|Infinity|Invalid|Error)\b/);
    expect(desk.reader.complaints).toEqual([]);
  });

  test("does not scroll sideways at 390 pixels", async () => {
    const desk = await Desk.open("select * from fact_orders limit 3", {viewport: {width: 390, height: 844}});
    await desk.rows();
    expect(await desk.reader.width()).toBe(390);
  });

  test("waits with the engine until a query is run", async () => {
    const desk = await Desk.open();
    await desk.reader.page.waitForLoadState("networkidle");
    expect(desk.reader.page.workers()).toEqual([]);
    expect(desk.reader.requested.filter((path) => /\.(gz|parquet)$/.test(path))).toEqual([]);
  });

  test("answers as the input files do, by button and by keyboard", async () => {
    const desk = await Desk.open();
    await desk.run("select count(*) as n from fact_orders");
    const {n} = await visits.report.ask("select count(*)::int as n from orders");
    expect(await desk.rows()).toEqual([[formatNumber(n)]]);
    await desk.write("select 40 + 2 as answer");
    await desk.reader.page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => desk.rows()).toEqual([["42"]]);
  });

  test.each(examples.map(({title}) => title))("has an example that works: %s", async (title) => {
    const desk = await Desk.open();
    await desk.reader.page.getByLabel("Examples").selectOption({label: title});
    await desk.button("Run").click();
    expect((await desk.rows()).length).toBeGreaterThan(1);
    expect(desk.reader.complaints).toEqual([]);
  });

  test("prints all rows of a result, and shows its page again", async () => {
    const desk = await Desk.open("select range as n from range(250)");
    const {page} = desk.reader;
    expect(await desk.rows()).toHaveLength(100);
    await desk.button("Next").click();
    const told = () => page.locator(".pager .table-status").innerText();
    expect(await told()).toBe("101–200 of 250");
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect((await desk.rows()).map(([n]) => n)).toEqual(Array.from({length: 250}, (_, n) => String(n)));
    expect(await told()).toBe("1–250 of 250");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await told()).toBe("101–200 of 250");
    expect((await desk.rows())[0]).toEqual(["100"]);
  });

  test("tells what a table and its columns are once it is opened, and a completion that is looked at", async () => {
    const desk = await Desk.open();
    const {page} = desk.reader;
    const catalog = () => desk.reader.requested.filter((path) => /\/catalog\.[0-9a-f]+\.json$/.test(path));
    const published = join(visits.report.warehouseDir, "publish/catalog.json");
    const {tables} = JSON.parse(await readFile(published, "utf8")) as Catalog;
    const table = tables.find(({name}) => name === "dim_seller")!;
    const column = table.columns.find(({name}) => name === "seller_key")!;
    expect(catalog()).toEqual([]);
    const details = page.locator(".table-list details", {has: page.locator("summary code", {hasText: "dim_seller"})});
    await details.locator("summary").click();
    await details.getByText(table.description).waitFor();
    expect(await details.locator("li").first().getAttribute("title")).toBe(table.columns[0]!.description);
    expect(catalog()).toHaveLength(1);
    await desk.write("select seller_ke from dim_seller");
    for (let step = 0; step < " from dim_seller".length; step++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("y");
    await page.locator(".cm-completionInfo", {hasText: column.description}).waitFor();
    expect(catalog()).toHaveLength(1);
    expect(desk.reader.complaints).toEqual([]);
  });

  test("says so where a description does not come, and tries again", async () => {
    const desk = await Desk.open();
    const {page} = desk.reader;
    let isDown = true;
    await page.route(/\/catalog\.[0-9a-f]+\.json$/, (route) =>
      isDown ? route.fulfill({status: 503}) : route.continue()
    );
    const details = page.locator(".table-list details").first();
    await details.locator("summary").click();
    await details.getByText("could not be fetched").waitFor();
    isDown = false;
    for (const isOpen of [false, true]) {
      await details.locator("summary").click();
      await expect.poll(() => details.evaluate((node) => (node as HTMLDetailsElement).open)).toBe(isOpen);
    }
    await expect.poll(() => details.getByText("could not be fetched").count()).toBe(0);
  });

  test("says what is wrong, and underlines the place", async () => {
    const desk = await Desk.open();
    await desk.run("select\n    order_status,\n    prize\nfrom fact_orders");
    await desk.reader.page.getByRole("alert").filter({hasText: 'Referenced column "prize" not found'}).waitFor();
    expect(await desk.reader.page.locator(".cm-lintRange-error").innerText()).toBe("prize");
    await desk.reader.page.locator(".cm-lint-marker-error").waitFor();
    await desk.write("select 1 as one");
    await expect.poll(() => desk.reader.page.locator(".cm-lintRange-error").count()).toBe(0);
    expect(desk.reader.complaints).toEqual([]);
  });

  test("stops a query that runs long, stays alive meanwhile, and answers the next", async () => {
    const desk = await Desk.open();
    await desk.reader.page.evaluate(noteMessages);
    await desk.run(
      "select count(*) from range(1000000) a, range(1000000) b, range(1000) c where a.range + b.range = c.range"
    );
    await desk.reader.page.waitForFunction("asked.includes('run')");
    await desk.reader.page.getByText("Your last queries").click();
    await desk.button("Stop").click();
    await desk.status.filter({hasText: "Stopped."}).waitFor();
    await desk.run("select count(*) as n from dim_seller");
    const {n} = await visits.report.ask("select count(distinct seller_id)::int as n from items");
    expect(await desk.rows()).toEqual([[formatNumber(n)]]);
    expect(desk.reader.complaints).toEqual([]);
  });

  test("completes tables and their columns with types", async () => {
    const desk = await Desk.open();
    const options = desk.reader.page.getByRole("option");
    await desk.write("select * from mart_exec");
    await desk.reader.page.keyboard.type("u");
    await options.filter({hasText: "mart_executive"}).click();
    await desk.reader.page.keyboard.type(" where period_gr");
    await options.filter({hasText: "period_grain"}).filter({hasText: "varchar"}).click();
    await expect.poll(() => desk.editor.innerText()).toBe("select * from mart_executive where period_grain");
  });

  test("opens a shared link with its query run, also a long one", async () => {
    const desk = await Desk.open();
    const numbers = Array.from({length: 300}, (_, i) => i * 37);
    await desk.run(
      `select count(*) as n, 'São Paulo + 1' as place from range(20000) where range in (${numbers.join(", ")})`
    );
    await desk.rows();
    const link = await desk.reader.page.evaluate(() => location.href);
    expect(link).toContain("#packed=");
    const other = await Desk.open();
    await other.reader.page.goto(link);
    await other.reader.page.reload();
    expect(await other.rows()).toEqual([["300", "São Paulo + 1"]]);
  });

  test("copies the link", async () => {
    const desk = await Desk.open(undefined, {permissions: ["clipboard-read", "clipboard-write"]});
    await desk.write("select 7 as n");
    await desk.button("Copy link").click();
    await desk.status.filter({hasText: "The link is copied."}).waitFor();
    const copied = await desk.reader.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`${visits.report.url}/explore#sql=select%207%20as%20n`);
  });

  test("keeps the last queries in the browser, until told to forget them", async () => {
    const desk = await Desk.open();
    await desk.run("select 1 as first");
    await expect.poll(() => desk.rows()).toEqual([["1"]]);
    await desk.run("select 2 as second");
    await expect.poll(() => desk.rows()).toEqual([["2"]]);
    const {page} = desk.reader;
    await page.goto(`${visits.report.url}/explore`);
    await page.reload();
    await page.getByText("Your last queries").click();
    const texts = () => page.locator(".history li code").allInnerTexts();
    await expect.poll(texts).toEqual(["select 2 as second", "select 1 as first"]);
    await page.getByRole("button", {name: "select 1 as first"}).click();
    await expect.poll(() => desk.editor.innerText()).toBe("select 1 as first");
    await desk.button("Forget them").click();
    await expect.poll(() => page.locator(".history li").count()).toBe(0);
  });

  test("pages, sorts and downloads a result", async () => {
    const desk = await Desk.open(
      "select range::integer as n, 'a, \"b\"' as text, date '2018-01-02' as day from range(250)"
    );
    expect(await desk.rows()).toHaveLength(100);
    await desk.button("Next").click();
    await expect.poll(async () => (await desk.rows())[0]).toEqual(["100", 'a, "b"', "2018-01-02"]);
    await desk.button("n").click();
    await expect.poll(async () => (await desk.rows())[0]![0]).toBe("249");
    const lines = (await readFile(await (await desk.download("Download as CSV")).path(), "utf8")).split("\r\n");
    expect(lines.slice(0, 2)).toEqual(["n,text,day", '249,"a, ""b""",2018-01-02']);
    expect(lines).toHaveLength(252);
    const path = await (await desk.download("Download as Parquet")).path();
    expect(await askFile(path, "select count(*)::int, max(n)::int, any_value(text)")).toEqual([250, 249, 'a, "b"']);
  });

  test("reads ten thousand rows at most, and says so", async () => {
    const desk = await Desk.open("select a.range from range(100000) a, range(100000) b");
    await desk.rows();
    await desk.reader.page.getByText("Only the first 10,000 rows were read").waitFor();
    expect(await desk.status.innerText()).toMatch(/^The first 10,000 rows in/);
    await desk.run("select 1 as n");
    await expect.poll(() => desk.rows()).toEqual([["1"]]);
  });

  test("draws what suits the columns, and what the reader picks", async () => {
    const desk = await Desk.open(
      "select month, sum(price) as price, sum(freight) as freight from mart_orders_monthly group by month"
    );
    await desk.rows();
    const {page} = desk.reader;
    await page.locator(".chart h3", {hasText: "price by month"}).waitFor();
    await expect.poll(() => page.getByLabel("Chart").inputValue()).toBe("line");
    await page.getByLabel("Chart").selectOption("Dots");
    await page.getByLabel("Across").selectOption("freight");
    await page.locator(".chart h3", {hasText: "price by freight"}).waitFor();
    await expect.poll(() => page.locator(".chart svg circle").count()).toBeGreaterThan(10);
  });

  test("lets the keyboard leave the editor by Esc, then Tab", async () => {
    const desk = await Desk.open();
    await desk.editor.focus();
    await desk.reader.page.keyboard.press("Tab");
    await expect.poll(() => desk.editor.innerText()).toMatch(/^ +order by month$/m);
    expect(await desk.editor.evaluate((node) => node === document.activeElement)).toBe(true);
    await desk.reader.page.keyboard.press("Escape");
    await desk.reader.page.keyboard.press("Tab");
    await expect.poll(() => desk.button("Run").evaluate((node) => node === document.activeElement)).toBe(true);
  });

  test("lists each table with its columns, and inserts a name where the cursor is", async () => {
    const desk = await Desk.open();
    await desk.write("select  from dim_seller");
    for (let i = 0; i < " from dim_seller".length; ++i) await desk.reader.page.keyboard.press("ArrowLeft");
    await desk.reader.page.locator("summary", {hasText: "dim_seller"}).click();
    await desk.reader.page.locator("details[open] p", {hasText: /^One row per seller .* Insert dim_seller$/}).waitFor();
    await desk.reader.page.locator("details[open]").getByRole("button", {name: "Insert state"}).click();
    await expect.poll(() => desk.editor.innerText()).toBe("select state from dim_seller");
  });
});
