import {createHash} from "node:crypto";
import {readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {csvFormat, csvParse} from "d3-dsv";
import fc from "fast-check";
import {load} from "js-yaml";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readContracts} from "../../src/data/pipeline/project.ts";
import {digestTables} from "./digest.ts";
import {Sandbox} from "./sandbox.ts";

type Row = Record<string, string>;
type Tables = Record<string, Row[]>;

const tables = ["customers", "orders", "order_items", "order_payments", "order_reviews", "products", "sellers"];
const fileOf = (table: string, drop = "") => `olist_${table}_dataset${drop}.csv`;

let base = undefined as unknown as Sandbox;
let all: Tables = {};
let [first, late, next]: [Row[], Row[], Row[]] = [[], [], []];

/** The first build knows most orders; of those left some are earlier, some later than its last. */
beforeAll(async () => {
  base = await Sandbox.create();
  const read = async (table: string) =>
    [table, csvParse(await readFile(join(base.data, fileOf(table)), "utf8"))] as [string, Row[]];
  all = Object.fromEntries(await Promise.all(tables.map(read)));
  const orders = [...all.orders!].sort((a, b) => (a.order_purchase_timestamp! < b.order_purchase_timestamp! ? -1 : 1));
  const isLate = (i: number) => i % 23 === 5 || (i > 800 && i % 7 === 3);
  [first, late] = [orders.slice(0, 900).filter((_, i) => !isLate(i)), orders.slice(0, 900).filter((_, i) => isLate(i))];
  next = orders.slice(900);
  await write(base, "", rowsOf(first));
  expect(await base.build()).toMatchObject({exitCode: 0, message: ""});
}, 120_000);

afterAll(() => base.remove());

/** Orders with all that hangs on them. */
function rowsOf(orders: Row[]) {
  const ids = new Set(orders.map((row) => row.order_id));
  const customers = new Set(orders.map((row) => row.customer_id));
  const hanging = (table: string) => all[table]!.filter((row) => ids.has(row.order_id));
  return {
    customers: all.customers!.filter((row) => customers.has(row.customer_id)),
    orders,
    order_items: hanging("order_items"),
    order_payments: hanging("order_payments"),
    order_reviews: hanging("order_reviews")
  };
}

async function write(sandbox: Sandbox, drop: string, rows: Tables): Promise<void> {
  for (const table of tables)
    if (rows[table] && rows[table].length > 0)
      await writeFile(join(sandbox.data, fileOf(table, drop)), csvFormat(rows[table], Object.keys(all[table]![0]!)));
}

/** Ways in which a drop tells known things anew; `n` picks one, `other` what it becomes. */
const changes: Record<string, (n: number, other: number) => Tables> = {
  status: (n) => ({orders: [{...pick(first, n), order_status: "canceled"}]}),
  time: (n, other) => ({orders: [earlier(pick(first, n), other)]}),
  price: (n, other) => ({order_items: [{...pick(itemsOf(first), n), price: `${other}.50`}]}),
  product: (n, other) => ({
    order_items: [{...pick(itemsOf(first), n), product_id: pick(all.products!, other).product_id!}]
  }),
  payment: (n, other) => ({order_payments: [{...pick(paymentsOf(first), n), payment_value: `${other}.25`}]}),
  review: (n) => ({order_reviews: [{...pick(reviewsOf(first), n), review_score: "1"}]}),
  address: (n, other) => ({customers: [{...customerOf(n), ...addressOf(other)}]}),
  person: (n, other) => ({customers: [{...customerOf(n), customer_unique_id: customerOf(other).customer_unique_id!}]}),
  weight: (n) => ({products: [{...pick(all.products!, n), product_weight_g: "77"}]}),
  category: (n, other) => ({
    products: [{...pick(all.products!, n), product_category_name: pick(all.products!, other).product_category_name!}]
  }),
  seller: (n, other) => ({
    sellers: [{...pick(all.sellers!, n), seller_zip_code_prefix: pick(all.sellers!, other).seller_zip_code_prefix!}]
  })
};

/** The order, bought some minutes before it was. */
function earlier(order: Row, minutes: number): Row {
  const time = Date.parse(`${order.order_purchase_timestamp!.replace(" ", "T")}Z`) - minutes * 60_000;
  return {...order, order_purchase_timestamp: new Date(time).toISOString().slice(0, 19).replace("T", " ")};
}

const pick = (rows: Row[], n: number) => rows[n % rows.length]!;
const itemsOf = (orders: Row[]) => rowsOf(orders).order_items;
const paymentsOf = (orders: Row[]) => rowsOf(orders).order_payments;
const reviewsOf = (orders: Row[]) => rowsOf(orders).order_reviews;
const customerOf = (n: number) => pick(rowsOf(first).customers, n);
const addressOf = (n: number) =>
  Object.fromEntries(Object.entries(customerOf(n)).filter(([name]) => /zip|city|state/.test(name)));

/** What a drop brings: new orders, late ones, and known things told anew. */
const drop = fc.record({
  next: fc.nat(8),
  late: fc.subarray(
    Array.from({length: 40}, (_, i) => i),
    {maxLength: 2}
  ),
  told: fc.array(
    fc.record({how: fc.constantFrom(...Object.keys(changes)), n: fc.nat(5000), other: fc.integer({min: 1, max: 5000})}),
    {maxLength: 3}
  )
});

const keys: Record<string, string[]> = {
  customers: ["customer_id"],
  orders: ["order_id"],
  order_items: ["order_id", "order_item_id"],
  order_payments: ["order_id", "payment_sequential"],
  order_reviews: ["review_id", "order_id"],
  products: ["product_id"],
  sellers: ["seller_id"]
};

/** Rows of several tellings, of each key the last. */
function merge(tellings: Tables[]): Tables {
  return Object.fromEntries(
    tables.map((table) => {
      const keyOf = (row: Row) => keys[table]!.map((column) => row[column]).join();
      return [
        table,
        [...new Map(tellings.flatMap((told) => told[table] ?? []).map((row) => [keyOf(row), row])).values()]
      ];
    })
  );
}

/** Hashes of the published tables, of files written anew. */
async function digestPublished(sandbox: Sandbox): Promise<Record<string, string>> {
  const dir = join(sandbox.settings.warehouseDir, "publish");
  const files = (await readdir(dir)).filter((file) => file.endsWith(".parquet"));
  const hash = async (file: string) => [
    file,
    createHash("sha256")
      .update(await readFile(join(dir, file)))
      .digest("hex")
  ];
  return Object.fromEntries((await Promise.all(files.map(hash))) as [string, string][]);
}

/** Outcomes of all checks. */
const readChecks = (sandbox: Sandbox) =>
  sandbox.query("select check_id, status, failing_rows, total_rows from quality.check_results order by 1");

async function expectFullRefresh(sandbox: Sandbox): Promise<void> {
  const [rows, published] = [await digestTables(sandbox), await digestPublished(sandbox)];
  const checks = await readChecks(sandbox);
  for (const dir of ["publish", "releases"]) await rm(join(sandbox.settings.warehouseDir, dir), {recursive: true});
  expect(await sandbox.build({isFull: true})).toMatchObject({exitCode: 0, message: "", run: {incremental: []}});
  expect(await digestTables(sandbox)).toEqual(rows);
  expect(await digestPublished(sandbox)).toEqual(published);
  expect(await readChecks(sandbox)).toEqual(checks);
}

/** Ids of the models whose contract says so. */
async function findIncremental(): Promise<string[]> {
  const {models} = await readContracts(".");
  return [...models.values()].flatMap(({id, incremental}) => (incremental ? [id] : [])).sort();
}

describe("small drops", () => {
  it(
    "change, in any sequence, incremental models by affected keys into what a full refresh gives, down to published bytes",
    {timeout: 900_000},
    async () => {
      const incremental = new Set<string>();
      const property = fc.asyncProperty(fc.array(drop, {minLength: 1, maxLength: 3}), async (sequence) => {
        const sandbox = await base.copy();
        let [count, arrived] = [0, new Set<number>()];
        for (const [i, {next: more, late: arriving, told}] of sequence.entries()) {
          const fresh = arriving.filter((n) => n < late.length && !arrived.has(n));
          const orders = [...next.slice(count, count + more), ...fresh.map((n) => late[n]!)];
          [count, arrived] = [Math.min(count + more, next.length), new Set([...arrived, ...fresh])];
          await write(
            sandbox,
            `_drop${i + 1}`,
            merge([rowsOf(orders), ...told.map(({how, n, other}) => changes[how]!(n, other))])
          );
          const outcome = await sandbox.build();
          expect(outcome).toMatchObject({exitCode: 0, message: ""});
          for (const id of outcome.run!.incremental) incremental.add(id);
        }
        await expectFullRefresh(sandbox);
        expect(await sandbox.query("select count(*) as n from core.fact_orders")).toEqual([
          {n: first.length + count + arrived.size}
        ]);
        await sandbox.remove();
      });
      await fc.assert(property, {numRuns: 4, seed: 20180903, endOnFailure: true});
      expect([...incremental].sort()).toEqual(await findIncremental());
    }
  );
});

describe("sql/README.md", () => {
  it("shows the contract of an incremental model as it is", async () => {
    const yaml = /## Incremental models[\s\S]*?```yaml\n([\s\S]*?)```/.exec(
      await readFile("sql/README.md", "utf8")
    )![1]!;
    const [shown] = load(yaml) as [{name: string; config: object}];
    const {models} = load(await readFile("sql/core/_core.yml", "utf8")) as {models: {name: string; config: object}[]};
    expect(models.find(({name}) => name === shown.name)!.config).toMatchObject(shown.config);
  });
});
