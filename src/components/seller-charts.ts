import {cohortHeatmap} from "./cohort-chart.js";
import {concentrationCurve} from "./concentration-chart.js";
import type {State} from "./catalog.js";
import {
  formatCount,
  formatCounted,
  formatPercent,
  formatShortCount,
  formatShortMoney,
  formatWholePercent
} from "./format.js";
import type {StateShapes} from "./geo.js";
import {monthBars, monthLines} from "./month-charts.js";
import {divide, inPeriod, measure, total, type MonthRow} from "./months.js";
import type {Provenance} from "./origin.js";
import {pairBars} from "./pair-bars.js";
import {rankBars} from "./rank-chart.js";
import type {Row} from "./rows.js";
import {answerConcentration, churn, explainUnknownChurn, isConcentrationUnclear} from "./seller-answers.js";
import {stateMap} from "./state-map.js";
import {survivalCurve} from "./survival-chart.js";

type Rows = readonly Row[];
type Months = readonly MonthRow[];
type Options = Pick<Provenance, "source"> & {width: number};

const sizes = {format: formatCount, axis: formatShortCount, height: 220};
const countSellers = (row: Row) => formatCounted(Number(row.sellers_count), "seller");
const share = (rows: Rows, key: string) => (row: Row) => divide(Number(row[key]), total(rows, key));
const stateName = (states: readonly State[]) => (row: Row) =>
  states.find(({state}) => state === row.state)?.name ?? String(row.state);

export function activeSellers(months: Months, options: Options): HTMLElement {
  return monthBars(months, {
    title: "Active sellers",
    subtitle: "Sellers who sold something in the month",
    metrics: ["active_sellers"],
    value: measure("active_sellers_count"),
    ...sizes,
    ...options
  });
}

export function newSellers(months: Months, options: Options): HTMLElement {
  return monthBars(months, {
    title: "New sellers",
    subtitle: "By month of their first sale",
    metrics: ["active_sellers"],
    value: measure("new_sellers_count"),
    ...sizes,
    ...options
  });
}

export function churnChart(months: Months, options: Options): HTMLElement {
  const known = inPeriod(months).filter((row) => churn(row) !== null);
  return monthLines(known, {
    title: "Seller churn",
    subtitle: "Share of sellers of the three months before who sold nothing in the three months from this one on",
    empty: explainUnknownChurn(months),
    metrics: ["seller_churn"],
    series: [{label: "", value: churn, color: "var(--series-1)"}],
    zero: true,
    ...sizes,
    format: formatPercent,
    axis: formatWholePercent,
    ...options
  });
}

export function survivalChart(survival: Rows, options: Options): HTMLElement {
  return survivalCurve(survival, {
    title: "New sellers still active",
    subtitle: "Share who sold something in the three months from then on, of those first selling in the period",
    empty: "No new sellers of the period could be followed.",
    metrics: ["active_sellers"],
    unit: "seller",
    height: 320,
    ...options
  });
}

export function cohortChart(cohorts: Rows, options: Options): HTMLElement {
  return cohortHeatmap(cohorts, {
    title: "Still active by month of first sale",
    subtitle: "The same share, by the month in which sellers first sold",
    caption: "Columns: months since the month of the first sale.",
    empty: "No new sellers of the period could be followed.",
    metrics: ["active_sellers"],
    value: measure("active_sellers_count", "sellers_count"),
    format: formatPercent,
    detail: countSellers,
    ...options
  });
}

export function sellerCurve(curve: Rows, options: Options): HTMLElement {
  return concentrationCurve(isConcentrationUnclear(curve) ? [] : curve, {
    title: "Concentration of revenue on sellers",
    subtitle: "Share of revenue that the sellers with most of it bring",
    empty: answerConcentration(curve),
    metrics: ["revenue"],
    unit: "sellers",
    ...options
  });
}

export function tierChart(tiers: Rows, options: Options): HTMLElement {
  return pairBars(tiers, {
    title: "Sellers and revenue by tier",
    subtitle: "Shares of sellers and of revenue",
    metrics: ["revenue"],
    label: (row) => String(row.tier),
    series: [
      {label: "Sellers", value: share(tiers, "sellers_count")},
      {label: "Revenue", value: share(tiers, "revenue")}
    ],
    detail: countSellers,
    ...options
  });
}

type StateOptions = Options & {states: readonly State[]};
const revenue = (row: Row) => `${formatShortMoney(Number(row.revenue))} revenue`;

export function sellersByState(rows: Rows, {states, ...options}: StateOptions): HTMLElement {
  return rankBars(rows.slice(0, 15), {
    title: "Sellers by state",
    subtitle: rows.length > 15 ? "The fifteen states with most sellers" : undefined,
    metrics: ["region"],
    label: stateName(states),
    value: measure("sellers_count"),
    format: formatCount,
    detail: revenue,
    ...options
  });
}

export function sellerMap(
  rows: Rows,
  {states, ...options}: StateOptions & {shapes: StateShapes; selected: string | null}
): HTMLElement {
  return stateMap(rows, {
    title: "Revenue per seller on the map",
    subtitle: "Over all the data, in R$, by the seller’s state",
    metrics: ["revenue", "region"],
    label: stateName(states),
    value: measure("revenue", "sellers_count"),
    format: formatShortMoney,
    detail: countSellers,
    ...options
  });
}
