import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {digestTables} from "./digest.ts";
import type {Shop} from "./drop-files.ts";
import {readShop, writeOrders, writeRows} from "./drop-files.ts";
import {Sandbox} from "./sandbox.ts";

let base = undefined as unknown as Sandbox;
let shop: Shop = {};

beforeAll(async () => {
  base = await Sandbox.create();
  shop = await readShop(base);
});

afterAll(() => base.remove());

/** What a drop brings: orders of a stretch of time, and earlier orders, products and sellers as they are now. */
interface Drop {
  until: number;
  changed: number[];
  weights: number[];
  moved: number[];
}

const drops = fc
  .array(
    fc.record({
      until: fc.double({min: 0.5, max: 1, noNaN: true}),
      changed: fc.array(fc.nat(499), {maxLength: 5}),
      weights: fc.array(fc.nat(329), {maxLength: 3}),
      moved: fc.array(fc.nat(30), {maxLength: 2})
    }),
    {
      minLength: 1,
      maxLength: 4
    }
  )
  .map((list): Drop[] => list.sort((a, b) => a.until - b.until));

describe("drops beside the first files", () => {
  it("end, in any sequence, in the tables that a full refresh of all files gives", {timeout: 600_000}, async () => {
    const {orders = [], products = [], sellers = []} = shop;
    const property = fc.asyncProperty(drops, async (sequence) => {
      const sandbox = await base.copy();
      let count = Math.floor(orders.length * 0.5);
      await writeOrders(sandbox, shop, "", orders.slice(0, count));
      expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
      for (const [i, {until, changed, weights, moved}] of sequence.entries()) {
        const next = Math.max(count + 1, Math.floor(orders.length * until));
        const old = [...new Set(changed)].map((n) => ({...orders[n % count]!, order_status: "canceled"}));
        const drop = `_drop${i + 1}`;
        await writeOrders(sandbox, shop, drop, [...old, ...orders.slice(count, next)]);
        const weighed = [...new Set(weights)].map((n) => ({...products[n]!, product_weight_g: String(9000 + i)}));
        if (weighed.length > 0) await writeRows(sandbox, shop, "products", drop, weighed);
        const place = sellers[i]!;
        const there = [...new Set(moved)].map((n) => ({...place, seller_id: sellers[n]!.seller_id!}));
        if (there.length > 0) await writeRows(sandbox, shop, "sellers", drop, there);
        count = Math.min(next, orders.length);
        expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
      }
      const incremental = await digestTables(sandbox);
      expect(await sandbox.build({isFull: true})).toMatchObject({exitCode: 0, message: ""});
      expect(await digestTables(sandbox)).toEqual(incremental);
      expect(await sandbox.query("select count(*) as n from core.fact_orders")).toEqual([{n: count}]);
      await sandbox.remove();
    });
    await fc.assert(property, {numRuns: 2, seed: 20180903, endOnFailure: true});
  });

  it("load only the new file, and replace earlier rows of the same key", async () => {
    const sandbox = await base.copy();
    await sandbox.build();
    const [first] = shop.order_payments!;
    await writeRows(sandbox, shop, "order_payments", "_2018-09-04", [{...first!, payment_value: "1.23"}]);
    const {run} = await sandbox.build();
    expect(run).toMatchObject({status: "success", rows_rejected: 0});
    const rows = await sandbox.query(
      `select payment_value, _source_file from raw.order_payments where order_id = '${first!.order_id}' and payment_sequential = '${first!.payment_sequential}'`
    );
    expect(rows).toEqual([{payment_value: "1.23", _source_file: "olist_order_payments_dataset_2018-09-04.csv"}]);
    const [{n}] = (await sandbox.query<{n: number}>("select count(*) as n from raw.order_payments")) as [{n: number}];
    expect(n).toBe(shop.order_payments!.length);
    await sandbox.remove();
  });

  it("are taken in the order of their names, numbers as numbers, also when an earlier one comes later", async () => {
    const sandbox = await base.copy();
    const [first] = shop.order_payments!;
    const value = async () =>
      (
        await sandbox.query(
          `select payment_value as v from raw.order_payments where order_id = '${first!.order_id}' and payment_sequential = '${first!.payment_sequential}'`
        )
      )[0];
    await writeRows(sandbox, shop, "order_payments", "_10", [{...first!, payment_value: "10.00"}]);
    await sandbox.build();
    expect(await value()).toEqual({v: "10.00"});
    await writeRows(sandbox, shop, "order_payments", "_2", [{...first!, payment_value: "2.00"}]);
    await sandbox.build();
    expect(await value()).toEqual({v: "10.00"});
    await sandbox.remove();
  });
});
