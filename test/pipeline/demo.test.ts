import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readSources} from "../../src/data/pipeline/contracts.ts";
import {extract, type Extract} from "../../src/data/pipeline/extract.ts";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";
import {expectWithin, openDemo, type DemoTables} from "./demo-tables.ts";

let root: string;
let demo: DemoTables;
let found: Extract;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "demo-"));
  const effects = {now: () => new Date(), log: {step() {}, progress() {}, warn() {}}};
  found = await extract(resolveSettings({}, {OLIST_WAREHOUSE_DIR: root}, root), await readSources("."), effects);
  demo = await openDemo(dirname(found.files[0]!.path));
});

afterAll(() => rm(root, {recursive: true}));

it("extract(settings, sources, effects) finds demo data where there are no input files", () => {
  expect([found.kind, found.label]).toEqual(["demo", "Demo data (scale 1, seed 42)"]);
  expect(found.files).toHaveLength(9);
});

it.each([
  ["customers", 99441],
  ["geolocation", 1000163],
  ["items", 112650],
  ["payments", 103886],
  ["reviews", 99224],
  ["orders", 99441],
  ["products", 32951],
  ["sellers", 3095],
  ["translation", 71]
])("%s are as many as the original's, %i", async (table, count) => {
  expect(await demo.count(table)).toBe(count);
});

describe("statistics are the original's:", () => {
  it("statuses", async () => {
    expect(
      await demo.row(
        `select
          count(*) filter (order_status = 'delivered'),
          count(*) filter (order_status = 'shipped'),
          count(*) filter (order_status = 'canceled'),
          count(*) filter (order_status = 'unavailable'),
          count(*) filter (order_status = 'created')
        from orders`
      )
    ).toEqual([96478, 1107, 625, 609, 5]);
  });

  it("persons, repeat customers and customers who move", async () => {
    await demo.run(
      `create temp table persons as
      select count(*) as orders, count(distinct customer_zip_code_prefix) as places
      from customers group by customer_unique_id`
    );
    expect(await demo.count("persons")).toBe(96096);
    expect(await demo.count("persons", "orders > 1")).toBe(2997);
    expectWithin(await demo.count("persons", "places > 1"), 235, 250);
  });

  it("months and Black Friday", async () => {
    const inMonth = (month: string) => demo.count("deliveries", `purchased_at::date::text like '${month}%'`);
    expectWithin(await inMonth("2016-10"), 290, 360);
    expectWithin(await inMonth("2017-02"), 1650, 1900);
    expectWithin(await inMonth("2017-11"), 7200, 7900);
    expectWithin(await inMonth("2018-08"), 6100, 6900);
    expectWithin(await inMonth("2018-09"), 10, 25);
    const [busiest, orders] = await demo.row(
      `select strftime(purchased_at, '%Y%m%d'), count(*)
      from deliveries group by all order by 2 desc limit 1`
    );
    expect(busiest).toBe(20171124);
    expectWithin(orders!, 1050, 1300);
  });

  it("weekdays and hours", async () => {
    expectWithin(await demo.share("deliveries", "isodow(purchased_at) in (6, 7)"), 0.215, 0.245);
    expectWithin(await demo.share("deliveries", "hour(purchased_at) between 10 and 21"), 0.72, 0.78);
    expectWithin(await demo.share("deliveries", "hour(purchased_at) between 2 and 5"), 0.01, 0.015);
  });

  it("states of buyers and sellers", async () => {
    expectWithin(await demo.share("customers", "customer_state = 'SP'"), 0.41, 0.43);
    expectWithin(await demo.share("customers", "customer_state = 'RJ'"), 0.12, 0.135);
    expectWithin(await demo.share("sellers", "seller_state = 'SP'"), 0.58, 0.61);
    expect(await demo.row("select count(distinct customer_state) from customers")).toEqual([27]);
  });

  it("prices and freight", async () => {
    const [price, median, freight, spread] = await demo.row(
      "select avg(price), median(price), avg(freight_value), stddev(freight_value) from items"
    );
    expectWithin(price!, 118, 123);
    expectWithin(median!, 72, 80);
    expectWithin(freight!, 19.3, 20.7);
    expectWithin(spread!, 14, 17);
  });

  it("freight grows with distance and weight", async () => {
    const [near, far] = await demo.row(
      `select
        avg(freight_value) filter (customer_state = 'SP'),
        avg(freight_value) filter (customer_state in ('PA', 'MA', 'PI', 'PB'))
      from items inner join deliveries using (order_id)`
    );
    expect(far! / near!).toBeGreaterThan(2);
    const [light, heavy] = await demo.row(
      `select
        avg(freight_value) filter (product_weight_g < 1000),
        avg(freight_value) filter (product_weight_g > 10000)
      from items inner join products using (product_id)`
    );
    expect(heavy! / light!).toBeGreaterThan(2);
  });

  it("few products and sellers sell most", async () => {
    const [best, best1, best20] = await demo.row(
      `with ranked as (
        select count(*) as items, percent_rank() over (order by count(*) desc) as place
        from items group by seller_id
      )
      select
        max(items),
        sum(items) filter (place < 0.01) / sum(items),
        sum(items) filter (place < 0.2) / sum(items)
      from ranked`
    );
    expectWithin(best!, 1000, 3500);
    expectWithin(best1!, 0.2, 0.32);
    expectWithin(best20!, 0.78, 0.88);
  });

  it("payment methods and instalments", async () => {
    expectWithin(await demo.share("payments", "payment_type = 'credit_card'"), 0.735, 0.745);
    expectWithin(await demo.share("payments", "payment_type = 'boleto'"), 0.185, 0.195);
    expectWithin(await demo.share("payments", "payment_type = 'voucher'"), 0.053, 0.058);
    expectWithin(await demo.share("payments", "payment_type = 'debit_card'"), 0.014, 0.016);
    expectWithin(await demo.share("payments", "payment_installments = 1"), 0.49, 0.52);
    expectWithin(await demo.share("payments", "payment_installments = 10"), 0.045, 0.055);
    expectWithin(await demo.count("payments", "payment_installments > 10"), 280, 400);
  });

  it("payments come to what the items cost, with few exceptions", async () => {
    await demo.run(
      `create temp table balances as
      select paid - cost as difference
      from (select order_id, sum(payment_value) as paid from payments group by all)
      inner join (select order_id, sum(price + freight_value) as cost from items group by all)
      using (order_id)`
    );
    expectWithin(await demo.share("balances", "abs(difference) >= 0.005"), 0.003, 0.007);
    const [value] = await demo.row("select sum(payment_value) / 98666 from payments");
    expectWithin(value!, 156, 166);
  });

  it("delivery times and lateness, by month and state", async () => {
    const [days, promised] = await demo.row(
      `select avg(days), avg(order_estimated_delivery_date::date - purchased_at::date)
      from deliveries where order_status = 'delivered'`
    );
    expectWithin(days!, 12, 13);
    expectWithin(promised!, 23.9, 24.9);
    const late = "deliveries where order_delivered_customer_date is not null";
    const lateIn = async (where: string) => (await demo.row(`select avg(is_late::int) from ${late} and ${where}`))[0]!;
    expectWithin(await lateIn("true"), 0.064, 0.072);
    expectWithin(await lateIn("purchased_at between '2017-11-01' and '2017-12-01'"), 0.1, 0.15);
    expectWithin(await lateIn("purchased_at between '2018-03-01' and '2018-04-01'"), 0.16, 0.22);
    expectWithin(await lateIn("purchased_at between '2018-06-01' and '2018-07-01'"), 0, 0.02);
    expectWithin(await lateIn("customer_state = 'SP'"), 0.038, 0.052);
    expectWithin(await lateIn("customer_state = 'RJ'"), 0.1, 0.14);
  });

  it("scores, and lower ones for late orders", async () => {
    const [all, onTime, late] = await demo.row(
      `select
        avg(review_score),
        avg(review_score) filter (not is_late),
        avg(review_score) filter (is_late)
      from reviews inner join deliveries using (order_id)`
    );
    expectWithin(all!, 4.03, 4.13);
    expectWithin(onTime!, 4.22, 4.34);
    expectWithin(late!, 2.0, 2.5);
    expectWithin(await demo.share("reviews", "review_score = 5"), 0.55, 0.6);
    expectWithin(await demo.share("reviews", "review_score = 1"), 0.1, 0.13);
  });

  it("comments in Portuguese", async () => {
    expectWithin(await demo.share("reviews", "review_comment_message is not null"), 0.39, 0.43);
    expectWithin(await demo.share("reviews", "review_comment_title is not null"), 0.1, 0.135);
    const comments = "reviews where review_comment_message is not null";
    const texts = (pattern: string) =>
      demo.row(`select count(*) from ${comments} and review_comment_message ~ '${pattern}'`);
    for (const pattern of ["(?s).*[ãçéêíóôú].*", "(?s).*,.*", '(?s).*".*', "(?s).*\\n.*"])
      expect((await texts(pattern))[0]).toBeGreaterThan(500);
    const ones = `${comments} and review_score = 1`;
    const missing = "review_comment_message ilike '%receb%' or review_comment_message ilike '%entreg%'";
    const [complaints] = await demo.row(`select avg((${missing})::int) from ${ones}`);
    expect(complaints).toBeGreaterThan(0.3);
  });
});

describe("the original's defects are there:", () => {
  const withoutItems = "order_id not in (select order_id from items)";
  const withoutPayment = "order_id not in (select order_id from payments)";
  const delivered = "order_status = 'delivered'";
  const untranslated = "product_category_name not in (select product_category_name from translation)";

  it.each([
    ["orders without items", "orders", withoutItems, 775],
    ["orders without payment", "orders", withoutPayment, 1],
    ["orders without review", "orders", "order_id not in (select order_id from reviews)", 768],
    ["delivered without time", "orders", `${delivered} and order_delivered_customer_date is null`, 8],
    ["delivered unapproved", "orders", `${delivered} and order_approved_at is null`, 14],
    ["carried before approval", "orders", "order_delivered_carrier_date < order_approved_at", 1359],
    ["delivered before carried", "orders", "order_delivered_customer_date < order_delivered_carrier_date", 23],
    ["products without category", "products", "product_category_name is null", 610],
    ["products without name length", "products", "product_name_lenght is null", 610],
    ["products without weight", "products", "product_weight_g is null", 2],
    ["products that weigh nothing", "products", "product_weight_g = 0", 4],
    ["products of untranslated categories", "products", untranslated, 13],
    ["cards with no instalments", "payments", "payment_type = 'credit_card' and payment_installments = 0", 2],
    ["vouchers over nothing", "payments", "payment_type = 'voucher' and payment_value = 0", 6],
    ["payments of no method", "payments", "payment_type = 'not_defined' and payment_value = 0", 3],
    ["items with free freight", "items", "freight_value = 0", 383]
  ])("%s", async (_, table, condition, expected) => {
    expect(await demo.count(table, condition)).toBe(expected);
  });

  it("reviews on several orders and orders with several reviews", async () => {
    expect(await demo.row("select count(distinct review_id), count(distinct order_id) from reviews")).toEqual([
      98410, 98673
    ]);
  });

  it("points outside Brazil, cities spelt two ways, prefixes without a point", async () => {
    const inside = "geolocation_lat between -33.8 and 5.3 and geolocation_lng between -74 and -34.7";
    expectWithin(await demo.count("geolocation", `not (${inside})`), 10, 60);
    expect(await demo.count("geolocation", "geolocation_city = 'são paulo'")).toBeGreaterThan(100);
    expect(await demo.count("geolocation", "geolocation_city = 'sao paulo'")).toBeGreaterThan(1000);
    const missing = "customer_zip_code_prefix not in (select geolocation_zip_code_prefix from geolocation)";
    expectWithin(await demo.count("customers", missing), 100, 600);
  });
});
