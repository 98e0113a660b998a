import type {State} from "./catalog.js";
import {listEarning, noRevenue} from "./earning.js";
import {
  formatCount,
  formatCounted,
  formatDays,
  formatList,
  formatMoney,
  formatMonth,
  formatPercent,
  formatPoints,
  formatScore,
  formatShortMoney
} from "./format.js";
import {listLargest, nameTied} from "./leaders.js";
import {divide, findGrowth, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {choose, describeChange, describeGrowth, describePeriod, nothing} from "./words.js";

type Months = readonly MonthRow[];

export const orderValue = measure("gmv", "orders_with_items_count");

/** The page in one sentence. */
export function answerHome(months: Months): string {
  const period = inPeriod(months);
  const orders = total(period, "orders_count");
  if (orders === 0) return nothing;
  const onTime = rateOnTime(period);
  const delivered = onTime === null ? "none was delivered" : `${formatPercent(onTime)} of those delivered came on time`;
  const count = orders === 1 ? "One order" : `${formatCount(orders)} orders`;
  return `${count} worth ${formatShortMoney(total(period, "gmv"))} were placed ${describePeriod(months)}; ${delivered}.`.replace(
    /^(One order .*) were placed/,
    "$1 was placed"
  );
}

export function answerRevenue(months: Months): string {
  if (total(inPeriod(months), "orders_count") === 0) return nothing;
  const growth = findGrowth(months, measure("revenue"));
  if (!growth)
    return `Revenue ${describePeriod(months)} was ${formatShortMoney(total(inPeriod(months), "revenue"))}; without a complete month there is no growth rate.`;
  return `Revenue was ${formatShortMoney(growth.value)} in ${formatMonth(growth.month)}${describeGrowth(growth)}.`;
}

export function answerGmv(months: Months): string {
  const period = inPeriod(months);
  if (total(period, "orders_count") === 0) return nothing;
  const best = listLargest(period, (row) => Number(row.gmv));
  const sum = `Gross merchandise value came to ${formatShortMoney(total(period, "gmv"))} ${describePeriod(months)}`;
  const most = Number(best[0]!.gmv);
  if (period.length === 1 || most === 0) return `${sum}.`;
  const names = nameTied(best, ({month}) => formatMonth(month), "months");
  if (best.length > 1) return `${sum}; ${names} tie as the strongest with ${formatShortMoney(most)} each.`;
  return `${sum}; the strongest month was ${names} with ${formatShortMoney(most)}.`;
}

/** A proxy: the data has no marketing spend. */
export function answerCustomers(months: Months): string {
  const period = inPeriod(months);
  const missing =
    "The data holds no marketing spend, so the cost of a new customer is shown by a proxy, freight waived on first orders";
  const cost = rate(period, "freight_waived", "new_customers_count");
  if (cost === null) return `${missing}; no customer placed a first order ${describePeriod(months)}.`;
  const growth = findGrowth(months, measure("new_customers_count"));
  const arrived = growth
    ? `${formatCounted(growth.value, "new customer")} arrived in ${formatMonth(growth.month)}${describeGrowth(growth)}`
    : `${formatCounted(total(period, "new_customers_count"), "new customer")} arrived ${describePeriod(months)}`;
  return `${missing}: ${formatMoney(cost)} each; ${arrived}.`;
}

export function answerOrderValue(months: Months): string {
  const period = inPeriod(months);
  const mean = rate(period, "gmv", "orders_with_items_count");
  if (mean === null)
    return total(period, "orders_count") === 0
      ? nothing
      : "None of these orders has items, so there is no average order value.";
  const growth = findGrowth(months, orderValue);
  const change = growth?.yearBefore ?? growth?.previous;
  const sentence = `The average order was worth ${formatMoney(mean)} ${describePeriod(months)}`;
  if (!growth || !change) return `${sentence}.`;
  return `${sentence}; in ${formatMonth(growth.month)} it was ${formatMoney(growth.value)}, ${describeChange(change)}.`;
}

export function answerDelivery(period: readonly Row[]): string {
  const days = rate(period, "days_to_deliver_sum", "delivered_count");
  const promised = rate(period, "promised_days_sum", "delivered_count");
  if (days === null || promised === null) return "None of these orders was delivered.";
  const gap = promised - days;
  const against = choose(gap, [`${formatDays(gap)} sooner than`, `${formatDays(-gap)} later than`, "the same as"]);
  return `Delivery takes ${formatDays(days)} on average, ${against} the ${formatDays(promised)} promised; ${formatPercent(rateOnTime(period))} of deliveries arrive on time.`;
}

/** A proxy: the data has no net promoter survey. */
export function answerSatisfaction(period: readonly Row[]): string {
  const missing = "The data holds no net promoter survey";
  const reviews = total(period, "reviews_count");
  if (reviews === 0) return `${missing}, and none of these orders has a review to stand for one.`;
  const score = formatScore(rate(period, "review_score_sum", "reviews_count"));
  return `${missing}; its proxy from review scores is ${formatPoints(promoterScore(period))}, with a mean score of ${score} out of 5 over ${formatCounted(reviews, "review")}.`;
}

export function answerStates(rows: readonly Row[], states: readonly State[]): string {
  const revenue = total(rows, "revenue");
  const name = (row: Row) => states.find(({state}) => state === row.state)?.name ?? String(row.state);
  const earning = listEarning(rows);
  if (rows.length === 0) return nothing;
  if (earning.length === 0) return noRevenue;
  const top = listLargest(earning, (row) => Number(row.revenue));
  if (earning.length === 1) return `All revenue here, ${formatShortMoney(revenue)}, comes from ${name(top[0]!)}.`;
  const share = (part: readonly Row[]) => formatPercent(divide(total(part, "revenue"), revenue));
  const names = nameTied(top, name, "states");
  const lead =
    top.length > 1 ? `${names} bring ${share([top[0]!])} of revenue each` : `${names} brings ${share(top)} of revenue`;
  if (top.length === earning.length) return `${lead}.`;
  if (earning.length < 4)
    return `${lead}, the largest ${top.length > 1 ? "shares" : "share"} of ${earning.length} states.`;
  return `${lead}; ${formatList(earning.slice(0, 3).map(name))} together bring ${share(earning.slice(0, 3))}.`;
}

/** Promoters less detractors, in points out of 100. */
export function promoterScore(rows: readonly Row[]): number | null {
  const score = divide(total(rows, "promoters_count") - total(rows, "detractors_count"), total(rows, "reviews_count"));
  return score === null ? null : 100 * score;
}

export function rateOnTime(rows: readonly Row[]): number | null {
  const late = rate(rows, "late_count", "delivered_count");
  return late === null ? null : 1 - late;
}
