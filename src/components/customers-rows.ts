import {group, range} from "d3";
import {divide, total} from "./months.js";
import type {Row} from "./rows.js";

const sums = ["customers_count", "repeat_customers_count", "orders_count", "gmv", "recency_days_sum"];
const order = ["NEW", "ONE_TIME", "REGULAR", "LOYAL", "VIP", "CHURNED"];
const rfmOrder = ["Champions", "Loyalists", "Potential Loyalists", "At-Risk", "Lost"];

/** The life-cycle segments in the order of a customer's life. */
export function sumSegments(rows: readonly Row[]): Row[] {
  return sumBy(rows, "segment").sort((a, b) => order.indexOf(String(a.segment)) - order.indexOf(String(b.segment)));
}

export function sumRfm(rows: readonly Row[]): Row[] {
  return sumBy(rows, "rfm_name").sort(
    (a, b) => rfmOrder.indexOf(String(a.rfm_name)) - rfmOrder.indexOf(String(b.rfm_name))
  );
}

/** Customers by their score for value, the lowest first. */
export function sumFifths(rows: readonly Row[]): Row[] {
  const fifths = sumBy(rows, "monetary_score").map((row) => ({...row, score: row.monetary_score!}));
  return fifths.sort((a, b) => Number(a.score) - Number(b.score));
}

/** Customers by their scores for recency and for value. */
export function sumGrid(rows: readonly Row[]): Row[] {
  const cells = group(rows, (row) => `${row.recency_score} ${row.monetary_score}`);
  return [...cells.values()].map((cell) => ({
    recency: cell[0]!.recency_score!,
    value: cell[0]!.monetary_score!,
    customers_count: total(cell, "customers_count"),
    gmv: total(cell, "gmv")
  }));
}

/** For each month since the first order, the share of the customers of cohorts observed that long who ordered in it. */
export function sumReturns(cohorts: readonly Row[]): Row[] {
  const bySince = group(cohorts, (row) => Number(row.months_since));
  const last = Math.max(0, ...bySince.keys());
  return range(1, last + 1).map((since) => {
    const rows = bySince.get(since) ?? [];
    return {
      months_since: since,
      customers_count: total(rows, "customers_count"),
      observed_count: total(rows, "cohort_customers_count"),
      share: divide(total(rows, "customers_count"), total(rows, "cohort_customers_count"))
    };
  });
}

function sumBy(rows: readonly Row[], key: string): Row[] {
  return [...group(rows, (row) => row[key])].map(([value, group]) => ({
    [key]: value!,
    ...Object.fromEntries(sums.map((name) => [name, total(group, name)]))
  }));
}
