import {bandBars} from "./band-chart.js";
import {boxPlot} from "./box-chart.js";
import type {State} from "./catalog.js";
import type {ChartOptions} from "./chart.js";
import * as answers from "./delivery-answers.js";
import {bandName, findBinQuantiles, nameState} from "./delivery-bands.js";
import * as format from "./format.js";
import {histogram} from "./histogram.js";
import {rateOnTime} from "./home-answers.js";
import {monthLines, monthStack} from "./month-charts.js";
import {measure, total, type MonthRow} from "./months.js";
import {rankDots} from "./rank-chart.js";
import type {Row} from "./rows.js";
import {stateMonths} from "./state-months.js";

type Options = Pick<ChartOptions, "width" | "source">;
type Months = readonly MonthRow[];

const days = measure("days_to_deliver_sum", "delivered_count");
const promised = measure("promised_days_sum", "delivered_count");
const items = (row: Row) => format.formatCounted(Number(row.items_count), "item");
const share = {format: format.formatPercent, axis: format.formatWholePercent};

export const onTimeByMonth = (months: Months, options: Options) =>
  monthLines(months, {
    title: "Deliveries on time",
    subtitle: "Share of delivered orders, by month of purchase",
    series: [{label: "", value: answers.onTime, color: "var(--series-1)"}],
    ...share,
    height: 240,
    metrics: ["on_time_rate"],
    ...options
  });

export const daysByMonth = (months: Months, options: Options) =>
  monthLines(months, {
    title: "Days taken and promised",
    subtitle: "Means, by month of purchase",
    series: [
      {label: "Promised", value: promised, color: "var(--series-2)"},
      {label: "Taken", value: days, color: "var(--series-1)"}
    ],
    format: format.formatDays,
    axis: format.formatAxisNumber,
    zero: true,
    height: 240,
    metrics: ["days_to_deliver", "promised_days"],
    ...options
  });

export const againstPromise = (rows: readonly Row[], options: Options) =>
  histogram(rows, {
    title: "Days against the promise",
    subtitle: "Share of deliveries; 0 is the promised day",
    unit: "days against the promised day",
    count: "orders_count",
    range: [-40, 20],
    threshold: 0,
    swatches: [
      {label: "On time", color: "var(--series-1)"},
      {label: "Late", color: "var(--bad)"}
    ],
    height: 240,
    metrics: ["late_share", "promised_days"],
    ...options
  });

export const daysTaken = (rows: readonly Row[], options: Options) =>
  histogram(rows, {
    title: "Days from purchase to delivery",
    subtitle: "Share of deliveries",
    unit: "days to deliver",
    count: "orders_count",
    range: [0, 45],
    height: 260,
    metrics: ["days_to_deliver"],
    ...options
  });

export const legsByMonth = (months: Months, options: Options) =>
  monthStack(months, {
    title: "Mean days of each leg",
    subtitle: "Purchase to approval, to the carrier, to the customer, by month of purchase; negative legs are left out",
    series: answers.legs.map(({name, sum, count, color}) => ({label: name, value: measure(sum, count), color})),
    format: format.formatDays,
    axis: format.formatAxisNumber,
    metrics: ["approval_days", "handling_days", "carrier_days"],
    ...options
  });

export const onTimeByState = (rows: readonly Row[], states: readonly State[], options: Options) =>
  rankDots(
    rows.toSorted((a, b) => answers.onTime(b)! - answers.onTime(a)!),
    {
      title: "Deliveries on time by state",
      subtitle: "Share of delivered orders",
      label: nameState(states),
      value: answers.onTime,
      format: format.formatPercent,
      reference: {value: rateOnTime(rows), label: "all of them"},
      detail: (row) => `${format.formatCount(Number(row.delivered_count))} delivered`,
      metrics: ["on_time_rate", "region"],
      ...options
    }
  );

export const lateByStateAndMonth = (rows: readonly Row[], states: readonly State[], options: Options) =>
  stateMonths(rows, {
    title: "Late share by state and month",
    subtitle: "Of the deliveries of orders placed in the month; the worst served states on top",
    label: nameState(states),
    value: measure("late_count", "delivered_count"),
    format: format.formatPercent,
    limit: 0.3,
    detail: (row) =>
      `${format.formatCount(Number(row.late_count))} of ${format.formatCount(Number(row.delivered_count))} late`,
    metrics: ["late_share", "region"],
    ...options
  });

export const daysByRegion = (rows: readonly Row[], options: Options) => {
  const regions = Array.from(new Set(rows.map(({region}) => region!)), (region) => ({region}));
  const bins = (region: Row[string]) => rows.filter((row) => row.region === region);
  const found = regions.map((row) => ({...row, median: findBinQuantiles(bins(row.region))?.median ?? 0}));
  return boxPlot(
    found.toSorted((a, b) => a.median - b.median),
    {
      title: "Days to deliver by region",
      subtitle: "Whole days from purchase to delivery, by the customer’s region",
      empty: "No region here has deliveries enough for a box.",
      label: ({region}) => String(region),
      quantiles: ({region}) => findBinQuantiles(bins(region!)),
      format: (value) => format.formatCounted(value, "day"),
      axis: format.formatCount,
      detail: ({region}) => `${format.formatCount(total(bins(region!), "orders_count"))} deliveries`,
      metrics: ["days_to_deliver", "region"],
      ...options
    }
  );
};

export const daysByBand = (rows: readonly Row[], title: string, unit: string, options: Options) =>
  bandBars(rows, {
    title,
    subtitle: "Mean days from purchase to delivery, of the items delivered",
    unit,
    label: bandName,
    value: measure("days_to_deliver_sum", "items_count"),
    format: format.formatDays,
    axis: format.formatDecimal,
    detail: (row) =>
      `${items(row)}, ${format.formatPercent(answers.lateItems(row))} late, freight ${format.formatMoney(answers.freightPerItem(row))} each`,
    metrics: ["days_to_deliver", "distance_km", "freight"],
    ...options
  });

const shareBands: Record<number, string> = {0: "under 80%", 80: "80–90%", 90: "90–95%", 95: "95–100%", 100: "all"};

export const sellersByDeadline = (rows: readonly Row[], options: Options) =>
  bandBars(rows, {
    title: "Sellers by deadlines kept",
    subtitle:
      "Sellers of 20 or more items handed over, by the share handed over in time; all months, states and statuses",
    unit: "share of items handed over in time",
    empty: "No seller has handed over 20 items.",
    label: ({band}) => shareBands[Number(band)]!,
    value: measure("sellers_count"),
    format: (value) => format.formatCounted(value, "seller"),
    axis: format.formatCount,
    metrics: ["active_sellers"],
    ...options
  });
