import * as format from "../../src/components/format.ts";
import type {Report} from "./report.ts";

/** The totals of the whole data set, straight from the CSV files. */
export async function askTotals(report: Report) {
  const sums = await report.ask(`
    select
      (select count(*) from orders)::int as orders,
      (select count(*) from items)::int as items,
      (select sum(price::decimal(18, 2)) from items)::double as price,
      (select sum(freight_value::decimal(18, 2)) from items)::double as freight,
      (select sum(payment_value::decimal(18, 2)) from payments)::double as payments`);
  const persons = await report.ask(`
    with persons as (select count(*) as orders_count from orders join customers using (customer_id) group by customer_unique_id),
    deliveries as (
      select order_delivered_customer_date::date > order_estimated_delivery_date::date as is_late
      from orders where order_status = 'delivered' and order_delivered_customer_date <> '')
    select
      (select count(*) from persons)::int as customers,
      (select count(*) from persons where orders_count > 1)::int as repeat,
      (select count(*) from deliveries)::int as delivered,
      (select count(*) from deliveries where not is_late)::int as on_time`);
  const money = (value: unknown) => format.formatMoney(Number(value));
  const count = (value: unknown) => format.formatCount(Number(value));
  return {
    orders: count(sums.orders),
    items: count(sums.items),
    price: money(sums.price),
    freight: money(sums.freight),
    payments: money(sums.payments),
    customers: count(persons.customers),
    repeat: count(persons.repeat),
    on_time: `${count(persons.on_time)} of ${count(persons.delivered)}`
  };
}

const regions: Record<string, string> = {South: "PR RS SC"};

/** The headline figures of a URL's filters, straight from the CSV files. */
export async function askFiltered(report: Report, search: string) {
  const params = new URLSearchParams(search);
  const {from, to} = await askPeriod(report);
  const states = (params.get("region") ? regions[params.get("region")!]! : (params.get("state") ?? "")).split(" ");
  const where = [
    `order_purchase_timestamp >= '${params.get("from") ?? from}'`,
    `strftime(order_purchase_timestamp::timestamp, '%Y-%m') <= '${params.get("to") ?? to}'`,
    states[0] ? `customer_state in (${states.map((state) => `'${state}'`).join(", ")})` : "true",
    params.has("status") ? `order_status = '${params.get("status")}'` : "true"
  ].join(" and ");
  const row = await report.ask(`
    with chosen as (
      select orders.*, order_status = 'delivered' and order_delivered_customer_date <> '' as is_delivered,
        order_delivered_customer_date::date > order_estimated_delivery_date::date as is_late,
        epoch(order_delivered_customer_date::timestamp - order_purchase_timestamp::timestamp) / 86400 as days
      from orders join customers using (customer_id) where ${where}),
    sold as (
      select order_id, order_status, price::decimal(18, 2) as price, freight_value::decimal(18, 2) as freight
      from items join chosen using (order_id))
    select
      (select count(*) from chosen)::int as orders,
      (select sum(price + freight) from sold)::double as gmv,
      (select count(distinct order_id) from sold)::int as orders_with_items,
      (select sum(price) from sold where order_status not in ('canceled', 'unavailable'))::double as revenue,
      (select count(*) from chosen where is_delivered)::int as delivered,
      (select count(*) from chosen where is_delivered and is_late)::int as late,
      (select avg(days) from chosen where is_delivered) as days`);
  const number = (name: string) => Number(row[name]);
  return {
    orders: format.formatCount(number("orders")),
    gmv: format.formatShortMoney(number("gmv")),
    aov: format.formatMoney(number("gmv") / number("orders_with_items")),
    revenue: format.formatShortMoney(number("revenue")),
    days: format.formatDays(number("days")),
    on_time: format.formatPercent(1 - number("late") / number("delivered")),
    late: format.formatCount(number("late"))
  };
}

/** The default period, from the first to the last month with orders on nine days of ten. */
async function askPeriod(report: Report): Promise<{from: string; to: string}> {
  const row = await report.ask(`
    with months as (
      select strftime(order_purchase_timestamp::timestamp, '%Y-%m') as month,
        count(distinct order_purchase_timestamp::date) / max(day(last_day(order_purchase_timestamp::date))) as share
      from orders group by month)
    select min(month) as from_month, max(month) as to_month from months where share >= 0.9`);
  return {from: String(row.from_month), to: String(row.to_month)};
}
