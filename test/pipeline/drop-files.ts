import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {csvFormat, csvParse} from "d3-dsv";
import type {Sandbox} from "./sandbox.ts";

export type Rows = Record<string, string>[];

/** Tables of a shop, by the name that their file has in the middle. */
export type Shop = Record<string, Rows>;

/** Tables whose rows hang on an order. */
const ofOrders = ["orders", "order_items", "order_payments", "order_reviews"];

const fileOf = (table: string, drop: string) => `olist_${table}_dataset${drop}.csv`;

/** All rows of a sandbox's files, its orders by time of purchase. */
export async function readShop(sandbox: Sandbox): Promise<Shop> {
  const read = async (table: string) =>
    [table, csvParse(await readFile(join(sandbox.data, fileOf(table, "")), "utf8"))] as const;
  const shop = Object.fromEntries(await Promise.all([...ofOrders, "customers", "products", "sellers"].map(read)));
  shop.orders!.sort((a, b) => (a.order_purchase_timestamp! < b.order_purchase_timestamp! ? -1 : 1));
  return shop;
}

/** Writes the file of a drop, such as "_drop1", beside the first files, or "" for the first one itself. */
export const writeRows = (sandbox: Sandbox, shop: Shop, table: string, drop: string, rows: Rows) =>
  writeFile(join(sandbox.data, fileOf(table, drop)), csvFormat(rows, Object.keys(shop[table]![0]!)));

/** Writes the files of a drop: every row that hangs on the given orders, and none of tables that have none. */
export async function writeOrders(sandbox: Sandbox, shop: Shop, drop: string, orders: Rows): Promise<void> {
  const ids = new Set(orders.map((row) => row.order_id));
  const customers = new Set(orders.map((row) => row.customer_id));
  const files: [string, Rows][] = [
    ["customers", shop.customers!.filter((row) => customers.has(row.customer_id))],
    ["orders", orders],
    ...ofOrders.slice(1).map((table): [string, Rows] => [table, shop[table]!.filter((row) => ids.has(row.order_id))])
  ];
  for (const [table, rows] of files)
    if (rows.length > 0 || drop === "") await writeRows(sandbox, shop, table, drop, rows);
}
