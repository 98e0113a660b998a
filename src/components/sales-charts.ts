import type {Catalog} from "./catalog.js";
import {explainEmpty, explainNoItems, listEarning} from "./earning.js";
import type {Filters} from "./filters.js";
import {
  formatAxisMoney,
  formatChange,
  formatCount,
  formatCounted,
  formatMoney,
  formatShortCount,
  formatShortMoney,
  formatWholeMoney,
  formatWholePercent
} from "./format.js";
import {weekHeatmap} from "./heatmap.js";
import {growthBars, monthBars, monthLines} from "./month-charts.js";
import {inPeriod, measure, type MonthRow} from "./months.js";
import {rankBars} from "./rank-chart.js";
import type {Row} from "./rows.js";
import {topCategories} from "./sales-answers.js";
import {describeSales} from "./sales-subtitles.js";
import {categoryName, growthOver, nameState, orderValue, revenue} from "./sales-tables.js";

type Months = readonly MonthRow[];
type Size = {width: number};
type Chosen = Size & {filters: Filters};

export function revenueChart(months: Months, source: readonly Row[], {filters, width}: Chosen): HTMLElement {
  const made = {source, metrics: ["revenue", "order_month", "complete_month"]};
  const format = {format: formatWholeMoney, axis: formatAxisMoney};
  return monthBars(inPeriod(months), {
    title: "Revenue by month",
    subtitle: describeSales(filters).revenue,
    value: revenue,
    ...format,
    ...made,
    width,
    height: 260
  });
}

export function gmvChart(months: Months, source: readonly Row[], {filters, width}: Chosen): HTMLElement {
  const words = {title: "GMV by month", subtitle: describeSales(filters).gmv};
  const format = {format: formatWholeMoney, axis: formatAxisMoney};
  return monthBars(inPeriod(months), {
    ...words,
    value: measure("gmv"),
    ...format,
    source,
    metrics: ["gmv"],
    width,
    height: 200
  });
}

export function ordersChart(months: Months, source: readonly Row[], {filters, width}: Chosen): HTMLElement {
  const words = {title: "Orders by month", subtitle: describeSales(filters).orders};
  const format = {format: formatCount, axis: formatShortCount};
  return monthBars(inPeriod(months), {
    ...words,
    value: measure("orders_count"),
    ...format,
    source,
    metrics: ["orders"],
    width,
    height: 200
  });
}

export function orderValueChart(months: Months, source: readonly Row[], {filters, width}: Chosen): HTMLElement {
  const empty = explainNoItems(months);
  const words = {title: "Average order value by month", subtitle: describeSales(filters).orderValue, empty};
  const series = [{label: "", value: orderValue, color: "var(--series-1)"}];
  const format = {format: formatMoney, axis: formatAxisMoney};
  return monthLines(inPeriod(months), {...words, series, ...format, source, metrics: ["aov"], width, height: 200});
}

/** Growth of revenue on the month so many months before. */
export function growthChart(months: Months, back: 1 | 12, source: readonly Row[], {width}: Size): HTMLElement {
  const before = back === 1 ? "month before" : "year before";
  return growthBars(inPeriod(months), {
    title: `Growth on the ${before}`,
    subtitle: "Revenue, complete months",
    value: growthOver(months, back),
    empty: `No month here can be compared with the ${back === 1 ? "one before" : "year before"}.`,
    ...{
      format: formatChange,
      axis: formatWholePercent,
      source,
      metrics: ["revenue", "complete_month"],
      width,
      height: 200
    }
  });
}

export function hoursChart(hours: readonly Row[], {width}: Size): HTMLElement {
  return weekHeatmap(hours, {
    title: "Orders by weekday and hour",
    subtitle: "Orders of all categories, by local time of purchase",
    value: (row) => Number(row.orders_count),
    ...{format: (value: number) => formatCounted(value, "order"), source: hours, metrics: ["orders"], width}
  });
}

export function categoriesChart(rows: readonly Row[], months: Months, {filters, width}: Chosen): HTMLElement {
  return rankBars(topCategories(listEarning(rows), 15), {
    title: "Revenue by category",
    subtitle: "In R$, over the chosen period",
    empty: explainEmpty(rows) ?? explainNoItems(months),
    ...{label: categoryName, value: revenue, format: formatShortMoney},
    detail: (row) => formatCounted(Number(row.items_count), "item"),
    isRest: (row) => row.is_rest === true,
    filter: {name: "category", filters, value: (row) => (row.is_rest ? null : String(row.category))},
    ...{source: rows, metrics: ["revenue", "category"], width}
  });
}

export function statesChart(
  rows: readonly Row[],
  source: readonly Row[],
  {options}: Catalog,
  filters: Filters,
  {width}: Size
): HTMLElement {
  const earning = listEarning(rows);
  return rankBars(earning.slice(0, 15), {
    title: "Revenue by state",
    subtitle:
      earning.length > 15 ? "In R$, the fifteen largest by the customer’s state" : "In R$, by the customer’s state",
    empty: explainEmpty(rows),
    label: (row) => nameState(row, options),
    ...{value: revenue, format: formatShortMoney},
    detail: (row) => formatCounted(Number(row.orders_count), "order"),
    filter: {name: "state", filters, value: (row) => String(row.state)},
    ...{source, metrics: ["revenue"], width}
  });
}
