import {listEarning, noItems, noRevenue} from "./earning.js";
import {capitalize, formatCounted, formatLabel, formatMonth, formatPercent, formatShortMoney} from "./format.js";
import {nameHour} from "./heatmap.js";
import {listLargest, nameTied} from "./leaders.js";
import {divide, findGrowth, inPeriod, measure, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {describeGrowth, describePeriod, nothing} from "./words.js";

/** The page in one sentence. */
export function answerSales(months: readonly MonthRow[]): string {
  const period = inPeriod(months);
  const orders = total(period, "orders_count");
  if (orders === 0) return nothing;
  const growth = findGrowth(months, measure("revenue"));
  if (total(period, "revenue") === 0)
    return `${formatCounted(orders, "order")} ${describePeriod(months)} brought no revenue.`;
  const sum = `Revenue came to ${formatShortMoney(total(period, "revenue"))} ${describePeriod(months)}`;
  if (!growth) return `${sum}; without a complete month there is no growth rate.`;
  if (period.length === 1) return `${sum}${describeGrowth(growth)}.`;
  return `${sum}; ${formatMonth(growth.month)} brought ${formatShortMoney(growth.value)}${describeGrowth(growth)}.`;
}

/** Hours are not known by category, so with one chosen the sentence says that it is about all. */
export function answerHours(rows: readonly Row[], category: string | null = null): string {
  const orders = total(rows, "orders_count");
  if (orders === 0) return nothing;
  const weekend = rows.filter(({weekday}) => Number(weekday) > 5);
  const share = formatPercent(total(weekend, "orders_count") / orders);
  const where = category === null ? "" : "Over all categories, ";
  return `${capitalize(`${where}${nameBusiest(rows)}`)}; Saturday and Sunday together bring ${share} of orders.`;
}

function nameBusiest(rows: readonly Row[]): string {
  const top = listLargest(rows, measureOrders);
  const [names, orders] = [nameTied(top, nameHour, "hours"), formatCounted(measureOrders(top[0]!), "order")];
  if (top.length === 1) return `the busiest hour of the week is ${names} with ${orders}`;
  return `${names} tie as the busiest hours of the week with ${orders} each`;
}

const measureOrders = (row: Row) => Number(row.orders_count);

/** What the orders of each status bring. */
export function answerStatuses(rows: readonly Row[]): string {
  const orders = total(rows, "orders_count");
  if (orders === 0) return nothing;
  const lost = rows.filter(({order_status}) => order_status === "canceled" || order_status === "unavailable");
  const share = divide(total(lost, "orders_count"), orders);
  const [first] = rows.toSorted((a, b) => Number(b.orders_count) - Number(a.orders_count)) as [Row];
  const most = `${formatPercent(divide(Number(first.orders_count), orders))} of orders are ${formatLabel(String(first.order_status)).toLowerCase()}`;
  if (first.order_status === "canceled" || first.order_status === "unavailable" || rows.length === 1) return `${most}.`;
  return `${most}; ${formatPercent(share)} are canceled or unavailable and bring no revenue.`;
}

/** Rows come by revenue, the highest first; orders without items have no category. */
export function answerCategories(rows: readonly Row[], orders: number): string {
  const revenue = total(rows, "revenue");
  const earning = listEarning(rows);
  if (rows.length === 0) return orders === 0 ? nothing : noItems;
  if (revenue === 0) return noRevenue;
  if (earning.length === 1)
    return `All revenue here, ${formatShortMoney(revenue)}, comes from ${nameCategory(earning[0]!)}.`;
  const lead = describeLeader(earning, revenue);
  if (earning.length < 6) return `${lead}.`;
  const five = formatPercent(divide(total(earning.slice(0, 5), "revenue"), revenue));
  return `${lead}; the top five of ${earning.length} categories bring ${five}.`;
}

function describeLeader(earning: readonly Row[], revenue: number): string {
  const top = listLargest(earning, (row) => Number(row.revenue));
  const [sum, share] = [Number(top[0]!.revenue), divide(Number(top[0]!.revenue), revenue)];
  const each = top.length > 1 ? " each" : "";
  const name = nameTied(top, nameCategory, "categories");
  return `${name} ${each ? "lead" : "leads"} with ${formatShortMoney(sum)}, ${formatPercent(share)} of revenue${each}`;
}

const nameCategory = (row: Row) => formatLabel(String(row.category));

/** The largest rows, and one more for the sum of the rest. */
export function topCategories(rows: readonly Row[], size: number): Row[] {
  if (rows.length <= size + 1) return [...rows];
  const rest = rows.slice(size);
  const others = {
    is_rest: true,
    category: `${rest.length} others`,
    revenue: total(rest, "revenue"),
    items_count: total(rest, "items_count")
  };
  return [...rows.slice(0, size), others];
}
