import type {Browser, BrowserContextOptions} from "playwright-core";
import {afterAll, afterEach, beforeAll, describe, expect, test} from "vitest";
import * as format from "../../src/components/format.ts";
import {launchBrowser} from "./browser.ts";
import {Reader} from "./reader.ts";
import {Report, hostileNames} from "./report.ts";

const pages = ["/", "/sales", "/delivery"];
const readers: Reader[] = [];
let report: Report;
let browser: Browser;

beforeAll(async () => {
  report = await Report.open();
  browser = await launchBrowser();
}, 300_000);

afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});

afterAll(async () => {
  await browser.close();
  await report.close();
});

async function read(path: string, options?: BrowserContextOptions): Promise<Reader> {
  const reader = await openReader(options);
  await reader.go(path);
  return reader;
}

async function openReader(options?: BrowserContextOptions): Promise<Reader> {
  const reader = await Reader.open(browser, report.url, options);
  readers.push(reader);
  return reader;
}

describe.each(pages)("%s", (path) => {
  test.each(["light", "dark"] as const)("breaks no accessibility rule and complains of nothing, %s", async (scheme) => {
    const reader = await read(path, {colorScheme: scheme});
    expect(await reader.audit()).toEqual([]);
    expect(await reader.text()).not.toMatch(/\b(NaN|null|undefined|Infinity|Invalid|Error)\b/);
    expect(reader.complaints).toEqual([]);
  });

  test("does not scroll sideways at 390 pixels", async () => {
    const {page} = await read(path, {viewport: {width: 390, height: 844}});
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  test("shows the totals of the input files, to the cent", async () => {
    const reader = await read(path);
    const {sums, persons} = await askTotals();
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
    expect(found).toEqual({...sums, ...persons});
  });

  test("draws its default view from the results shipped with it, without the engine", async () => {
    const reader = await openReader();
    await reader.page.route(/\.(gz|parquet)$/, () => undefined);
    await reader.go(path);
    await expect.poll(() => reader.page.locator(".chart svg").count()).toBeGreaterThan(4);
    expect(reader.page.workers()).toEqual([]);
  });
});

describe("figures are those of the input files", () => {
  test.each([
    "?from=2017-03&to=2018-06",
    "?from=2017-06&to=2017-12&region=South",
    "?from=2017-01&to=2018-08&state=SP&status=delivered",
    "?from=2018-02&to=2018-02&state=RJ"
  ])("%s", async (search) => {
    const reader = await read(`/${search}`);
    const expected = await askFiltered(search);
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
    expect(reader.search()).toBe("?state=SP");
    await page.getByRole("navigation").getByRole("link", {name: "Sales", exact: true}).click();
    await page.waitForURL(/\/sales\?state=SP$/);
    await page.locator(".lead:not(:empty)").waitFor();
    expect(await reader.select("State").inputValue()).toBe("SP");
    await page.goBack();
    await expect.poll(() => reader.lead()).toBe(filtered);
    await page.goBack();
    await expect.poll(() => reader.lead()).toBe(all);
    expect(await reader.select("State").inputValue()).toBe("");
    expect(reader.complaints).toEqual([]);
  });

  test("are cleared by one button", async () => {
    const reader = await read("/sales?region=South&status=delivered&from=2017-05");
    const filtered = await reader.lead();
    await reader.page.getByRole("button", {name: "Clear filters"}).click();
    await expect.poll(() => reader.lead()).not.toBe(filtered);
    expect(reader.search()).toBe("");
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
    const {orders} = await askFiltered(reader.search());
    await expect.poll(() => reader.value("Orders")).toBe(orders);
    expect(reader.complaints).toEqual([]);
  });
});

describe("when something fails", () => {
  test("a table that cannot be fetched is told once, and fetched after all by the button", async () => {
    const reader = await openReader();
    await reader.page.route(/\.parquet$/, (route) => route.abort());
    await reader.page.goto(`${report.url}/sales?state=SP`);
    const alert = reader.page.getByRole("alert");
    await alert.filter({hasText: "mart_orders_monthly.parquet"}).waitFor();
    expect(await alert.count()).toBe(1);
    await reader.page.unroute(/\.parquet$/);
    await alert.getByRole("button", {name: "Try again"}).click();
    await expect.poll(() => reader.lead()).toMatch(/^Revenue came to/);
    expect(await alert.count()).toBe(0);
  });

  test("an engine that is killed is started again with its tables", async () => {
    const reader = await openReader();
    await reader.page.addInitScript(keepWorkers);
    await reader.go("/?state=SP");
    await reader.page.evaluate("workers.forEach((worker) => worker.terminate())");
    await reader.select("State").selectOption("RJ");
    const {orders} = await askFiltered("?state=RJ");
    await expect.poll(() => reader.value("Orders"), {timeout: 20_000}).toBe(orders);
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

test("a table sorts by the column whose head is pressed", async () => {
  const reader = await read("/sales");
  const table = reader.page.getByRole("table", {name: "Sales by month of purchase"});
  const head = table.getByRole("columnheader", {name: "Orders"});
  const read2 = async () => (await table.locator("tbody td:nth-child(2)").allInnerTexts()).map(parseCount);
  await head.getByRole("button").press("Enter");
  expect(await head.getAttribute("aria-sort")).toBe("descending");
  expect(await read2()).toEqual((await read2()).toSorted((a, b) => b - a));
  await head.getByRole("button").press("Enter");
  expect(await read2()).toEqual((await read2()).toSorted((a, b) => a - b));
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

async function askTotals() {
  const sums = await report.ask(`
    select
      (select count(*) from orders)::int as orders,
      (select count(*) from items)::int as items,
      (select sum(price::decimal(18, 2)) from items)::double as price,
      (select sum(freight_value::decimal(18, 2)) from items)::double as freight,
      (select sum(payment_value::decimal(18, 2)) from payments)::double as payments`);
  const persons = await report.ask(`
    with persons as (select count(*) as orders_count from orders join customers using (customer_id) group by customer_unique_id),
    deliveries as (
      select order_delivered_customer_date::date > order_estimated_delivery_date::date as is_late
      from orders where order_status = 'delivered' and order_delivered_customer_date <> '')
    select
      (select count(*) from persons)::int as customers,
      (select count(*) from persons where orders_count > 1)::int as repeat,
      (select count(*) from deliveries)::int as delivered,
      (select count(*) from deliveries where not is_late)::int as on_time`);
  const money = (value: unknown) => format.formatMoney(Number(value));
  const count = (value: unknown) => format.formatCount(Number(value));
  return {
    sums: {
      orders: count(sums.orders),
      items: count(sums.items),
      price: money(sums.price),
      freight: money(sums.freight),
      payments: money(sums.payments)
    },
    persons: {
      customers: count(persons.customers),
      repeat: count(persons.repeat),
      on_time: `${count(persons.on_time)} of ${count(persons.delivered)}`
    }
  };
}

const regions: Record<string, string> = {South: "PR RS SC"};

/** The headline figures of a URL's filters, straight from the CSV files. */
async function askFiltered(search: string) {
  const params = new URLSearchParams(search);
  const {from, to} = await askPeriod();
  const states = (params.get("region") ? regions[params.get("region")!]! : (params.get("state") ?? "")).split(" ");
  const where = [
    `order_purchase_timestamp >= '${params.get("from") ?? from}'`,
    `strftime(order_purchase_timestamp::timestamp, '%Y-%m') <= '${params.get("to") ?? to}'`,
    states[0] ? `customer_state in (${states.map((state) => `'${state}'`).join(", ")})` : "true",
    params.has("status") ? `order_status = '${params.get("status")}'` : "true"
  ].join(" and ");
  const row = await report.ask(`
    with chosen as (
      select orders.*, order_status = 'delivered' and order_delivered_customer_date <> '' as is_delivered,
        order_delivered_customer_date::date > order_estimated_delivery_date::date as is_late,
        epoch(order_delivered_customer_date::timestamp - order_purchase_timestamp::timestamp) / 86400 as days
      from orders join customers using (customer_id) where ${where}),
    sold as (
      select order_id, order_status, price::decimal(18, 2) as price, freight_value::decimal(18, 2) as freight
      from items join chosen using (order_id))
    select
      (select count(*) from chosen)::int as orders,
      (select sum(price + freight) from sold)::double as gmv,
      (select count(distinct order_id) from sold)::int as orders_with_items,
      (select sum(price) from sold where order_status not in ('canceled', 'unavailable'))::double as revenue,
      (select count(*) from chosen where is_delivered)::int as delivered,
      (select count(*) from chosen where is_delivered and is_late)::int as late,
      (select avg(days) from chosen where is_delivered) as days`);
  const number = (name: string) => Number(row[name]);
  return {
    orders: format.formatCount(number("orders")),
    gmv: format.formatShortMoney(number("gmv")),
    aov: format.formatMoney(number("gmv") / number("orders_with_items")),
    revenue: format.formatShortMoney(number("revenue")),
    days: format.formatDays(number("days")),
    on_time: format.formatPercent(1 - number("late") / number("delivered")),
    late: format.formatCount(number("late"))
  };
}

/** The default period, from the first to the last month with orders on nine days of ten. */
async function askPeriod(): Promise<{from: string; to: string}> {
  const row = await report.ask(`
    with months as (
      select strftime(order_purchase_timestamp::timestamp, '%Y-%m') as month,
        count(distinct order_purchase_timestamp::date) / max(day(last_day(order_purchase_timestamp::date))) as share
      from orders group by month)
    select min(month) as from_month, max(month) as to_month from months where share >= 0.9`);
  return {from: String(row.from_month), to: String(row.to_month)};
}
