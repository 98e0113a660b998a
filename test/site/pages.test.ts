import type {BrowserContextOptions} from "playwright-core";
import {describe, expect, test} from "vitest";
import {askFiltered, askTotals} from "./expected.ts";
import type {Reader} from "./reader.ts";
import {hostileCity, hostileNames} from "./report.ts";
import {shareVisits} from "./visits.ts";

const pages = [
  "/",
  "/sales",
  "/products",
  "/geography",
  "/customers",
  "/payments",
  "/sellers",
  "/seller",
  "/reviews",
  "/delivery"
];
const visits = shareVisits();

async function read(path: string, options?: BrowserContextOptions): Promise<Reader> {
  const reader = await visits.open(options);
  await reader.go(path);
  return reader;
}

describe.each(pages)("%s", (path) => {
  test.each(["light", "dark"] as const)(
    "breaks no accessibility rule, cuts no name and complains of nothing, %s",
    async (scheme) => {
      const reader = await read(path, {colorScheme: scheme});
      expect(await reader.audit()).toEqual([]);
      expect(await reader.text()).not.toMatch(/\b(NaN|null|undefined|Infinity|Invalid|Error)\b/);
      expect(await reader.cutNames()).toEqual([]);
      expect(reader.complaints).toEqual([]);
    }
  );

  test("does not scroll sideways at 390 pixels, and cuts no name", async () => {
    const reader = await read(path, {viewport: {width: 390, height: 844}});
    expect(await reader.width()).toBe(390);
    expect(await reader.cutNames()).toEqual([]);
  });

  test("shows the totals of the input files, to the cent", async () => {
    const reader = await read(path);
    const expected = await askTotals(visits.report);
    const found = {
      orders: await reader.total("Orders"),
      items: await reader.total("Items"),
      price: await reader.total("Price"),
      freight: await reader.total("Freight"),
      payments: await reader.total("Payments"),
      customers: await reader.total("Customers"),
      repeat: await reader.total("Repeat customers"),
      on_time: await reader.total("Delivered on time")
    };
    expect(found).toEqual(expected);
  });

  test("draws its default view from the results shipped with it, of 0.6 MB at most, without the engine", async () => {
    const reader = await visits.open();
    await reader.page.route(/\.(gz|parquet)$/, () => undefined);
    const countBytes = reader.countBytes();
    await reader.go(path);
    expect(await countBytes()).toBeLessThan(600_000);
    expect(await reader.page.locator(".chart svg").count()).toBeGreaterThan(path === "/seller" ? 2 : 4);
  });
});

test("a link to a seller shows it without the engine, and the next one that is chosen", async () => {
  const reader = await visits.open();
  await reader.page.route(/(wasm.*gz|parquet)$/, () => undefined);
  await reader.go("/seller?seller=2");
  expect(await reader.lead()).toMatch(/^Seller 2 /);
  await reader.select("Seller number").fill("3");
  await reader.select("Seller number").press("Enter");
  await expect.poll(() => reader.lead()).toMatch(/^Seller 3 /);
  expect(reader.complaints).toEqual([]);
});

describe("figures are those of the input files", () => {
  test.each([
    "?from=2017-03&to=2018-06",
    "?from=2017-06&to=2017-12&region=South",
    "?from=2017-01&to=2018-08&state=SP&status=delivered",
    "?from=2018-02&to=2018-02&state=RJ"
  ])("%s", async (search) => {
    const reader = await read(`/${search}`);
    const expected = await askFiltered(visits.report, search);
    const period = {orders: await reader.value("Orders"), aov: await reader.value("Average order value")};
    const home = {...period, gmv: await reader.value("GMV"), days: await reader.value("Days to deliver")};
    await reader.go(`/sales${search}`);
    const sales = {orders: await reader.value("Orders"), revenue: await reader.value("Revenue")};
    await reader.go(`/delivery${search}`);
    const delivery = {on_time: await reader.value("On time"), late: await reader.value("Late deliveries")};
    expect({...home, ...sales, ...delivery}).toEqual(expected);
    expect(reader.complaints).toEqual([]);
  });
});

describe("filters", () => {
  test("stand in the URL, go along to other pages, and come back with the back button", async () => {
    const reader = await read("/");
    const {page} = reader;
    const all = await reader.lead();
    await reader.select("State").selectOption("SP");
    await expect.poll(() => reader.lead()).not.toBe(all);
    const filtered = await reader.lead();
    expect(await reader.search()).toBe("?state=SP");
    await page.getByRole("navigation").getByRole("link", {name: "Sales", exact: true}).click();
    await page.waitForURL(/\/sales\?state=SP$/);
    await reader.stand();
    expect(await reader.select("State").inputValue()).toBe("SP");
    await page.goBack();
    await reader.stand();
    await expect.poll(() => reader.lead()).toBe(filtered);
    await page.goBack();
    await expect.poll(() => reader.lead()).toBe(all);
    await expect.poll(() => reader.select("State").inputValue()).toBe("");
    expect(reader.complaints).toEqual([]);
  });

  test("are cleared by one button", async () => {
    const reader = await read("/sales?region=South&status=delivered&from=2017-05");
    const filtered = await reader.lead();
    await reader.page.getByRole("button", {name: "Clear filters"}).click();
    await expect.poll(() => reader.lead()).not.toBe(filtered);
    expect(await reader.search()).toBe("");
    expect(await reader.page.getByRole("button", {name: "Clear filters"}).isDisabled()).toBe(true);
  });

  test("ignore a wrong value and say so", async () => {
    const reader = await read("/delivery");
    const all = await reader.lead();
    await reader.go("/delivery?state=XX&from=1999-01");
    expect(await reader.lead()).toBe(all);
    const notes = await reader.page.getByRole("status").filter({hasText: "ignored"}).innerText();
    expect(notes).toContain("There is no state “XX” in the data");
    expect(notes).toContain("There is no month “1999-01” in the data");
  });

  test("work by keyboard, and offer only the states of the chosen region", async () => {
    const reader = await read("/");
    await reader.select("Region").focus();
    await reader.page.keyboard.type("South");
    await reader.page.keyboard.press("Tab");
    await expect.poll(() => reader.search()).toBe("?region=South");
    const states = await reader.select("State").locator("option").allInnerTexts();
    expect(states).toEqual(["All states", "Paraná (PR)", "Rio Grande do Sul (RS)", "Santa Catarina (SC)"]);
  });

  test("that leave nothing leave a page that says so", async () => {
    const reader = await read("/?from=2018-08&to=2018-08&state=AC&status=canceled");
    expect(await reader.lead()).toBe("No orders match these filters.");
    await reader.go("/delivery?from=2018-08&to=2018-08&state=AC&status=canceled");
    expect(await reader.lead()).toBe("None of these orders was delivered.");
    expect(await reader.text()).not.toMatch(/\b(NaN|null|undefined|Infinity|Invalid|Error)\b/);
    expect(reader.complaints).toEqual([]);
  });

  test("changed in quick succession end in the last one’s figures", async () => {
    const reader = await read("/");
    for (const state of ["RJ", "MG", "BA", "PR", "SP"]) await reader.select("State").selectOption(state);
    const {orders} = await askFiltered(visits.report, await reader.search());
    await expect.poll(() => reader.value("Orders")).toBe(orders);
    expect(reader.complaints).toEqual([]);
  });
});

describe("when something fails", () => {
  /** The tables that were asked for and that a message does not name. */
  const listMissing = ({requested}: Reader, message: string) =>
    requested.flatMap((path) => /(\w+)\.\w+\.parquet$/.exec(path)?.[1] ?? []).filter((name) => !message.includes(name));

  test("a table that cannot be fetched is told once, and fetched after all by the button", async () => {
    const reader = await visits.open();
    await reader.page.route(/\.parquet$/, (route) => route.abort());
    await reader.page.goto(`${visits.report.url}/sales?state=SP`);
    const alert = reader.page.getByRole("alert");
    await alert.filter({hasText: "mart_orders_monthly.parquet"}).waitFor();
    await expect.poll(async () => listMissing(reader, await alert.innerText())).toEqual([]);
    expect(await alert.count()).toBe(1);
    await reader.page.unroute(/\.parquet$/);
    await alert.getByRole("button", {name: "Try again"}).click();
    await reader.stand();
    expect(await reader.lead()).toMatch(/^Revenue came to/);
    expect(await alert.count()).toBe(0);
  });

  test("an engine that cannot be fetched is told, and fetched after all by the button", async () => {
    const reader = await visits.open();
    await reader.page.route(/wasm.*gz$/, (route) => route.abort());
    await reader.page.goto(`${visits.report.url}/?state=SP`);
    const alert = reader.page.getByRole("alert");
    await alert.filter({hasText: "duckdb-eh.wasm.gz"}).waitFor();
    await reader.page.unroute(/wasm.*gz$/);
    await alert.getByRole("button", {name: "Try again"}).click();
    const {orders} = await askFiltered(visits.report, "?state=SP");
    await expect.poll(() => reader.value("Orders")).toBe(orders);
    expect(await alert.count()).toBe(0);
  });

  test("an engine that is killed is started again with its tables", async () => {
    const reader = await visits.open();
    await reader.page.addInitScript(keepWorkers);
    await reader.go("/?state=SP");
    await reader.page.evaluate("workers.forEach((worker) => worker.terminate())");
    await reader.select("State").selectOption("RJ");
    const {orders} = await askFiltered(visits.report, "?state=RJ");
    await expect.poll(() => reader.value("Orders")).toBe(orders);
    expect(await reader.page.evaluate("workers.length")).toBe(2);
    expect(reader.requested.filter((path) => path.includes("mart_orders_monthly"))).toHaveLength(1);
    expect(reader.complaints).toEqual([]);
  });
});

test("a hostile category name is text", async () => {
  const reader = await read("/sales");
  const names = await reader.page.getByRole("rowheader").allInnerTexts();
  const expected = process.env.OLIST_DATA_DIR ? ["Health beauty"] : hostileNames;
  expect(names).toEqual(expect.arrayContaining(expected));
  expect(await reader.page.evaluate("globalThis.hacked")).toBeUndefined();
});

test("a hostile city name is text, in the table and on the map", async () => {
  const reader = await read("/geography");
  const table = reader.page.getByRole("table", {name: "Cities by orders"});
  const city = process.env.OLIST_DATA_DIR ? "Campinas" : hostileCity;
  await expect.poll(() => table.getByRole("rowheader").allInnerTexts()).toContain(`${city}, SP`);
  const map = reader.page.getByRole("img", {name: "Orders by city"});
  expect(await map.locator("circle").count()).toBeGreaterThan(10);
  expect(await map.locator("image, img").count()).toBe(0);
  expect(await reader.page.evaluate("globalThis.hacked")).toBeUndefined();
  expect(reader.complaints).toEqual([]);
});

test("a table sorts by the column whose head is pressed", async () => {
  const reader = await read("/sales");
  const table = reader.page.getByRole("table", {name: "Sales by month of purchase"});
  const head = table.getByRole("columnheader", {name: "Orders"});
  const readCounts = async () => (await table.locator("tbody td:nth-child(2)").allInnerTexts()).map(parseCount);
  await head.getByRole("button").press("Enter");
  await expect.poll(() => head.getAttribute("aria-sort")).toBe("descending");
  expect(await readCounts()).toEqual((await readCounts()).toSorted((a, b) => b - a));
  await head.getByRole("button").press("Enter");
  await expect.poll(() => head.getAttribute("aria-sort")).toBe("ascending");
  expect(await readCounts()).toEqual((await readCounts()).toSorted((a, b) => a - b));
});

test("light and dark follow the reader’s system", async () => {
  const background = async (colorScheme: "light" | "dark") => {
    const {page} = await read("/", {colorScheme});
    return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  };
  expect(await background("light")).toBe("rgb(255, 255, 255)");
  expect(await background("dark")).not.toBe("rgb(255, 255, 255)");
});

const parseCount = (text: string) => Number(text.replaceAll(",", ""));

const keepWorkers = `
  globalThis.workers = [];
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      workers.push(this);
    }
  };
`;
