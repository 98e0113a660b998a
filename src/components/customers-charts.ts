import {bandBars} from "./band-chart.js";
import type {ChartOptions} from "./chart.js";
import type {Choice} from "./choice.js";
import {cohortHeatmap} from "./cohort-chart.js";
import {customerValue, newCustomers, repeatOrders, repeatShare} from "./customers-answers.js";
import * as format from "./format.js";
import {histogram} from "./histogram.js";
import {matrix} from "./matrix-chart.js";
import {monthLines, monthStack} from "./month-charts.js";
import {divide, measure, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";

type Options = Pick<ChartOptions, "width" | "source">;

export function ordersByKind(months: readonly MonthRow[], options: Options): HTMLElement {
  return monthStack(months, {
    title: "First and repeat orders",
    subtitle: "Orders by month of purchase",
    series: [
      {label: "First order of a customer", value: newCustomers, color: "var(--series-1)"},
      {label: "Repeat order", value: repeatOrders, color: "var(--series-2)"}
    ],
    format: format.formatCount,
    axis: format.formatShortCount,
    metrics: ["new_customers", "orders"],
    ...options
  });
}

export function repeatShares(months: readonly MonthRow[], options: Options): HTMLElement {
  return monthLines(months, {
    title: "Share of repeat orders",
    subtitle: "Orders that are not their customer’s first, by month of purchase",
    series: [{label: "", value: repeatShare, color: "var(--series-2)"}],
    format: format.formatPercent,
    axis: format.formatPercent,
    zero: true,
    metrics: ["repeat_customers", "orders"],
    ...options
  });
}

const scores = ["1", "2", "3", "4", "5"];

export function rfmGrid(cells: readonly Row[], options: Options): HTMLElement {
  return matrix(cells, {
    title: "Customers by recency and value",
    subtitle: "Persons; 5 are the fifth that ordered last, or spent most; all months and statuses",
    rowLabel: "Recency",
    row: (row) => String(row.recency),
    rows: scores.toReversed(),
    columnLabel: "Value",
    column: (row) => String(row.value),
    columns: scores,
    value: measure("customers_count"),
    format: format.formatShortCount,
    detail: (row) => `${format.formatMoney(customerValue(row))} each`,
    metrics: ["customers", "gmv"],
    ...options
  });
}

export function valueByFifth(fifths: readonly Row[], options: Options): HTMLElement {
  return bandBars(fifths, {
    title: "What a customer spent so far",
    subtitle:
      "Mean GMV in R$ by the score for value; 5 are the country’s fifth that spent most; all months and statuses",
    unit: "score for value",
    label: (row) => String(row.score),
    value: customerValue,
    format: format.formatMoney,
    axis: format.formatAxisMoney,
    detail: (row) => format.formatCounted(Number(row.customers_count), "customer"),
    metrics: ["gmv", "customers"],
    ...options
  });
}

/** What the cohorts can show: who came back, and what they spent. */
export type CohortMeasure = {above: string; below: string; title: string; subtitle: string; metrics: string[]};

const list: [CohortMeasure, CohortMeasure] = [
  {
    title: "Customers who came back",
    subtitle: "Share of the cohort that ordered in a month after its first; all states and statuses of the region",
    above: "customers_count",
    below: "cohort_customers_count",
    metrics: ["customers", "repeat_rate"]
  },
  {
    title: "Revenue that came back",
    subtitle:
      "Revenue in a month after the first, as a share of that of the cohort’s first month; all states and statuses of the region",
    above: "revenue",
    below: "first_revenue",
    metrics: ["revenue"]
  }
];

export const cohortMeasures = list.map((value) => ({label: value.title, value})) as [
  Choice<CohortMeasure>,
  ...Choice<CohortMeasure>[]
];

export function cohortMap(
  cohorts: readonly Row[],
  {above, below, ...measure}: CohortMeasure,
  options: Options
): HTMLElement {
  return cohortHeatmap(
    cohorts.filter((row) => Number(row.months_since) > 0),
    {
      ...measure,
      value: (row) => divide(Number(row[above]), Number(row[below])),
      format: format.formatPercent,
      detail: (row) =>
        `${format.formatCount(Number(row.customers_count))} of ${format.formatCounted(Number(row.cohort_customers_count), "customer")}`,
      empty: "No cohort here has a complete month after its own.",
      ...options
    }
  );
}

export function returnsBySince(returns: readonly Row[], options: Options): HTMLElement {
  return bandBars(returns, {
    title: "Months from the first order to a later one",
    subtitle:
      "Share of the customers observed that long who ordered in that month; all states and statuses of the region",
    unit: "months since the first order",
    label: (row) => String(row.months_since),
    value: (row) => row.share as number | null,
    format: format.formatPercent,
    axis: format.formatFinePercent,
    detail: (row) =>
      `${format.formatCount(Number(row.customers_count))} of ${format.formatCounted(Number(row.observed_count), "customer")}`,
    metrics: ["customers", "repeat_rate"],
    ...options
  });
}

export function weeksToReturn(weeks: readonly Row[], options: Options): HTMLElement {
  return histogram(weeks, {
    title: "Time between orders",
    subtitle: "Weeks from the first order to the second, of customers who came back; all statuses",
    caption: "The last bar counts 52 weeks and more. Who first ordered late in the data had less time to come back.",
    empty: "Nobody whose first order lies here has come back.",
    unit: "weeks from the first order to the second",
    count: "customers_count",
    counted: "customer",
    range: [0, 52],
    height: 260,
    metrics: ["customers", "repeat_customers"],
    ...options
  });
}

const spendingBounds = [20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000];

/** "70–100" of the band that begins at 70; "none", "< 20" and "≥ 2000" of those at the ends. */
export function nameSpending({spending_band: band}: Row): string {
  if (band === 0) return "none";
  if (band === 1) return `< ${spendingBounds[0]}`;
  const next = spendingBounds.find((bound) => bound > Number(band));
  return next ? `${String(band)}–${next}` : `≥ ${String(band)}`;
}

export function spendingBands(bands: readonly Row[], options: Options): HTMLElement {
  const [customers, gmv] = [total(bands, "customers_count"), total(bands, "gmv")];
  const known = new Map(bands.map((row) => [Number(row.spending_band), row]));
  const none = {customers_count: 0, gmv: 0};
  const all = [0, 1, ...spendingBounds].map((spending_band) => known.get(spending_band) ?? {spending_band, ...none});
  return bandBars(bands.length > 0 ? all : [], {
    title: "Customers by what they spent",
    subtitle: "Share of customers by GMV so far, in R$; bands of about equal ratios; all months and statuses",
    unit: "GMV so far, in R$",
    label: nameSpending,
    value: (row) => divide(Number(row.customers_count), customers),
    format: format.formatPercent,
    axis: format.formatWholePercent,
    detail: (row) =>
      `${format.formatCounted(Number(row.customers_count), "customer")}, ${format.formatPercent(divide(Number(row.gmv), gmv))} of GMV`,
    metrics: ["gmv", "customers"],
    ...options
  });
}
