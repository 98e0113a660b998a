import type {Catalog} from "./catalog.js";
import {explainEmpty, explainNoItems, listEarning} from "./earning.js";
import type {Filters} from "./filters.js";
import {
  formatAxisMoney,
  formatAxisNumber,
  formatCount,
  formatDays,
  formatMoney,
  formatPercent,
  formatPoints,
  formatShortCount,
  formatShortMoney,
  formatWholeMoney,
  type Format
} from "./format.js";
import {orderValue, promoterScore} from "./home-answers.js";
import {monthBars, monthLines, type Series} from "./month-charts.js";
import {inPeriod, measure, type MonthRow} from "./months.js";
import {rankBars} from "./rank-chart.js";
import type {Row} from "./rows.js";
import {describeSales} from "./sales-subtitles.js";
import {nameState} from "./sales-tables.js";
import {dataTable} from "./table.js";

type Months = readonly MonthRow[];
type Words = {title: string; subtitle: string; empty?: string};
type Draw = (months: Months, source: readonly Row[], width: number, filters: Filters) => HTMLElement;

const height = 180;

/** The chart of each question, by its subject. */
export const homeCharts: Record<string, Draw> = {
  revenue: (months, source, width, filters) => {
    const words = {title: "Revenue by month", subtitle: describeSales(filters).revenue};
    return bars(words, "revenue", {format: formatWholeMoney, axis: formatAxisMoney})(
      months,
      source,
      ["revenue"],
      width
    );
  },
  gmv: (months, source, width, filters) => {
    const words = {title: "GMV by month", subtitle: describeSales(filters).gmv};
    return bars(words, "gmv", {format: formatWholeMoney, axis: formatAxisMoney})(months, source, ["gmv"], width);
  },
  orderValue: (months, source, width, filters) => {
    const empty = explainNoItems(months);
    const words = {title: "Average order value by month", subtitle: describeSales(filters).orderValue, empty};
    const series = [{label: "", value: orderValue, color: "var(--series-1)"}];
    return lines(words, series, {format: formatMoney, axis: formatWholeMoney})(months, source, ["aov"], width);
  },
  customers: (months, source, width) => {
    const words = {title: "New customers by month", subtitle: "Persons, by the month of their first order"};
    return bars(words, "new_customers_count", {format: formatCount, axis: formatShortCount})(
      months,
      source,
      ["new_customers"],
      width
    );
  },
  delivery: (months, source, width) => {
    const words = {title: "Mean days by month of order", subtitle: "From purchase to delivery, against the promise"};
    const series = [
      {label: "Promised", value: measure("promised_days_sum", "delivered_count"), color: "var(--series-2)"},
      {label: "Taken", value: measure("days_to_deliver_sum", "delivered_count"), color: "var(--series-1)"}
    ];
    const metrics = ["days_to_deliver", "promised_days"];
    return lines(words, series, {format: formatDays, axis: formatAxisNumber, zero: true})(
      months,
      source,
      metrics,
      width
    );
  },
  satisfaction: (months, source, width) => {
    const words = {
      title: "NPS proxy by month of order",
      subtitle: "Promoters (5) less detractors (1 to 3), of 100 reviews",
      empty: "None of these orders has a review."
    };
    const series = [{label: "", value: (row: Row) => promoterScore([row]), color: "var(--series-1)"}];
    return lines(words, series, {format: formatPoints})(months, source, ["nps"], width);
  }
};

export function statesChart(rows: readonly Row[], {options}: Catalog, filters: Filters, width: number): HTMLElement {
  const earning = listEarning(rows);
  return rankBars(earning.slice(0, 12), {
    title: "Revenue by state",
    subtitle: earning.length > 12 ? "In R$, the twelve largest" : "In R$, by the customer’s state",
    empty: explainEmpty(rows),
    label: (row) => nameState(row, options),
    ...{value: measure("revenue"), format: formatShortMoney},
    filter: {name: "state", filters, value: (row) => String(row.state)},
    ...{source: rows, metrics: ["revenue"], width}
  });
}

export function statesTable(rows: readonly Row[], {options}: Catalog): HTMLElement {
  const columns = [
    {label: "State", value: (row: Row) => nameState(row, options)},
    {label: "Orders", value: measure("orders_count"), format: formatCount},
    {label: "Revenue", value: measure("revenue"), format: formatWholeMoney},
    {label: "Share", value: measure("revenue", "all_revenue"), format: formatPercent}
  ];
  return dataTable(rows, columns, {caption: "States by revenue", source: rows, metrics: ["orders", "revenue"]});
}

type Formats = {format: Format; axis?: Format; zero?: boolean};

function bars(words: Words, column: string, formats: Formats) {
  return (months: Months, source: readonly Row[], metrics: string[], width: number) =>
    monthBars(inPeriod(months), {...words, value: measure(column), ...formats, source, metrics, width, height});
}

function lines(words: Words, series: Series[], formats: Formats) {
  return (months: Months, source: readonly Row[], metrics: string[], width: number) =>
    monthLines(inPeriod(months), {...words, series, ...formats, source, metrics, width, height});
}
