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
  const first = total(period, "new_customers_count");
  const lead =
    orders === 1
      ? `The one order ${describePeriod(months)} was ${first === 1 ? "its customer’s first" : "a repeat order"}`
      : `${formatPercent(first / orders)} of the ${formatCounted(orders, "order")} ${describePeriod(months)} were their customer’s first`;
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

/** What share of cohorts came back in the months after, among cohorts observed that long; names the region where not the filter does. */
export function answerCohorts(returns: readonly Row[], region: string | null = null): string {
  const shares = returns.filter((row) => row.share !== null).slice(0, 3);
  if (shares.length === 0) return "No cohort here has a complete month after its own.";
  const who = `the customers ${region === null ? "" : `in the ${region} `}observed that long`;
  const months = formatList(shares.map((row) => String(row.months_since)));
  if (shares.every((row) => Number(row.share) === 0))
    return `None of ${who} came back in ${shares.length === 1 ? "month" : "months"} ${months} after the first order.`;
  const parts = shares.map((row) => `${formatPercent(Number(row.share))} in month ${String(row.months_since)}`);
  return `Of ${who}, ${formatList(parts)} after the first order came back.`;
}

/** How soon those who came back did; rows are weeks from the first order to the second, `bin`, in their order. */
export function answerReturns(weeks: readonly Row[]): string {
  const customers = total(weeks, "customers_count");
  if (customers === 0) return "Nobody whose first order lies here has come back.";
  const share = (count: number) => formatPercent(count / customers);
  const day = share(total(weeks, "within_a_day_count"));
  const half = weeks.find((_, i) => total(weeks.slice(0, i + 1), "customers_count") >= customers / 2)!;
  const span = half.bin === 0 ? "a week" : `${formatCount(Number(half.bin) + 1)} weeks`;
  if (customers === 1) return `The 1 customer who came back did so within ${span} of the first order.`;
  return `Of the ${formatCount(customers)} customers who came back, ${day} did so within a day of the first order, and half within ${span}.`;
}

/** What share of the customers spent little, and what those who spent much bring; rows are bands of GMV. */
export function answerSpending(bands: readonly Row[], little = 100, much = 500): string {
  const customers = total(bands, "customers_count");
  if (customers === 0) return "No customer lives here.";
  const gmv = total(bands, "gmv");
  const low = bands.filter((row) => Number(row.spending_band) < little);
  const high = bands.filter((row) => Number(row.spending_band) >= much);
  const few = `${formatPercent(total(low, "customers_count") / customers)} of customers spent less than ${formatWholeMoney(little)} so far`;
  const count = total(high, "customers_count");
  if (count === 0) return `${few}, and none ${formatWholeMoney(much)} or more.`;
  return `${few}; the ${formatPercent(count / customers)} who spent ${formatWholeMoney(much)} or more bring ${formatPercent(total(high, "gmv") / gmv)} of the GMV.`;
}
