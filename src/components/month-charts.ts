import * as Plot from "@observablehq/plot";
import {drawChart, type ChartOptions} from "./chart.js";
import {formatMonth, type Format} from "./format.js";
import type {Measure, MonthRow} from "./months.js";

export type Series = {label: string; value: Measure; color: string};
type Options = ChartOptions & {format: Format; axis?: Format};
type Point = {month: Date; is_complete: boolean; value: number; label: string; color: string};

const partialNote = "Pale: months without data on all their days.";

/** Bars by month, for sums; partial months are drawn pale. */
export function monthBars(
  months: readonly MonthRow[],
  {value, color = "var(--series-1)", ...options}: Options & {value: Measure; color?: string}
): HTMLElement {
  return monthStack(months, {series: [{label: "", value, color}], ...options});
}

/** Stacked bars by month, from the bottom up in the order of the series. */
export function monthStack(
  months: readonly MonthRow[],
  {series, format, axis = format, ...options}: Options & {series: Series[]}
): HTMLElement {
  const points = listPoints(months, series);
  return drawChart(
    points,
    describe(points, format, options),
    {
      marginLeft: 58,
      x: {label: null, tickSpacing: 56},
      y: {label: null, grid: true, tickFormat: axis, ticks: 4},
      marks: [
        Plot.rectY(points, {
          x: "month",
          interval: "month",
          y: "value",
          fill: "color",
          fillOpacity: fade,
          insetLeft: 1,
          insetRight: 1,
          title: (point: Point) => describePoint(point, format),
          tip: true
        }),
        Plot.ruleY([0])
      ]
    },
    listSwatches(series)
  );
}

/** Lines by month, for rates and means; partial months have hollow dots, a month without a value a gap. */
export function monthLines(
  months: readonly MonthRow[],
  {series, format, axis = format, zero = false, ...options}: Options & {series: Series[]; zero?: boolean}
): HTMLElement {
  const points = listPoints(months, series);
  return drawChart(
    points,
    describe(points, format, options),
    {
      marginLeft: 58,
      x: {label: null, tickSpacing: 56},
      y: {label: null, grid: true, tickFormat: axis, ticks: 4, nice: true, zero},
      marks: [
        Plot.lineY(points, {x: "month", y: "value", z: "label", stroke: "color", strokeWidth: 2}),
        Plot.dot(points, {
          x: "month",
          y: "value",
          r: 2.5,
          stroke: "color",
          fill: (d: Point) => (d.is_complete ? d.color : "var(--theme-background-alt)")
        }),
        Plot.tip(points, Plot.pointer({x: "month", y: "value", title: (d: Point) => describePoint(d, format)}))
      ]
    },
    listSwatches(series)
  );
}

/** Bars up for growth and down for decline; months that cannot be compared have none. */
export function growthBars(
  months: readonly MonthRow[],
  {value, format, axis = format, ...options}: Options & {value: Measure}
): HTMLElement {
  const color = (change: number) => (change < 0 ? "var(--bad)" : "var(--good)");
  const points = listPoints(months, [{label: "", value, color: ""}]);
  return drawChart(points, describe(points, format, options), {
    marginLeft: 58,
    x: {label: null, tickSpacing: 56},
    y: {label: null, grid: true, tickFormat: axis, ticks: 4},
    marks: [
      Plot.rectY(points, {
        x: "month",
        interval: "month",
        y: "value",
        fill: (point: Point) => color(point.value),
        insetLeft: 1,
        insetRight: 1,
        title: (point: Point) => describePoint(point, format),
        tip: true
      }),
      Plot.ruleY([0])
    ]
  });
}

function listPoints(months: readonly MonthRow[], series: readonly Series[]): Point[] {
  return series.flatMap(({label, value, color}) =>
    months.flatMap((row) => {
      const y = value(row);
      if (y === null) return [];
      return [{month: row.month, is_complete: row.is_complete, value: y, label, color}];
    })
  );
}

function listSwatches(series: readonly Series[]) {
  return series.length > 1 ? series : [];
}

function fade({is_complete}: Point): number {
  return is_complete ? 1 : 0.4;
}

function describePoint({month, is_complete, value, label}: Point, format: Format): string {
  const when = formatMonth(month) + (is_complete ? "" : " (partial)");
  return `${when}\n${label ? `${label}: ` : ""}${format(value)}`;
}

/** Adds the text alternative, and the note on partial months where there are such. */
function describe(points: readonly Point[], format: Format, options: ChartOptions): ChartOptions {
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const [low, high] = [sorted[0], sorted.at(-1)];
  const name = (point: Point) => describePoint(point, format).replace("\n", ": ");
  return {
    ...options,
    description: low && high ? `Lowest ${name(low)}. Highest ${name(high)}.` : undefined,
    caption: points.every((point) => point.is_complete)
      ? options.caption
      : [options.caption, partialNote].filter(Boolean).join(" ")
  };
}
