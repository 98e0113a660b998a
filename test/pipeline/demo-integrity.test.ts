import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {expectWithin, openDemo, type DemoTables} from "./demo-tables.ts";

let root: string;
let demo: DemoTables;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "demo-"));
  await writeDemo(root, {scale: 0.1});
  demo = await openDemo(root);
});

afterAll(() => rm(root, {recursive: true}));

it.each([
  ["items", "order_id", "orders"],
  ["items", "product_id", "products"],
  ["items", "seller_id", "sellers"],
  ["payments", "order_id", "orders"],
  ["reviews", "order_id", "orders"],
  ["orders", "customer_id", "customers"],
  ["customers", "customer_id", "orders"],
  ["products", "product_id", "items"],
  ["sellers", "seller_id", "items"]
])("each of %s has its %s in %s", async (table, key, other) => {
  expect(await demo.count(table, `${key} not in (select ${key} from ${other})`)).toBe(0);
});

it.each([
  ["orders", "order_id"],
  ["orders", "customer_id"],
  ["products", "product_id"],
  ["sellers", "seller_id"],
  ["items", "(order_id, order_item_id)"],
  ["payments", "(order_id, payment_sequential)"],
  ["reviews", "(review_id, order_id)"]
])("%s has no %s twice", async (table, key) => {
  const [distinct] = await demo.row(`select count(distinct ${key}) from ${table}`);
  expect(distinct).toBe(await demo.count(table));
});

it("ids are 32 hexadecimal digits and zip prefixes five digits", async () => {
  expect(await demo.count("orders", "not regexp_full_match(order_id, '[0-9a-f]{32}')")).toBe(0);
  const prefix = "customer_zip_code_prefix";
  expect(await demo.count("customers", `not regexp_full_match(${prefix}, '[0-9]{5}')`)).toBe(0);
  expectWithin(await demo.count("customers", `${prefix} like '0%'`), 1500, 3500);
});

it("an order's timestamps stand to its status", async () => {
  const none = "order_approved_at is null and order_delivered_carrier_date is null";
  expect(await demo.share("orders", `order_status != 'created' or ${none}`)).toBe(1);
  const open = "order_status in ('approved', 'invoiced', 'processing', 'unavailable')";
  expect(await demo.share("orders", `not ${open} or order_delivered_carrier_date is null`)).toBe(1);
  const shipped = "order_status != 'shipped' or order_delivered_carrier_date is not null";
  expect(await demo.share("orders", shipped)).toBe(1);
});

it.each([
  ["orders without items", "orders", "order_id not in (select order_id from items)", 78],
  ["carried before approval", "orders", "order_delivered_carrier_date < order_approved_at", 136],
  ["products without category", "products", "product_category_name is null", 61],
  ["vouchers over nothing", "payments", "payment_type = 'voucher' and payment_value = 0", 1],
  ["cards with no instalments", "payments", "payment_installments = 0", 1]
])("defects shrink with the scale, down to one: %s", async (_, table, condition, expected) => {
  expectWithin(await demo.count(table, condition), expected - 1, expected + 5);
});
