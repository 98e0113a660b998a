import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {expect} from "vitest";

const tables = {
  customers: "olist_customers_dataset",
  geolocation: "olist_geolocation_dataset",
  items: "olist_order_items_dataset",
  payments: "olist_order_payments_dataset",
  reviews: "olist_order_reviews_dataset",
  orders: "olist_orders_dataset",
  products: "olist_products_dataset",
  sellers: "olist_sellers_dataset",
  translation: "product_category_name_translation"
};

export interface DemoTables {
  run: (sql: string) => Promise<unknown>;
  /** The first row of a query, its numbers as numbers. */
  row: (sql: string) => Promise<number[]>;
  count: (table: string, condition?: string) => Promise<number>;
  share: (table: string, condition: string) => Promise<number>;
}

/** The nine files of a folder as tables, and `deliveries`: orders with their customer and times. */
export async function openDemo(folder: string): Promise<DemoTables> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const [table, file] of Object.entries(tables))
    await connection.run(
      `create table ${table} as
      from read_csv('${join(folder, file)}.csv', header = true, nullstr = '')`
    );
  await connection.run(
    `create view deliveries as
    select
      *,
      order_purchase_timestamp as purchased_at,
      order_delivered_customer_date::date > order_estimated_delivery_date::date as is_late,
      epoch(order_delivered_customer_date - order_purchase_timestamp) / 86400 as days
    from orders inner join customers using (customer_id)`
  );
  const row = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS()[0]!.map(Number);
  return {
    run: (sql) => connection.run(sql),
    row,
    count: async (table, condition = "true") => (await row(`select count(*) from ${table} where ${condition}`))[0]!,
    share: async (table, condition) => (await row(`select avg((${condition})::int) from ${table}`))[0]!
  };
}

export function expectWithin(value: number, low: number, high: number) {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}
