import {describe, expect, test} from "vitest";
import config from "../../observablehq.config.ts";
import {indexEntries, type Entry} from "../../src/components/search-index.ts";
import {readMetrics} from "../../src/data/pipeline/metrics.ts";
import type {Reader} from "./reader.ts";
import {shareVisits} from "./visits.ts";

const paths = ["/", ...config.pages.map(({path}) => path)];
const visits = shareVisits();

async function open(path: string): Promise<Reader> {
  const reader = await visits.open();
  await reader.visit(path);
  return reader;
}

const options = (reader: Reader) =>
  reader.page.getByRole("listbox", {name: "Results"}).getByRole("option").allInnerTexts();

describe("the search", () => {
  test.each([...paths, "/no-such-page"])("opens on %s by a slash, and fetches its index only then", async (path) => {
    const reader = await open(path);
    const isIndex = (each: string) => each.includes("/search.");
    expect(reader.requested.filter(isIndex)).toEqual([]);
    await reader.page.keyboard.press("/");
    await reader.page.getByRole("combobox", {name: "Search this site"}).fill("revenue");
    await expect.poll(() => options(reader)).toEqual(expect.arrayContaining([expect.stringContaining("Revenue")]));
    expect(reader.requested.filter(isIndex)).toHaveLength(1);
    expect(await reader.audit()).toEqual([]);
  });

  test("opens by Ctrl+K also while one writes, and by its button; Escape closes it", async () => {
    const reader = await open("/explore");
    const dialog = reader.page.getByRole("dialog", {name: "Search"});
    await reader.page.getByRole("textbox", {name: "SQL"}).click();
    await reader.page.keyboard.type("/");
    expect(await dialog.count()).toBe(0);
    await reader.page.keyboard.press("Control+k");
    await dialog.waitFor();
    await reader.page.keyboard.press("Escape");
    await dialog.waitFor({state: "hidden"});
    await reader.page.getByRole("button", {name: "Search"}).click();
    await dialog.waitFor();
    expect(reader.complaints).toEqual([]);
  });

  test.each([
    ["agai promi", "Against the promise", /\/delivery#against-the-promise$/],
    ["how does gross merchandise", "How does gross merchandise value develop?", /\/(sales)?$/],
    ["nps proxy", "NPS proxy", /\/glossary#nps$/],
    ["payment_sequential", "payment_sequential", /\/catalogue#core\.fact_payments\.payment_sequential$/]
  ])("finds %s and goes there by keyboard", async (text, found, url) => {
    const reader = await open("/");
    await reader.page.keyboard.press("/");
    await reader.page.getByRole("combobox", {name: "Search this site"}).fill(text);
    await reader.page.getByRole("option").filter({hasText: found}).first().waitFor();
    const links = reader.page.getByRole("listbox", {name: "Results"}).getByRole("option");
    const place = (await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))).findIndex(
      (href) => url.test(href)
    );
    expect(place).toBeGreaterThanOrEqual(0);
    for (let i = 0; i < place; ++i) await reader.page.keyboard.press("ArrowDown");
    await reader.page.keyboard.press("Enter");
    await reader.page.waitForURL(url);
    expect(reader.complaints).toEqual([]);
  });

  test("keeps the filters that are on, and says when there is nothing", async () => {
    const reader = await open("/?state=SP");
    await reader.page.keyboard.press("/");
    await reader.page.getByRole("combobox", {name: "Search this site"}).fill("xyzzyx");
    await reader.page.getByText("Nothing is called so.").waitFor();
    await reader.page.getByRole("combobox", {name: "Search this site"}).fill("Delivery");
    await reader.page.getByRole("option").filter({hasText: "Page"}).first().click();
    await reader.page.waitForURL(/\/delivery\?state=SP$/);
    expect(reader.complaints).toEqual([]);
  });

  test("leads only to pages and sections that are there", async () => {
    const reader = await open("/");
    const [index] = await Promise.all([
      reader.page.waitForResponse(/search\.[0-9a-f]+\.json$/),
      reader.page.keyboard.press("/")
    ]);
    const entries = (await index.json()) as Entry[];
    expect(new Set(entries.map(({kind}) => kind)).size).toBe(6);
    const hrefs = new Set(entries.map(({href}) => href).filter((href) => !/#sql=|^\/(glossary|catalogue)#/.test(href)));
    for (const href of hrefs) {
      const [path, id] = href.split("#");
      const response = await fetch(visits.report.url + path);
      expect([href, response.status]).toEqual([href, 200]);
      if (id) expect(await response.text()).toContain(`id="${id}"`);
    }
  });
});

describe("the glossary", () => {
  test("shows each metric with its definition and value, and breaks no accessibility rule", async () => {
    const reader = await open("/glossary");
    const metrics = await readMetrics(".");
    expect(await reader.page.locator(".glossary .card").evaluateAll((cards) => cards.map(({id}) => id))).toEqual(
      metrics.map(({name}) => name)
    );
    const {orders} = await visits.report.ask("select count(*)::int as orders from orders");
    expect(await reader.page.locator("#orders .value").innerText()).toContain(Number(orders).toLocaleString("en-US"));
    expect(await reader.text()).not.toMatch(/\b(NaN|null|undefined|Infinity|Invalid|Error)\b/);
    expect(await reader.audit()).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  test("leads to the query of a metric", async () => {
    const reader = await open("/glossary#aov");
    await reader.page.getByRole("link", {name: "Ask on Explore: Average order value (AOV)"}).click();
    await reader.page.locator(".desk-status", {hasText: "1 row in"}).waitFor();
    const shown = await reader.page.locator(".table tbody th").innerText();
    const {aov} = await visits.report.ask(
      "select sum(price::double + freight_value::double) / count(distinct order_id) as aov from items"
    );
    expect(Number(shown)).toBeCloseTo(Number(aov), 4);
  });

  test.each([390, 1280])("does not scroll sideways at %i pixels", async (width) => {
    const reader = await open("/glossary");
    await reader.page.setViewportSize({width, height: 844});
    expect(await reader.width()).toBe(width);
  });
});

describe("indexEntries(entries)", () => {
  const find = indexEntries([
    {kind: "Column", title: "revenue", text: "mart_x: Price of items.", href: "/a"},
    {kind: "Metric", title: "Revenue", text: "Price over items.", href: "/b"},
    {kind: "Page", title: "São Paulo", text: "", href: "/c"}
  ]);
  const titles = (text: string) => find(text).map(({href}) => href);

  test.each([
    ["rev", ["/b", "/a"]],
    ["revenu price", ["/b", "/a"]],
    ["revanue", ["/b", "/a"]],
    ["sao", ["/c"]],
    ["mart_x", ["/a"]],
    ["revenue paulo", []]
  ])("finds %j", (text, expected) => {
    expect(titles(text)).toEqual(expected);
  });
});
