import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {csvFormat, csvParse} from "d3-dsv";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {digestTables} from "./digest.ts";
import {Sandbox} from "./sandbox.ts";

type Rows = Record<string, string>[];

/** Files whose rows hang on an order, and how they name it. */
const tables = ["orders", "order_items", "order_payments", "order_reviews"] as const;
const fileOf = (table: string, drop = "") => `olist_${table}_dataset${drop}.csv`;

let base = undefined as unknown as Sandbox;
let all: Record<string, Rows> = {};

beforeAll(async () => {
  base = await Sandbox.create();
  const read = async (table: string) =>
    [table, csvParse(await readFile(join(base.data, fileOf(table)), "utf8"))] as const;
  all = Object.fromEntries(await Promise.all([...tables, "customers"].map(read)));
});

afterAll(() => base.remove());

const write = (sandbox: Sandbox, table: string, drop: string, rows: Rows) =>
  writeFile(join(sandbox.data, fileOf(table, drop)), csvFormat(rows, Object.keys(all[table]![0]!)));

/** What a drop brings: orders of a stretch of time, and earlier orders as they are now. */
interface Drop {
  until: number;
  changed: number[];
}

const drops = fc
  .array(
    fc.record({until: fc.double({min: 0.5, max: 1, noNaN: true}), changed: fc.array(fc.nat(499), {maxLength: 5})}),
    {
      minLength: 1,
      maxLength: 4
    }
  )
  .map((list): Drop[] => list.sort((a, b) => a.until - b.until));

/** Writes the files of a drop: every row that hangs on the given orders. */
async function writeOrders(sandbox: Sandbox, drop: string, orders: Rows): Promise<void> {
  const ids = new Set(orders.map((row) => row.order_id));
  const customers = new Set(orders.map((row) => row.customer_id));
  await write(
    sandbox,
    "customers",
    drop,
    all.customers!.filter((row) => customers.has(row.customer_id))
  );
  await write(sandbox, "orders", drop, orders);
  for (const table of tables.slice(1)) {
    const rows = all[table]!.filter((row) => ids.has(row.order_id));
    if (rows.length > 0 || drop === "") await write(sandbox, table, drop, rows);
  }
}

describe("drops beside the first files", () => {
  it("end, in any sequence, in the tables that a full refresh of all files gives", {timeout: 600_000}, async () => {
    const orders = [...all.orders!].sort((a, b) =>
      a.order_purchase_timestamp! < b.order_purchase_timestamp! ? -1 : 1
    );
    const property = fc.asyncProperty(drops, async (sequence) => {
      const sandbox = await base.copy();
      let count = Math.floor(orders.length * 0.5);
      await writeOrders(sandbox, "", orders.slice(0, count));
      expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
      for (const [i, {until, changed}] of sequence.entries()) {
        const next = Math.max(count + 1, Math.floor(orders.length * until));
        const old = [...new Set(changed)].map((n) => ({...orders[n % count]!, order_status: "canceled"}));
        await writeOrders(sandbox, `_drop${i + 1}`, [...old, ...orders.slice(count, next)]);
        count = Math.min(next, orders.length);
        expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
      }
      const incremental = await digestTables(sandbox);
      expect(await sandbox.build({isFull: true})).toMatchObject({exitCode: 0, message: ""});
      expect(await digestTables(sandbox)).toEqual(incremental);
      expect(await sandbox.query("select count(*) as n from core.fact_orders")).toEqual([{n: count}]);
      await sandbox.remove();
    });
    await fc.assert(property, {numRuns: 6, seed: 20180903, endOnFailure: true});
  });

  it("load only the new file, and replace earlier rows of the same key", async () => {
    const sandbox = await base.copy();
    await sandbox.build();
    const [first] = all.order_payments!;
    await write(sandbox, "order_payments", "_2018-09-04", [{...first!, payment_value: "1.23"}]);
    const {run} = await sandbox.build();
    expect(run).toMatchObject({status: "success", rows_rejected: 0});
    const rows = await sandbox.query(
      `select payment_value, _source_file from raw.order_payments where order_id = '${first!.order_id}' and payment_sequential = '${first!.payment_sequential}'`
    );
    expect(rows).toEqual([{payment_value: "1.23", _source_file: fileOf("order_payments", "_2018-09-04")}]);
    const [{n}] = (await sandbox.query<{n: number}>("select count(*) as n from raw.order_payments")) as [{n: number}];
    expect(n).toBe(all.order_payments!.length);
    await sandbox.remove();
  });

  it("are taken in the order of their names, numbers as numbers, also when an earlier one comes later", async () => {
    const sandbox = await base.copy();
    const [first] = all.order_payments!;
    const value = async () =>
      (
        await sandbox.query(
          `select payment_value as v from raw.order_payments where order_id = '${first!.order_id}' and payment_sequential = '${first!.payment_sequential}'`
        )
      )[0];
    await write(sandbox, "order_payments", "_10", [{...first!, payment_value: "10.00"}]);
    await sandbox.build();
    expect(await value()).toEqual({v: "10.00"});
    await write(sandbox, "order_payments", "_2", [{...first!, payment_value: "2.00"}]);
    await sandbox.build();
    expect(await value()).toEqual({v: "10.00"});
    await sandbox.remove();
  });
});
