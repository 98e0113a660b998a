import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from "vitest";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {Sandbox} from "./sandbox.ts";

const [orders, items, customers, payments, products] = [
  "orders",
  "order_items",
  "customers",
  "order_payments",
  "products"
].map((name) => `olist_${name}_dataset.csv`) as [string, string, string, string, string];

const translation = "product_category_name_translation.csv";

let [good, sandbox] = [undefined as unknown as Sandbox, undefined as unknown as Sandbox];

beforeAll(async () => {
  good = await Sandbox.create();
});

beforeEach(async () => {
  sandbox = await good.copy();
});

afterEach(() => sandbox.remove());
afterAll(() => good.remove());

const isPublished = async () => (await findFiles(sandbox.settings.warehouseDir, /^publish$/)).length > 0;
const rejected = () =>
  sandbox.query<{source_file: string; line: number; reason: string; raw_text: string}>(
    "select source_file, line, reason, raw_text from quality.rejected_rows order by source_file, line"
  );

describe("a row that cannot be read", () => {
  it("a text in a price is set aside with file, line, reason and text, and the load goes on", async () => {
    await sandbox.editCell(items, 5, "price", "cheap");
    const {exitCode, run, warnings} = await sandbox.build();
    expect(exitCode).toBe(0);
    expect(run).toMatchObject({rows_rejected: 1, status: "success"});
    expect(warnings).toContainEqual(expect.stringContaining(`${items}: 1 of`));
    const line = (await readFile(join(sandbox.data, items), "utf8")).split("\n")[5];
    expect(await rejected()).toEqual([
      {source_file: items, line: 6, reason: 'column "price": expected DECIMAL(10,2), found "cheap"', raw_text: line}
    ]);
    const [{n}] = (await sandbox.query<{n: number}>("select count(*) as n from core.fact_order_items")) as [
      {n: number}
    ];
    expect(n + 1).toBe((await readFile(join(sandbox.data, items), "utf8")).trim().split("\n").length - 1);
  });

  it.each([
    ["31 February", "2018-02-31 10:00:00"],
    ["a text", "yesterday"]
  ])("%s as a date takes the order, and what hangs on it, aside", async (_, value) => {
    await sandbox.editCell(orders, 10, "order_purchase_timestamp", value);
    const {exitCode} = await sandbox.build();
    expect(exitCode).toBe(0);
    const rows = await rejected();
    expect(rows.find((row) => row.source_file === orders)).toMatchObject({
      line: 11,
      reason: `column "order_purchase_timestamp": expected TIMESTAMP, found "${value}"`
    });
    expect(rows.filter((row) => row.source_file === items || row.source_file === payments)).not.toEqual([]);
    expect(rows.find((row) => row.source_file === payments)!.reason).toMatch(
      /^its orders \w{32} was rejected \(olist_orders_dataset\.csv, line 11\)$/
    );
  });

  it("an amount with more than two decimals is not rounded in silence", async () => {
    await sandbox.editCell(payments, 3, "payment_value", "10.999");
    await sandbox.build();
    expect(await rejected()).toMatchObject([
      {source_file: payments, line: 4, reason: 'column "payment_value": expected DECIMAL(10,2), found "10.999"'}
    ]);
  });

  it("too few and too many columns", async () => {
    await sandbox.edit(products, (text) => `${text.trimEnd()}\nabc,def\n1,2,3,4,5,6,7,8,9,10\n`);
    expect(await sandbox.build()).toMatchObject({exitCode: 0, message: "", run: {rows_rejected: 2}});
    expect((await rejected()).filter((row) => row.source_file === products).map((row) => row.reason)).toEqual([
      "Expected Number of Columns: 9 Found: 2",
      "Expected Number of Columns: 9 Found: 10"
    ]);
  });

  it("a quote that never closes swallows the rest, which counts by lines and stops the build", async () => {
    await sandbox.edit(translation, (text) => text.replace("\nbebes,", '\n"bebes,'));
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toMatch(
      /product_category_name_translation\.csv: \d\d of 71 rows rejected, first .*line \d+: .*unterminated quote/
    );
    expect(await isPublished()).toBe(false);
  });

  it("too many stop the build with exit code 1; a higher setting lets it go on", async () => {
    for (let row = 1; row <= 15; row++) await sandbox.editCell(items, row, "freight_value", "free");
    const stopped = await sandbox.build();
    expect(stopped).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/15 of \d+ rows rejected.*At most 1 % may be/s)
    });
    expect(await isPublished()).toBe(false);
    expect(await sandbox.build({}, {maxRejectedShare: 0.05})).toMatchObject({exitCode: 0, run: {rows_rejected: 15}});
  });

  it("brings back what hung on a row when that row is corrected", async () => {
    const sql = "select count(*) as n, sum(price) as s from core.fact_order_items";
    await sandbox.build();
    const whole = await sandbox.query(sql);
    const text = await readFile(join(sandbox.data, orders), "utf8");
    await sandbox.editCell(orders, 10, "order_purchase_timestamp", "2018-02-31 10:00:00");
    await sandbox.build();
    expect(await sandbox.query(sql)).not.toEqual(whole);
    await writeFile(join(sandbox.data, orders), text);
    expect(await sandbox.build()).toMatchObject({exitCode: 0, run: {rows_rejected: 0}});
    expect(await sandbox.query(sql)).toEqual(whole);
    await sandbox.editCell(orders, 10, "order_purchase_timestamp", "never");
    expect(await sandbox.build()).toMatchObject({exitCode: 0});
    expect(await sandbox.query(sql)).not.toEqual(whole);
    expect((await sandbox.build()).run!.built).toEqual([]);
  });

  it("comes back when the file is corrected", async () => {
    const text = await readFile(join(sandbox.data, items), "utf8");
    await sandbox.editCell(items, 5, "price", "cheap");
    expect((await sandbox.build()).run!.rows_rejected).toBe(1);
    await writeFile(join(sandbox.data, items), text);
    expect((await sandbox.build()).run!.rows_rejected).toBe(0);
    expect(await rejected()).toEqual([]);
  });
});

describe("a row that breaks a rule", () => {
  it.each<[string, (sandbox: Sandbox) => Promise<void>, string]>([
    ["a negative price", (s) => s.editCell(items, 2, "price", "-1.00"), "raw.order_items.price.accepted_range"],
    [
      "a duplicate order_id",
      (s) => s.edit(orders, (text) => `${text.trimEnd()}\n${text.split("\n")[1]}\n`),
      "raw.orders.order_id.unique"
    ],
    [
      "an item without its order",
      (s) => s.editCell(items, 3, "order_id", "f".repeat(32)),
      "raw.order_items.order_id.relationships"
    ],
    [
      "a customer state XX",
      (s) => s.editCell(customers, 4, "customer_state", "XX"),
      "raw.customers.customer_state.relationships"
    ]
  ])("%s: exit code 1, nothing published, the row kept", async (_, spoil, check) => {
    await spoil(sandbox);
    const {exitCode, message, run} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toContain(`sql/sources.yml: ${check}: 1 rows, limit > 0`);
    expect(run!.failed).toEqual([{id: check, message: expect.any(String)}]);
    expect(await isPublished()).toBe(false);
    expect(await sandbox.query(`from quality.failing_rows where check_id = '${check}'`)).toHaveLength(1);
  });

  it("leaves what was published before", async () => {
    await sandbox.build();
    const before = await readFile(join(sandbox.settings.warehouseDir, "publish/catalog.json"), "utf8");
    await sandbox.editCell(items, 2, "price", "-1.00");
    expect((await sandbox.build()).exitCode).toBe(1);
    expect(await readFile(join(sandbox.settings.warehouseDir, "publish/catalog.json"), "utf8")).toBe(before);
  });
});
