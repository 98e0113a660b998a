import {cp, open, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from "vitest";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {databasePath} from "../../src/data/pipeline/settings.ts";
import {explainModel} from "../../src/data/pipeline/status.ts";
import {digestTables} from "./digest.ts";
import type {Rows, Shop} from "./drop-files.ts";
import {readShop, writeOrders, writeRows} from "./drop-files.ts";
import {Sandbox} from "./sandbox.ts";

let base = undefined as unknown as Sandbox;
let sandbox = undefined as unknown as Sandbox;
let shop: Shop = {};
let orders: Rows = [];
/** A product and a seller that were sold before and after the first half of the orders. */
let [product, seller] = ["", ""];

beforeAll(async () => {
  base = await Sandbox.create();
  shop = await readShop(base);
  orders = shop.orders!;
  await writeOrders(base, shop, "", orders.slice(0, 500));
  expect(await base.build()).toMatchObject({exitCode: 0, message: ""});
  product = findSold("product_id");
  seller = findSold("seller_id");
});

beforeEach(async () => {
  sandbox = await base.copy();
});

afterEach(() => sandbox.remove());
afterAll(() => base.remove());

/** The id that most orders of each of three stretches of time have. */
function findSold(column: "product_id" | "seller_id"): string {
  const sold = (from: number, to: number) => {
    const ids = new Set(orders.slice(from, to).map((row) => row.order_id));
    return new Set(shop.order_items!.filter((row) => ids.has(row.order_id)).map((row) => row[column]!));
  };
  const [first, second, third] = [sold(0, 500), sold(500, 750), sold(750, orders.length)];
  return [...first].find((id) => second.has(id) && third.has(id))!;
}

const rowOf = (table: "products" | "sellers", id: string) =>
  shop[table]!.find((row) => row.product_id === id || row.seller_id === id)!;

/** Ships a product's row with another weight, or what else is said, in a drop of its own. */
const reweigh = (drop: string, weight: number, more: Record<string, string> = {}) =>
  writeRows(sandbox, shop, "products", drop, [
    {...rowOf("products", product), product_weight_g: String(weight), ...more}
  ]);

async function build(options = {}) {
  const outcome = await sandbox.build(options);
  expect(outcome).toMatchObject({exitCode: 0, message: ""});
  return outcome.run!;
}

async function copyProject(): Promise<string> {
  const root = join(sandbox.dir, "project");
  for (const dir of ["sql", "seeds"]) await cp(dir, join(root, dir), {recursive: true});
  return root;
}

const versions = (id = product) =>
  sandbox.query(`
    select product_key, weight_g, valid_from, valid_to, is_current from core.dim_product
    where product_id = '${id}' order by product_key`);

const asOf = (count: number) => orders[count - 1]!.order_purchase_timestamp!.replace(" ", "T");

const first = "1900-01-01T00:00:00";

describe("a build after another", () => {
  it("with the same input adds no version and does no work", async () => {
    const before = await digestTables(sandbox);
    expect((await build()).built).toEqual([]);
    await build({isFull: true});
    expect(await digestTables(sandbox)).toEqual(before);
    const [row] = await sandbox.query(
      "select count(*) as n, count(*) filter (where is_current) as c from core.dim_product"
    );
    expect(row).toEqual({n: shop.products!.length, c: shop.products!.length});
  });

  it("closes a changed product's version at the as-of moment of its data and opens one with a key at the end", async () => {
    const [before] = await versions();
    await writeOrders(sandbox, shop, "_1", orders.slice(500, 750));
    await reweigh("_1", 12345);
    await build();
    expect(await versions()).toEqual([
      {...before, valid_from: first, valid_to: asOf(750), is_current: false},
      {product_key: shop.products!.length + 1, weight_g: 12345, valid_from: asOf(750), valid_to: null, is_current: true}
    ]);
    expect(await sandbox.query("select count(*) as n from core.dim_product where not is_current")).toEqual([{n: 1}]);
  });

  it("leaves orders on the version known at their time, and gives later drops' orders the new one", async () => {
    const [before] = (await versions()) as [{product_key: number}];
    await writeOrders(sandbox, shop, "_1", orders.slice(500, 750));
    await reweigh("_1", 12345);
    await build();
    await writeOrders(sandbox, shop, "_2", orders.slice(750));
    await build();
    const sold = await sandbox.query<{product_key: number; from: string; to: string}>(`
      select product_key, min(purchased_at) as from, max(purchased_at) as to
      from core.fact_order_items inner join core.fact_orders using (order_key) inner join core.dim_product using (product_key)
      where product_id = '${product}' group by product_key order by product_key`);
    expect(sold.map((row) => row.product_key)).toEqual([before.product_key, shop.products!.length + 1]);
    expect(sold[0]!.to < asOf(750)).toBe(true);
    expect(sold[1]!.from >= asOf(750)).toBe(true);
    const [{n}] = (await sandbox.query<{n: number}>(
      "select count(*) as n from marts.mart_product_performance inner join core.dim_product using (product_key) where is_current"
    )) as [{n: number}];
    const [{m}] = (await sandbox.query<{m: number}>(
      "select count(distinct product_id) as m from staging.stg_order_items"
    )) as [{m: number}];
    expect(n).toBe(m);
  });

  it("tells a moved seller's distances and region by where the seller was", async () => {
    const other = shop.sellers!.find((row) => row.seller_state !== rowOf("sellers", seller).seller_state)!;
    await writeRows(sandbox, shop, "sellers", "_1", [{...other, seller_id: seller}]);
    await writeOrders(sandbox, shop, "_1", orders.slice(500, 750));
    await build();
    await writeOrders(sandbox, shop, "_2", orders.slice(750));
    await build();
    const states = await sandbox.query(`
      select purchased_at >= '${asOf(750)}' as is_after, seller_state as state, count(distinct seller_key) as sellers
      from intermediate.int_sales_analysis as sales
      where seller_key = (select seller_key from core.dim_seller where seller_id = '${seller}' and is_current)
      group by all order by all`);
    expect(states).toEqual([
      {is_after: false, state: rowOf("sellers", seller).seller_state, sellers: 1},
      {is_after: true, state: other.seller_state, sellers: 1}
    ]);
    const [{active}] = (await sandbox.query<{active: number}>(
      "select count(*) as active from marts.mart_seller_scorecard"
    )) as [{active: number}];
    expect(active).toBe(new Set(shop.order_items!.map((row) => row.seller_id)).size);
  });

  it("corrects in place what is not checked, and what changes again at the same moment", async () => {
    await reweigh("_1", 12345);
    await build();
    await reweigh("_2", 23456, {product_name_lenght: "77"});
    await build();
    const found = await versions();
    expect(found.map((row) => [row.weight_g, row.valid_from])).toEqual([
      [Number(rowOf("products", product).product_weight_g), first],
      [23456, asOf(500)]
    ]);
    const lengths = await sandbox.query(
      `select name_length from core.dim_product where product_id = '${product}' order by product_key`
    );
    expect(lengths[1]).toEqual({name_length: 77});
  });

  it("keeps a product that is gone from the input as it was", async () => {
    const rows = shop.products!.filter((row) => row.product_id !== product);
    const items = shop.order_items!.filter((row) => row.product_id !== product);
    await writeRows(sandbox, shop, "products", "", rows);
    const early = new Set(orders.slice(0, 500).map((row) => row.order_id));
    await writeRows(
      sandbox,
      shop,
      "order_items",
      "",
      items.filter((row) => early.has(row.order_id))
    );
    const before = await versions();
    await build();
    expect(await versions()).toEqual(before);
  });

  it("gives a new product a version from the beginning, with the next key", async () => {
    await writeRows(sandbox, shop, "products", "_1", [{...rowOf("products", product), product_id: "0".repeat(32)}]);
    await build();
    expect(await versions("0".repeat(32))).toMatchObject([
      {product_key: shop.products!.length + 1, valid_from: first, is_current: true}
    ]);
    expect(await versions()).toMatchObject([{is_current: true}]);
  });

  it("that fails leaves no trace in the history", async () => {
    const before = await digestTables(sandbox);
    await reweigh("_1", 12345);
    const root = await copyProject();
    await writeFile(join(root, "sql/tests/always_fails.sql"), "select * from core.dim_category");
    expect(await sandbox.build({}, {root})).toMatchObject({exitCode: 1});
    await rm(join(sandbox.data, "olist_products_dataset_1.csv"));
    await build();
    expect(await digestTables(sandbox)).toEqual(before);
  });

  it("with other SQL and the same data makes no version", async () => {
    const root = await copyProject();
    const path = join(root, "sql/staging/stg_products.sql");
    const sql = await readFile(path, "utf8");
    await writeFile(path, sql.replace("integer) as weight_g", "integer) + 1 as weight_g"));
    expect(await sandbox.build({}, {root})).toMatchObject({exitCode: 0, message: ""});
    expect(await versions()).toMatchObject([
      {weight_g: Number(rowOf("products", product).product_weight_g) + 1, valid_from: first, is_current: true}
    ]);
  });
});

describe("the history", () => {
  it("survives --full-refresh, and not the loss of the warehouse", async () => {
    await reweigh("_1", 12345);
    await build();
    const before = await digestTables(sandbox);
    await build({isFull: true});
    expect(await digestTables(sandbox)).toEqual(before);
    await rm(sandbox.settings.warehouseDir, {recursive: true});
    await build();
    expect(await versions()).toMatchObject([{weight_g: 12345, valid_from: first, is_current: true}]);
  });

  it("survives a damaged warehouse, which is made anew and warned of", async () => {
    await reweigh("_1", 12345);
    await build();
    const before = await digestTables(sandbox);
    const path = databasePath(sandbox.settings);
    const file = await open(path, "r+");
    await file.write(Buffer.alloc(4096, 7), 0, 4096, 3 * 4096);
    await file.close();
    const {warnings, ...outcome} = await sandbox.build();
    expect(outcome).toMatchObject({exitCode: 0, message: ""});
    expect(warnings.join("\n")).toContain("was set aside as warehouse.duckdb.damaged; everything is built anew");
    expect(await digestTables(sandbox)).toEqual(before);
    expect(await versions()).toHaveLength(2);
  });

  it("of one shop waits while the data are of another, or a sample", async () => {
    await reweigh("_1", 12345);
    await build();
    const before = await digestTables(sandbox);
    const other = join(sandbox.dir, "other");
    await writeDemo(other, {scale: 0.01, seed: 8});
    expect(await sandbox.build({}, {dataDir: other})).toMatchObject({exitCode: 0, message: ""});
    const ofOther = "select count(*) as n, max(product_key) as k from core.dim_product";
    const [{n, k}] = (await sandbox.query<{n: number; k: number}>(ofOther)) as [{n: number; k: number}];
    expect(n).toBe(k);
    expect(await versions()).toEqual([]);
    expect(await sandbox.build({}, {sample: 0.5})).toMatchObject({exitCode: 0, message: ""});
    expect(await versions()).toMatchObject([{weight_g: 12345, valid_from: first}]);
    await build();
    expect(await digestTables(sandbox)).toEqual(before);
  });

  it("is continued by a folder that moved", async () => {
    await reweigh("_1", 12345);
    await build();
    const moved = await sandbox.copy();
    await reweigh("_2", 23456);
    await cp(join(sandbox.data, "olist_products_dataset_2.csv"), join(moved.data, "olist_products_dataset_2.csv"));
    await writeOrders(moved, shop, "_2", orders.slice(500, 750));
    expect(await moved.build()).toMatchObject({exitCode: 0, message: ""});
    const weights = await moved.query(
      `select weight_g from core.dim_product where product_id = '${product}' order by valid_from`
    );
    await moved.remove();
    expect(weights.slice(1)).toEqual([{weight_g: 12345}, {weight_g: 23456}]);
  });

  it("is among what explainModel(settings, name, effects) names", async () => {
    const effects = {now: () => new Date(), log: {step() {}, progress() {}, warn() {}}};
    expect(await explainModel(sandbox.settings, "snap_products", effects)).toContain("It is up to date.");
    await reweigh("_1", 12345);
    expect(await explainModel(sandbox.settings, "dim_product", effects)).toMatch(
      /snapshots\.snap_products.*raw\.products: the file behind it changed/s
    );
    await build();
    expect(await explainModel(sandbox.settings, "snap_products", effects)).toContain("the history it continues");
  });
});

/** What a drop brings: more orders, and products with another weight and sellers at another's place. */
interface Drop {
  more: number;
  weights: number[];
  moved: number[];
}

const drops = fc.array(
  fc.record({
    more: fc.constantFrom(0, 40, 120),
    weights: fc.array(fc.nat(20), {maxLength: 6}),
    moved: fc.array(fc.nat(8), {maxLength: 3})
  }),
  {minLength: 2, maxLength: 4}
);

/** What somebody would write down who watched the shop: since when each thing had which value. */
class Watcher {
  private readonly values = new Map<string, {from: string; value: string}[]>();

  note(id: string, value: string, moment: string): void {
    const known = this.values.get(id)!;
    const last = known.at(-1)!;
    if (last.value === value) return;
    if (moment > last.from) known.push({from: moment, value});
    else last.value = value;
  }

  begin(id: string, value: string): void {
    this.values.set(id, [{from: "", value}]);
  }

  at(id: string, moment: string): string {
    return this.values.get(id)!.findLast(({from}) => from <= moment)!.value;
  }

  get count(): number {
    return [...this.values.values()].reduce((sum, list) => sum + list.length, 0);
  }
}

describe("any sequence of drops", () => {
  it(
    "gives each item the versions of its time, one current version of everything, and no key a second meaning",
    {timeout: 600_000},
    async () => {
      const [products, sellers] = [shop.products!, shop.sellers!];
      const property = fc.asyncProperty(drops, async (sequence: Drop[]) => {
        const own = await base.copy();
        const [weights, places] = [new Watcher(), new Watcher()];
        for (const row of products) weights.begin(row.product_id!, row.product_weight_g!);
        for (const row of sellers) places.begin(row.seller_id!, row.seller_zip_code_prefix!);
        let count = 500;
        let keys = new Map<number, string>();
        for (const [i, drop] of sequence.entries()) {
          const name = `_${i + 1}`;
          await writeOrders(own, shop, name, orders.slice(count - 1, count + drop.more));
          count += drop.more;
          const moment = asOf(count);
          const weighed: Rows = [...new Set(drop.weights)].map((n) => ({
            ...products[n]!,
            product_weight_g: String(9000 + i)
          }));
          const there: Rows = [...new Set(drop.moved)].map((n) => ({
            ...sellers[20 + i]!,
            seller_id: sellers[n]!.seller_id!
          }));
          if (weighed.length > 0) await writeRows(own, shop, "products", name, weighed);
          if (there.length > 0) await writeRows(own, shop, "sellers", name, there);
          for (const row of weighed) weights.note(row.product_id!, row.product_weight_g!, moment);
          for (const row of there) places.note(row.seller_id!, row.seller_zip_code_prefix!, moment);
          expect(await own.build()).toMatchObject({exitCode: 0, message: ""});
          const known = await own.query<{key: number; id: string}>(
            "select product_key as key, product_id as id from core.dim_product"
          );
          const now = new Map(known.map(({key, id}) => [key, id]));
          expect([...keys].filter(([key, id]) => now.get(key) !== id)).toEqual([]);
          keys = now;
        }
        const items = await own.query<Record<string, string>>(`
        select product_id, seller_id, purchased_at, coalesce(cast(weight_g as varchar), '') as weight, zip_prefix
        from core.fact_order_items
        inner join core.fact_orders using (order_key)
        inner join core.dim_product using (product_key)
        inner join core.dim_seller using (seller_key)`);
        expect(items.length).toBeGreaterThan(500);
        for (const item of items) {
          expect(item.weight).toBe(weights.at(item.product_id!, item.purchased_at!));
          expect(item.zip_prefix).toBe(places.at(item.seller_id!, item.purchased_at!));
        }
        for (const [kind, watcher, all] of [
          ["product", weights, products],
          ["seller", places, sellers]
        ] as const) {
          const [row] = await own.query(`
          select count(*) as versions, count(distinct ${kind}_key) as keys, count(*) filter (where is_current) as current,
              count(distinct ${kind}_id) filter (where is_current) as ids
          from core.dim_${kind}`);
          expect(row).toEqual({versions: watcher.count, keys: watcher.count, current: all.length, ids: all.length});
        }
        await own.remove();
      });
      await fc.assert(property, {numRuns: 2, seed: 20180903, endOnFailure: true});
    }
  );
});
