import {readFile} from "node:fs/promises";
import type {BrowserContextOptions, Locator} from "playwright-core";
import {afterEach, describe, expect, test} from "vitest";
import {askFiltered} from "./expected.ts";
import {drawsAll, type Reader} from "./reader.ts";
import {shareVisits} from "./visits.ts";

const visits = shareVisits();
const opened: Reader[] = [];

afterEach(() => {
  for (const {complaints} of opened.splice(0)) expect(complaints).toEqual([]);
});

async function read(path: string, options?: BrowserContextOptions): Promise<Reader> {
  const reader = await visits.open(options);
  opened.push(reader);
  await reader.go(path);
  return reader;
}

const chart = ({page}: Reader, title: string) =>
  page.locator(".chart", {has: page.getByRole("heading", {name: title, exact: true})});

/** The name of what has the focus. */
const focused = ({page}: Reader) => page.evaluate(() => document.activeElement!.getAttribute("aria-label"));

/** Where a month begins on the chart's axis of time, in pixels of the window. */
const placeOf = (figure: Locator, month: string) =>
  figure.locator("svg[role=img]").evaluate((svg, day) => {
    const {left, top, width, height} = svg.getBoundingClientRect();
    const x = (svg as SVGElement & {scale(name: "x"): {apply(date: Date): number}}).scale("x").apply(new Date(day));
    return {x: left + (x * width) / Number(svg.getAttribute("width")), y: top + height / 2};
  }, `${month}-01`);

/** The month that the chart's axis of time begins with. */
const firstMonth = (figure: Locator) =>
  figure.locator("svg[role=img]").evaluate((svg) => {
    const {domain} = (svg as SVGElement & {scale(name: "x"): {domain: Date[]}}).scale("x");
    return domain[0]!.toISOString().slice(0, 7);
  });

/** Draws the pointer from the inside of one month to the inside of another. */
async function drag(reader: Reader, figure: Locator, from: string, to: string) {
  await figure.scrollIntoViewIfNeeded();
  const {mouse} = reader.page;
  const [start, end] = [await placeOf(figure, from), await placeOf(figure, to)];
  await mouse.move(start.x + 4, start.y);
  await mouse.down();
  await mouse.move((start.x + end.x) / 2, start.y);
  await mouse.move(end.x + 4, end.y);
  await mouse.up();
}

describe("a chart over months", () => {
  test("drawn over sets the period, either way, and the back button takes it back", async () => {
    const reader = await read("/sales");
    const figure = chart(reader, "Revenue by month");
    const all = await reader.value("Orders");
    await drag(reader, figure, "2017-06", "2017-11");
    await expect.poll(() => reader.search()).toBe("?from=2017-06&to=2017-11");
    const {orders} = await askFiltered(visits.report, await reader.search());
    await expect.poll(() => reader.value("Orders")).toBe(orders);
    expect(await reader.select("From").inputValue()).toBe("2017-06-01");
    await expect.poll(() => firstMonth(figure)).toBe("2017-06");
    await drag(reader, figure, "2017-10", "2017-08");
    await expect.poll(() => reader.search()).toBe("?from=2017-08&to=2017-10");
    await reader.page.goBack();
    await expect.poll(() => reader.value("Orders")).toBe(orders);
    await reader.page.goBack();
    await expect.poll(() => reader.value("Orders")).toBe(all);
    expect(await reader.search()).toBe("");
  });

  test("pressed, but not drawn over, leaves the period as it is", async () => {
    const reader = await read("/sales?state=SP");
    const figure = chart(reader, "Revenue by month");
    await figure.scrollIntoViewIfNeeded();
    const {x, y} = await placeOf(figure, "2018-01");
    await reader.page.mouse.click(x + 4, y);
    expect(await reader.search()).toBe("?state=SP");
    expect(await figure.locator(".brush").count()).toBe(0);
  });

  test("has its period set by keyboard, too", async () => {
    const reader = await read("/sales");
    await reader.select("From").focus();
    await reader.page.keyboard.type("Jun 2017");
    await reader.page.keyboard.press("Tab");
    await reader.page.keyboard.type("Nov 2017");
    await expect.poll(() => reader.search()).toBe("?from=2017-06&to=2017-11");
    const {orders} = await askFiltered(visits.report, await reader.search());
    await expect.poll(() => reader.value("Orders")).toBe(orders);
  });
});

describe("a bar", () => {
  test("pressed sets its filter, pressed again clears it, and the back button undoes either", async () => {
    const reader = await read("/sales");
    const figure = chart(reader, "Revenue by state");
    const all = await reader.lead();
    const bar = figure.getByRole("button", {name: /^Only /}).first();
    const name = (await bar.getAttribute("aria-label"))!.replace("Only ", "");
    await figure.scrollIntoViewIfNeeded();
    const {x, y, height} = (await bar.boundingBox())!;
    const box = (await figure.locator("svg[role=img]").boundingBox())!;
    await reader.page.mouse.click(Math.max(x, box.x + box.width / 2), y + height / 2);
    await expect.poll(() => reader.search()).toMatch(/^\?state=[A-Z]{2}$/);
    expect(await reader.select("State").locator("option:checked").innerText()).toContain(name);
    await expect.poll(() => bar.getAttribute("aria-pressed")).toBe("true");
    await bar.press("Enter");
    await expect.poll(() => reader.search()).toBe("");
    await reader.page.goBack();
    await expect.poll(() => reader.search()).toMatch(/^\?state=/);
    await reader.page.goBack();
    await expect.poll(() => reader.lead()).toBe(all);
  });

  test("is reached by arrow keys, and chosen by Enter", async () => {
    const reader = await read("/sales");
    const bars = chart(reader, "Revenue by category").getByRole("button", {name: /^Only /});
    await bars.first().focus();
    await reader.page.keyboard.press("ArrowDown");
    const name = (await bars.nth(1).getAttribute("aria-label"))!.replace("Only ", "");
    await expect.poll(() => focused(reader)).toBe(`Only ${name}`);
    await reader.page.keyboard.press("Enter");
    await expect.poll(() => reader.search()).toMatch(/^\?category=/);
    expect(await reader.select("Category").locator("option:checked").innerText()).toBe(name);
    const bar = chart(reader, "Revenue by category").getByRole("button", {name: `Only ${name}`, exact: true});
    await expect.poll(() => bar.getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => focused(reader)).toBe(`Only ${name}`);
    await reader.page.keyboard.press("Enter");
    await expect.poll(() => reader.search()).toBe("");
  });
});

describe("the map of the states", () => {
  const shape = (reader: Reader, state: string) => reader.page.locator(".map").getByRole("button", {name: state});

  test("chooses a state by a click, another by keyboard, and none by the same again", async () => {
    const reader = await read("/geography");
    await shape(reader, "Minas Gerais").click();
    await expect.poll(() => reader.search()).toBe("?state=MG");
    await expect.poll(() => shape(reader, "Minas Gerais").getAttribute("aria-pressed")).toBe("true");
    const table = reader.page.getByRole("table", {name: "States by revenue"});
    await expect.poll(() => table.getByRole("rowheader").allInnerTexts()).toEqual(["Minas Gerais"]);
    await shape(reader, "São Paulo").focus();
    const first = await focused(reader);
    await reader.page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(reader)).not.toBe(first);
    const next = (await focused(reader))!;
    await reader.page.keyboard.press("Enter");
    await expect.poll(() => reader.search()).not.toBe("?state=MG");
    const chosen = await reader.select("State").locator("option:checked").innerText();
    expect(next.split(":")[0]).toBe(chosen.replace(/ \(.*/, ""));
    await expect.poll(() => table.getByRole("rowheader").allInnerTexts()).toEqual([next.split(":")[0]]);
    await expect.poll(() => focused(reader)).toBe(next);
    await reader.page.keyboard.press(" ");
    await expect.poll(() => reader.search()).toBe("");
  });

  test("shows another metric by the switch, in its colours, its text and its legend", async () => {
    const reader = await read("/geography");
    const [before] = await mapState(reader, "Revenue");
    await reader.select("Map shows").selectOption("Late deliveries");
    await expect.poll(() => chart(reader, "Late deliveries by state").count()).toBe(1);
    const [after, text] = await mapState(reader, "Late deliveries");
    expect(after).not.toEqual(before);
    expect(text).toMatch(/%/);
    expect(await reader.search()).toBe("");
  });
});

/** The colours of the map and what its shapes say. */
async function mapState(reader: Reader, title: string): Promise<[string[], string]> {
  const paths = chart(reader, `${title} by state`).locator("path[aria-label]");
  const colors = await paths.evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).fill));
  return [colors, (await paths.first().getAttribute("aria-label"))!];
}

describe("a long table", () => {
  const caption = "Sellers by revenue";
  const table = ({page}: Reader) => page.locator(".paged", {has: page.getByRole("table", {name: caption})});
  const firsts = (reader: Reader) => table(reader).getByRole("rowheader").allInnerTexts();
  const told = (reader: Reader) => table(reader).getByRole("status").innerText();
  const press = (reader: Reader, name: string) => table(reader).getByRole("button", {name, exact: true}).press("Enter");

  test("is paged by its buttons, to the last page and back", async () => {
    const reader = await read("/sellers");
    const page1 = await firsts(reader);
    const [, count] = /of ([\d,]+)$/.exec(await told(reader))!;
    await press(reader, "Next");
    await expect.poll(() => told(reader)).toBe(`21–40 of ${count}`);
    const page2 = await firsts(reader);
    expect(page2.filter((name) => page1.includes(name))).toEqual([]);
    await press(reader, "Last");
    await expect.poll(() => told(reader)).toMatch(new RegExp(`–${count} of ${count}$`));
    expect(await table(reader).getByRole("button", {name: "Next"}).isDisabled()).toBe(true);
    await press(reader, "First");
    await expect.poll(() => told(reader)).toBe(`1–20 of ${count}`);
    expect(await firsts(reader)).toEqual(page1);
  });

  test("is shown as a whole by a button, as which it is sorted and printed", async () => {
    const reader = await read("/sellers");
    const [, count] = /of ([\d,]+)$/.exec(await told(reader))!;
    await press(reader, "Show all");
    await expect.poll(() => told(reader)).toBe(`1–${count} of ${count}`);
    expect((await firsts(reader)).length).toBe(Number(count!.replace(",", "")));
    await table(reader).getByRole("columnheader", {name: "Orders"}).getByRole("button").press("Enter");
    await expect
      .poll(async () => (await column(reader, "Orders")).slice(0, 2))
      .toEqual((await column(reader, "Orders")).toSorted((a, b) => b - a).slice(0, 2));
    expect(await told(reader)).toBe(`1–${count} of ${count}`);
    await reader.page.emulateMedia({media: "print"});
    const region = table(reader).getByRole("region");
    expect(await region.evaluate((node) => node.scrollHeight - node.clientHeight)).toBe(0);
    await reader.page.emulateMedia({media: "screen"});
    await press(reader, "Show 20 at a time");
    await expect.poll(() => told(reader)).toBe(`1–20 of ${count}`);
    await press(reader, "Show all");
    await expect.poll(() => told(reader)).toBe(`1–${count} of ${count}`);
    await table(reader).getByRole("searchbox").fill("a");
    await expect.poll(() => told(reader)).toMatch(/^1–20 of /);
  });

  test("sorts all of its rows, not those of the page, and is searched", async () => {
    const reader = await read("/sellers");
    const head = table(reader).getByRole("columnheader", {name: "Orders"});
    await head.getByRole("button").press("Enter");
    await expect.poll(() => head.getAttribute("aria-sort")).toBe("descending");
    const counts = await column(reader, "Orders");
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    await head.getByRole("button").press("Enter");
    await expect.poll(() => head.getAttribute("aria-sort")).toBe("ascending");
    expect(Math.max(...(await column(reader, "Orders")))).toBeLessThanOrEqual(Math.min(...counts));
    await table(reader).getByRole("searchbox").fill("nobody is called so");
    await expect.poll(() => told(reader)).toBe("No rows");
    await table(reader).getByRole("searchbox").fill("rio de janeiro");
    await expect.poll(() => told(reader)).toMatch(/^1–\d+ of \d+$/);
    const cities = await table(reader).locator("tbody tr").allInnerTexts();
    expect(cities.filter((text) => !/rio de janeiro/i.test(text))).toEqual([]);
  });

  const column = async (reader: Reader, name: string) => {
    const heads = await table(reader).getByRole("columnheader").allInnerTexts();
    const cells = table(reader).locator(`tbody tr > :nth-child(${heads.indexOf(name) + 1})`);
    return (await cells.allInnerTexts()).map((text) => Number(text.replaceAll(",", "")));
  };

  test("is downloaded whole, as it is searched and sorted", async () => {
    const reader = await read("/sellers");
    const all = await told(reader);
    await table(reader).getByRole("searchbox").fill("guarulhos");
    await expect.poll(() => told(reader)).not.toBe(all);
    const count = Number(/of ([\d,]+)$/.exec(await told(reader))![1]!.replaceAll(",", ""));
    const [download] = await Promise.all([
      reader.page.waitForEvent("download"),
      table(reader).getByRole("button", {name: "Download as CSV"}).click()
    ]);
    expect(download.suggestedFilename()).toBe("sellers-by-revenue.csv");
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    expect(lines).toHaveLength(count + 1);
    expect(lines.slice(1).filter((line) => !/guarulhos/i.test(line))).toEqual([]);
  });
});

describe("a link", () => {
  test("shows its reader what its sender saw", async () => {
    const sender = await read("/delivery");
    await sender.select("Region").selectOption("Northeast");
    await sender.select("From").selectOption("2018-01-01");
    await expect.poll(() => sender.search()).toBe("?region=Northeast&from=2018-01");
    const receiver = await read(`/delivery${await sender.search()}`);
    const [late, lead] = [await receiver.value("Late deliveries"), await receiver.lead()];
    await expect.poll(() => sender.value("Late deliveries")).toBe(late);
    await expect.poll(() => sender.lead()).toBe(lead);
    expect(await receiver.select("Region").inputValue()).toBe("Northeast");
  });

  test("is cleared of its filters by one button, at the first of them", async () => {
    const reader = await read("/geography?state=RJ&from=2018-01");
    await reader.page.getByRole("button", {name: "Clear filters"}).press("Enter");
    await expect.poll(() => reader.search()).toBe("");
    await expect.poll(() => reader.page.evaluate(() => document.activeElement?.id)).toBe("filter-from");
    await reader.page.goBack();
    await expect.poll(() => reader.select("State").inputValue()).toBe("RJ");
  });
});

describe("printed", () => {
  /** The width of A4 between Chromium's margins. */
  const paper = 718;

  test.each(["/sales", "/products"])(
    "%s has all rows of its tables, and charts no wider than the paper",
    async (path) => {
      const reader = await read(path);
      const {page} = reader;
      const rows = await countRows(reader);
      await page.emulateMedia({media: "print"});
      await page.setViewportSize({width: paper, height: 1000});
      await page.waitForFunction(drawsAll);
      expect(await countRows(reader)).toEqual(rows);
      const cut = await page
        .locator(".table")
        .evaluateAll((nodes) => nodes.filter((node) => getComputedStyle(node).overflow !== "visible").length);
      expect(cut).toBe(0);
      const drawn = page.locator(".chart svg, .table table");
      const measure = () =>
        drawn.evaluateAll((nodes) => Math.max(...nodes.map((node) => node.getBoundingClientRect().right)));
      await expect.poll(measure).toBeLessThanOrEqual(paper);
      expect(await page.locator(":is(nav:not(.pager), main button:not(thead *)):visible").count()).toBe(0);
    }
  );

  test("is dark on white paper, whatever the screen is, and so are its charts", async () => {
    const {page} = await read("/geography", {colorScheme: "dark"});
    const readLightness = (selector: string, property: "color" | "fill") =>
      page
        .locator(selector)
        .first()
        .evaluate((node, property) => {
          const context = document.createElement("canvas").getContext("2d")!;
          context.fillStyle = getComputedStyle(node)[property];
          context.fillRect(0, 0, 1, 1);
          return Math.max(...context.getImageData(0, 0, 1, 1).data.slice(0, 3)) / 255;
        }, property);
    expect(await readLightness(".lead", "color")).toBeGreaterThan(0.6);
    await page.emulateMedia({media: "print"});
    expect(await readLightness(".lead", "color")).toBeLessThan(0.4);
    expect(await readLightness("svg[role=img] text", "fill")).toBeLessThan(0.4);
    expect(await readLightness(".map path", "fill")).toBeGreaterThan(0.6);
  });

  test("keeps money in one line, and gives the heads of tables as text, which Chromium repeats on each page", async () => {
    const {page} = await read("/sales");
    await page.emulateMedia({media: "print"});
    await page.setViewportSize({width: paper, height: 1000});
    const cells = page.locator(".figures td", {hasText: /^R\$[\d,.]+$/});
    const lines = await cells.evaluateAll(countLines);
    expect(lines.length).toBeGreaterThan(10);
    expect(Math.max(...lines)).toBe(1);
    const heads = page.locator(".table thead button");
    const display = (nodes: Element[]) => [...new Set(nodes.map((node) => getComputedStyle(node).display))];
    expect(await heads.evaluateAll(display)).toEqual(["contents"]);
  });

  test("gives a PDF of several pages", async () => {
    const {page} = await read("/sales?state=SP", {colorScheme: "dark"});
    const pdf = (await page.pdf({format: "A4"})).toString("latin1");
    expect(pdf.slice(0, 5)).toBe("%PDF-");
    expect([...pdf.matchAll(/\/Type \/Page\b/g)].length).toBeGreaterThan(3);
  });
});

/** Runs in the page: in how many lines each of the nodes' texts stands. */
const countLines = (nodes: Element[]) =>
  nodes.map((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getClientRects().length;
  });

const countRows = ({page}: Reader) =>
  page.locator(".table").evaluateAll((nodes) => nodes.map((node) => node.querySelectorAll("tbody tr").length));
