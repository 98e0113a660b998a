import {formatCount, formatCounted, formatList, formatMonth, formatPercent, formatWholeMoney} from "./format.js";
import {divide, findGrowth, inPeriod, measure, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {describeGrowth, describePeriod, nothing} from "./words.js";

export const newCustomers = measure("new_customers_count");
export const repeatOrders = (row: Row) => Number(row.orders_count) - Number(row.new_customers_count);
export const repeatShare = (row: Row) => divide(repeatOrders(row), Number(row.orders_count));
export const repeatRate = measure("repeat_customers_count", "customers_count");
export const customerValue = measure("gmv", "customers_count");

/** The page in one sentence. */
export function answerCustomers(months: readonly MonthRow[]): string {
  const period = inPeriod(months);
  const orders = total(period, "orders_count");
  if (orders === 0) return nothing;
  const share = formatPercent(total(period, "new_customers_count") / orders);
  const lead = `${share} of the ${formatCounted(orders, "order")} ${describePeriod(months)} were their customer’s first`;
  const growth = findGrowth(months, newCustomers);
  if (!growth) return `${lead}.`;
  return `${lead}; ${formatMonth(growth.month)} brought ${formatCounted(growth.value, "new customer")}${describeGrowth(growth)}.`;
}

/** Of all persons, whatever the period: who bought again, and who bring most. */
export function answerSegments(segments: readonly Row[]): string {
  const customers = total(segments, "customers_count");
  if (customers === 0) return "No customer lives here.";
  const again = total(segments, "repeat_customers_count");
  const lead = `${formatCount(again)} of ${formatCounted(customers, "customer")} (${formatPercent(again / customers)}) bought again`;
  const gone = segments.find(({segment}) => segment === "CHURNED");
  if (!gone) return `${lead}; none counts as churned.`;
  return `${lead}; ${formatPercent(Number(gone.customers_count) / customers)} have not ordered for more than 180 days and count as churned.`;
}

/** How much the fifth of the customers that spends most brings; rows are by monetary score. */
export function answerValue(fifths: readonly Row[]): string {
  const gmv = total(fifths, "gmv");
  const top = fifths.filter(({score}) => score === 5);
  if (gmv === 0 || top.length === 0) return "None of these customers belongs to the fifth that spends most.";
  const share = formatPercent(total(top, "gmv") / gmv);
  const people = formatPercent(total(top, "customers_count") / total(fifths, "customers_count"));
  return `The ${people} of customers here with the highest score for value bring ${share} of the GMV, ${formatWholeMoney(customerValue(top[0]!))} each.`;
}

/** What share of cohorts came back in the months after, among cohorts observed that long. */
export function answerCohorts(returns: readonly Row[]): string {
  const shares = returns.filter((row) => row.share !== null).slice(0, 3);
  if (shares.length === 0) return "No cohort here has a complete month after its own.";
  const parts = shares.map((row) => `${formatPercent(Number(row.share))} in month ${String(row.months_since)}`);
  return `Of the customers observed that long, ${formatList(parts)} after the first order came back.`;
}
