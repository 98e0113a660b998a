import {join} from "node:path";
import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {projectDir} from "./project.ts";

const files = {
  orders: "olist_orders_dataset.csv",
  customers: "olist_customers_dataset.csv",
  items: "olist_order_items_dataset.csv",
  payments: "olist_order_payments_dataset.csv",
  reviews: "olist_order_reviews_dataset.csv",
  products: "olist_products_dataset.csv",
  sellers: "olist_sellers_dataset.csv",
  translation: "product_category_name_translation.csv"
};

/** The input files in a DuckDB of their own, as text, that none of the project's models has touched. */
export class InputFiles {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(dir: string): Promise<InputFiles> {
    const connection = await (await DuckDBInstance.create()).connect();
    const read = (path: string) => `select * from read_csv('${path}', header = true, all_varchar = true)`;
    for (const [name, file] of Object.entries(files))
      await connection.run(`create table ${name} as ${read(join(dir, file))}`);
    await connection.run(`create table states as ${read(join(projectDir, "seeds/brazil_states.csv"))}`);
    await connection.run(placed);
    return new InputFiles(connection);
  }

  /**
   * Makes the views of a URL's filters: `chosen` orders, those of any status `here_then` and those with an item of the category `asked`, what the chosen `sold`, how they were `paid` and `rated`; of all the data, the items of the
   * category `offered`; the items `supplied` by sellers of the region and state, and of them those of the period, `supplied_then`; and the
   * chosen seller's, or that of the highest revenue, `own`.
   */
  async choose(search: string): Promise<void> {
    const params = new URLSearchParams(search);
    const equals = (column: string, name: string) => (params.has(name) ? `${column} = '${params.get(name)}'` : "true");
    const month = (name: string, pick: string) =>
      params.has(name) ? `'${params.get(name)}'` : `(select ${pick}(month) from complete_months)`;
    await this.connection.run(`
      create or replace view here_then as select * from placed
      where month between ${month("from", "min")} and ${month("to", "max")}
        and ${equals("region", "region")} and ${equals("state", "state")};
      create or replace view chosen as select * from here_then where ${equals("order_status", "status")}`);
    const category = `order_id in (select order_id from bought where ${equals("category", "category")})`;
    await this.connection.run(
      `create or replace view asked as select * from chosen where ${params.has("category") ? category : "true"}`
    );
    await this.connection.run(`
      create or replace view sold as select * from bought semi join chosen using (order_id)
      where ${equals("category", "category")}`);
    await this.connection.run(`
      create or replace view offered as select * from bought join placed using (order_id) where ${equals("category", "category")};
      create or replace view supplied as
      select bought.*, placed.* exclude (order_id, state, region)
      from bought join placed using (order_id) join states on seller_state = states.state
      where ${equals("states.region", "region")} and ${equals("seller_state", "state")};
      create or replace view supplied_then as select * from supplied
      where month between ${month("from", "min")} and ${month("to", "max")};
      create or replace view own as select * from bought join placed using (order_id)
      where seller_id = (select seller_id from numbered order by ${equals("seller_key", "seller")} desc, revenue desc limit 1)`);
    await this.connection.run("create or replace view paid as select * from settled semi join chosen using (order_id)");
    await this.connection.run(
      "create or replace view rated as select * from answered semi join chosen using (order_id)"
    );
  }

  /** The value of a query's first row and column. */
  async ask(sql: string): Promise<unknown> {
    const result = await this.connection.runAndReadAll(sql);
    return result.getRowsJson()[0]?.[0] ?? undefined;
  }

  /** All rows of a query; dates as text. */
  async rows(sql: string): Promise<Record<string, unknown>[]> {
    const result = await this.connection.runAndReadAll(sql);
    return result.getRowObjectsJson();
  }

  close(): void {
    this.connection.closeSync();
  }
}

/** Typed, under names of their own; a month is text such as "2018-08". */
const placed = `
  create table placed as
  select order_id, customer_unique_id, order_status, customer_state as state, region,
    customer_city as city, customer_zip_code_prefix as zip_prefix,
    order_purchase_timestamp::timestamp as purchased_at, strftime(purchased_at, '%Y-%m') as month,
    order_approved_at::timestamp as approved_at, order_delivered_carrier_date::timestamp as carrier_at,
    order_delivered_customer_date::timestamp as delivered_at, order_estimated_delivery_date::date as estimated_date,
    order_status = 'delivered' and delivered_at is not null as is_delivered,
    is_delivered and delivered_at::date > estimated_date as is_late,
    case when is_delivered then epoch(delivered_at - purchased_at) / 86400 end as days_to_deliver,
    order_status not in ('canceled', 'unavailable') as brings_revenue,
    row_number() over (partition by customer_unique_id order by purchased_at, order_id) as order_number
  from orders join customers using (customer_id) left join states on customer_state = state;

  create view complete_months as
  select month from placed group by month
  having count(distinct purchased_at::date) >= 0.9 * max(day(last_day(purchased_at::date)));

  create table bought as
  select items.order_id, order_item_id::int as item_number, product_id, seller_id, seller_state, shipping_limit_date::timestamp as shipping_limit_at,
    price::decimal(18, 2) as price, freight_value::decimal(18, 2) as freight, product_weight_g::double as weight_g,
    product_photos_qty::int as photos_count,
    coalesce(product_category_name_english, nullif(product_category_name, ''), 'unknown') as category
  from items left join products using (product_id) left join translation using (product_category_name)
    left join sellers using (seller_id);

  create table settled as
  select order_id, payment_sequential::int as payment_sequential, payment_type as payment_method,
    payment_installments::int as instalments, payment_value::decimal(18, 2) as payment_value
  from payments;

  create table answered as
  select review_id, order_id, review_score::int as review_score, review_comment_message as comment,
    review_creation_date::timestamp as created_at, review_answer_timestamp::timestamp as answered_at
  from reviews;

  create table numbered as
  select row_number() over (order by seller_id) as seller_key, seller_id,
    (select sum(price) from bought join placed using (order_id) where seller_id = sellers.seller_id and brings_revenue) as revenue
  from sellers;
`;
