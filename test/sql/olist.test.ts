import {existsSync} from "node:fs";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Row} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {buildWarehouse} from "../../src/data/pipeline/pipeline.ts";
import {query} from "../../src/data/pipeline/query.ts";
import type {Settings} from "../../src/data/pipeline/settings.ts";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";

const folder = resolve(process.env.OLIST_DATA_DIR || "../shared/olist");
const isThere = existsSync(join(folder, "olist_orders_dataset.csv"));
const title = isThere ? "the Olist files" : `the Olist files (skipped: none in ${folder}; set OLIST_DATA_DIR)`;

const silent = () => undefined;
const effects = {now: () => new Date(), log: {step: silent, progress: silent, warn: silent}};

describe.skipIf(!isThere)(title, () => {
  let settings: Settings;
  let files: Database;

  beforeAll(async () => {
    const warehouse = await mkdtemp(join(tmpdir(), "olist-"));
    settings = resolveSettings({data: folder}, {OLIST_WAREHOUSE_DIR: warehouse});
    await buildWarehouse(settings, {}, effects);
    files = await Database.open();
  });

  afterAll(async () => {
    files.close();
    await rm(settings.warehouseDir, {recursive: true});
  });

  const ask = async (sql: string) => (await query(settings, sql, effects)).rows as Row[];

  /** Asks the CSV files themselves; a name in braces stands for its file. */
  async function askFiles(sql: string): Promise<Row[]> {
    const session = await files.connect();
    const read = (_: string, name: string) =>
      `read_csv('${folder}/olist_${name}_dataset.csv', all_varchar = true, header = true)`;
    return session.rows(sql.replace(/\{(\w+)\}/g, read));
  }

  it("are never compared row by row: no model of the core or below it needs a nested loop", async () => {
    for (const layer of ["intermediate", "core"]) {
      for (const name of await findFiles(`sql/${layer}`, /\.sql$/)) {
        const plan = JSON.stringify(await ask(`explain ${await readFile(`sql/${layer}/${name}`, "utf8")}`));
        expect(plan, name).toMatch(/SCAN/);
        expect(plan, name).not.toMatch(/NL_JOIN|NESTED_LOOP/);
      }
    }
  });

  it("give the published totals", async () => {
    const [orders] = await ask(`
      select count(*)::int as orders, sum(items_count)::int as items, sum(price) as price, sum(freight) as freight,
        sum(payment_value) as payment_value, count(*) filter (where is_delivered)::int as delivered,
        count(*) filter (where not is_late)::int as on_time
      from core.fact_orders`);
    expect(orders).toEqual({
      orders: 99441,
      items: 112650,
      price: 13591643.7,
      freight: 2251909.54,
      payment_value: 16008872.12,
      delivered: 96470,
      on_time: 89936
    });
    const [persons] = await ask(`
      select count(*)::int as persons, count(*) filter (where orders_count >= 2)::int as repeat_customers
      from core.dim_customer where is_current`);
    expect(persons).toEqual({persons: 96096, repeat_customers: 2997});
  });

  it("agree with the CSVs on money, by status", async () => {
    const expected = await askFiles(`
      select order_status, sum(price::decimal(18, 2)) as price, sum(freight_value::decimal(18, 2)) as freight
      from {orders} inner join {order_items} using (order_id) group by all order by all`);
    const actual = await ask(`
      select order_status, sum(price) as price, sum(freight) as freight
      from marts.mart_orders_monthly where items_count > 0 group by all order by all`);
    expect(expected.length).toBeGreaterThan(5);
    expect(actual).toEqual(expected);
  });

  it("agree with the CSVs on lateness and days to deliver, by state", async () => {
    const expected = await askFiles(`
      select customer_state as state, count(*)::int as delivered,
        count(*) filter (where order_delivered_customer_date::date > order_estimated_delivery_date::timestamp::date)::int as late,
        round(avg(date_diff('second', order_purchase_timestamp::timestamp, order_delivered_customer_date::timestamp) / 86400), 5) as days
      from {orders} inner join {customers} using (customer_id)
      where order_status = 'delivered' and order_delivered_customer_date is not null group by all order by all`);
    const actual = await ask(`
      select state, sum(delivered_count)::int as delivered, sum(late_count)::int as late,
        round(sum(days_to_deliver_sum) / sum(delivered_count), 5) as days
      from marts.mart_orders_monthly where delivered_count > 0 group by all order by all`);
    expect(expected).toHaveLength(27);
    expect(actual.map(({state, delivered, late}) => [state, delivered, late])).toEqual(
      expected.map(({state, delivered, late}) => [state, delivered, late])
    );
    actual.forEach(({days}, i) => expect(days).toBeCloseTo(expected[i]!.days as number, 4));
  });

  it("agree with the CSVs on the payment method of orders", async () => {
    const expected = await askFiles(`
      with methods as (
        select order_id, payment_type, sum(payment_value::decimal(18, 2)) as value, min(payment_sequential::int) as first
        from {order_payments} group by all
      )
      select method as payment_method, count(*)::int as orders
      from (select max_by(payment_type, (value, -first)) as method from methods group by order_id) group by all order by all`);
    const actual = await ask(
      "select payment_method, count(*)::int as orders from core.fact_orders where payment_method is not null group by all order by all"
    );
    expect(actual).toEqual(expected);
  });

  it("give 250 persons who moved, and orders that stand on the address they went to", async () => {
    const [{moved}] = (await ask(
      "select count(distinct person_key)::int as moved from core.dim_customer where not is_current"
    )) as [Row];
    expect(moved).toBe(250);
    const wrong = await ask(`
      select order_key from core.fact_orders
      inner join core.dim_customer using (customer_key)
      inner join staging.stg_orders using (order_id)
      inner join staging.stg_customers as customers using (customer_id)
      where customers.zip_prefix <> dim_customer.zip_prefix or customers.customer_unique_id <> dim_customer.customer_unique_id`);
    expect(wrong).toEqual([]);
  });

  it("show the source's defects as flags", async () => {
    const [flags] = await ask(`
      select
        (select count(*)::int from staging.stg_products where is_uncategorized) as uncategorized,
        (select count(*)::int from core.dim_category where not is_translated) as untranslated,
        (select count(*)::int from core.fact_payments where is_instalments_corrected) as corrected,
        (select count(*)::int from core.fact_orders where has_negative_leg) as negative_legs,
        (select count(*)::int from core.fact_orders where items_count = 0) as without_items,
        (select count(*)::int from core.fact_orders where payments_count = 0) as without_payment`);
    expect(flags).toEqual({
      uncategorized: 610,
      untranslated: 3,
      corrected: 2,
      negative_legs: 1382,
      without_items: 775,
      without_payment: 1
    });
  });

  it("agree with the CSVs on cohorts: who of a first month ordered again, months later", async () => {
    const expected = await askFiles(`
      with months as (
        select customer_unique_id as person, date_trunc('month', order_purchase_timestamp::timestamp)::date as month
        from {orders} inner join {customers} using (customer_id)
      )
      select cohort::varchar as cohort, date_diff('month', cohort, month)::int as since, count(distinct person)::int as persons
      from (select *, min(month) over (partition by person) as cohort from months) group by all order by all`);
    const actual = await ask(`
      select cohort_month::varchar as cohort, months_since as since, sum(customers_count)::int as persons
      from marts.mart_cohort_analysis group by all having sum(customers_count) > 0 order by all`);
    expect(expected.length).toBeGreaterThan(200);
    expect(actual).toEqual(expected);
  });

  it("agree with the CSVs on recency scores and repeat customers", async () => {
    const expected = await askFiles(`
      with persons as (
        select customer_unique_id, count(*) as orders, max(order_purchase_timestamp::timestamp::date) as last_date
        from {orders} inner join {customers} using (customer_id) group by all
      ),
      ranked as (
        select *, (select count(*) from persons as other where other.last_date < dates.last_date) as before
        from (select distinct last_date from persons) as dates
      )
      select least(1 + floor(5.0 * before / (select count(*) - 1 from persons)), 5)::int as score, count(*)::int as persons,
        count(*) filter (where orders > 1)::int as repeaters
      from persons inner join ranked using (last_date) group by all order by all`);
    const actual = await ask(`
      select recency_score as score, sum(customers_count)::int as persons, sum(repeat_customers_count)::int as repeaters
      from marts.mart_customer_analytics group by all order by all`);
    expect(expected).toHaveLength(5);
    expect(actual).toEqual(expected);
  });

  it("agree with the CSVs on ABC classes", async () => {
    const expected = await askFiles(`
      with products as (
        select product_id, coalesce(sum(price::decimal(18, 2)) filter (where order_status not in ('canceled', 'unavailable')), 0) as revenue
        from {orders} inner join {order_items} using (order_id) group by all
      ),
      cumulated as (
        select revenue, sum(revenue) over (order by revenue desc, product_id) - revenue as before, sum(revenue) over () as total
        from products
      )
      select case when before < 0.8 * total then 'A' when before < 0.95 * total then 'B' else 'C' end as class,
        count(*)::int as products, sum(revenue) as revenue
      from cumulated group by all order by all`);
    const actual = await ask(`
      select abc_class as class, count(*)::int as products, sum(revenue) as revenue
      from marts.mart_product_performance group by all order by all`);
    expect(expected).toHaveLength(3);
    expect(actual).toEqual(expected);
  });

  it("agree with the CSVs on each seller's orders, late deliveries and kept deadlines", async () => {
    const expected = await askFiles(`
      with seller_orders as (
        select seller_id, order_id, count(*) as items,
          count(*) filter (where order_delivered_carrier_date::timestamp <= shipping_limit_date::timestamp) as kept,
          any_value(order_status = 'delivered' and order_delivered_customer_date::date > order_estimated_delivery_date::date) as late
        from {orders} as o inner join {order_items} as i using (order_id) group by all
      )
      select seller_id, count(*)::int as orders, sum(items)::int as items, sum(kept)::int as kept,
        count(*) filter (where late)::int as late
      from seller_orders group by all order by all`);
    const actual = await ask(`
      select seller_id, orders_count as orders, items_count as items, deadline_kept_count as kept, late_count as late
      from marts.mart_seller_scorecard inner join core.dim_seller using (seller_key) order by all`);
    expect(expected).toHaveLength(3095);
    expect(actual).toEqual(expected);
  });

  it("agree with the CSVs on payments, by method and state", async () => {
    const expected = await askFiles(`
      select payment_type as method, customer_state as state, count(*)::int as payments, sum(payment_value::decimal(18, 2)) as value
      from {order_payments} inner join {orders} using (order_id) inner join {customers} using (customer_id) group by all order by all`);
    const actual = await ask(`
      select payment_method as method, state, sum(payments_count)::int as payments, sum(payment_value) as value
      from marts.mart_payment_performance group by all order by all`);
    expect(expected.length).toBeGreaterThan(100);
    expect(actual).toEqual(expected);
  });

  it("agree with the CSVs on instalments still open at the end of 2017", async () => {
    const [expected] = await askFiles(`
      select round(sum(payment_value::double * greatest(n - elapsed, 0) / n), 2) as open
      from (
        select payment_value, greatest(payment_installments::int, 1) as n,
          date_diff('month', order_purchase_timestamp::timestamp, timestamp '2017-12-01') as elapsed
        from {order_payments} inner join {orders} using (order_id)
        where payment_type = 'credit_card' and order_purchase_timestamp < '2018-01-01'
      )`);
    const [actual] = await ask(
      "select open_receivables as open from marts.mart_financial_performance where month = '2017-12-01'"
    );
    expect(actual!.open).toBeCloseTo(expected!.open as number, 1);
  });

  it("agree with the CSVs on what each region's sellers ship to each state", async () => {
    const expected = await askFiles(`
      select seller_state, customer_state, count(*)::int as items, sum(freight_value::decimal(18, 2)) as freight
      from {order_items} inner join {orders} using (order_id) inner join {customers} using (customer_id) inner join {sellers} using (seller_id)
      where seller_state in ('PR', 'SC', 'RS') group by all order by all`);
    const [lanes] = await ask(
      "select sum(items_count)::int as items, sum(freight) as freight from marts.mart_delivery_metrics where seller_region = 'South'"
    );
    const sum = (name: string) => expected.reduce((total, row) => total + (row[name] as number), 0);
    expect(lanes!.items).toBe(sum("items"));
    expect(lanes!.freight).toBeCloseTo(sum("freight"), 2);
  });

  it("agree with the CSVs on the origin of leads and sellers", async () => {
    const expected = await askFiles(`
      select coalesce(origin, 'unknown') as origin, count(*)::int as leads, count(deals.mql_id)::int as won
      from {marketing_qualified_leads} as leads left join {closed_deals} as deals using (mql_id) group by all order by all`);
    const actual = await ask(`
      select lead_origin as origin, sum(leads_count)::int as leads, sum(won_count)::int as won
      from marts.mart_lead_funnel group by all order by all`);
    expect(actual).toEqual(expected);
    const [known] = await ask("select count(lead_origin)::int as sellers from core.dim_seller");
    expect(known).toEqual({sellers: 295});
  });
});
