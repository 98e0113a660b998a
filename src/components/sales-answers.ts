import {formatCounted, formatLabel, formatMonth, formatPercent, formatShortMoney} from "./format.js";
import {nameHour} from "./heatmap.js";
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
  const top = rows.toSorted((a, b) => Number(b.orders_count) - Number(a.orders_count))[0]!;
  const weekend = rows.filter(({weekday}) => Number(weekday) > 5);
  const share = formatPercent(total(weekend, "orders_count") / orders);
  return `${category === null ? "The" : "Over all categories, the"} busiest hour of the week is ${nameHour(top)} with ${formatCounted(Number(top.orders_count), "order")}; Saturday and Sunday together bring ${share} of orders.`;
}

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

export function answerCategories(rows: readonly Row[]): string {
  const revenue = total(rows, "revenue");
  const earning = rows.filter((row) => Number(row.revenue) > 0);
  if (rows.length === 0) return nothing;
  if (revenue === 0) return "These orders brought no revenue.";
  const [first] = earning as [Row];
  if (earning.length === 1)
    return `All revenue here, ${formatShortMoney(revenue)}, comes from ${formatLabel(String(first.category))}.`;
  const lead = `${formatLabel(String(first.category))} leads with ${formatShortMoney(Number(first.revenue))}, ${formatPercent(divide(Number(first.revenue), revenue))} of revenue`;
  if (earning.length < 6) return `${lead}.`;
  const five = formatPercent(divide(total(earning.slice(0, 5), "revenue"), revenue));
  return `${lead}; the top five of ${earning.length} categories bring ${five}.`;
}

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
