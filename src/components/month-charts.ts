import * as Plot from "@observablehq/plot";
import {addBrush} from "./brush.js";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatMonth, formatPercent, formatWholePercent, type Format} from "./format.js";
import {divide, shiftMonth, type Measure, type MonthRow} from "./months.js";

export type Series = {label: string; value: Measure; color: string};
type Options = ChartOptions & {format: Format; axis?: Format};
type Point = {month: Date; is_complete: boolean; value: number; label: string; color: string};

const marginLeft = 58;

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
  {series, ...options}: Options & {series: Series[]}
): HTMLElement {
  const points = listPoints(months, series).filter(hasValue);
  const figure = drawChart(
    points,
    describe(points, options, "Pale: partial months."),
    {marginLeft, ...scales(points, options), marks: [bars(points, options), Plot.ruleY([0])]},
    listSwatches(series)
  );
  return withBrush(figure, points);
}

/** Stacked bars by month that each fill the whole: the share of each series. Months without any have none. */
export function monthShares(
  months: readonly MonthRow[],
  {series, ...options}: Omit<Options, "format"> & {series: Series[]; format?: Format}
): HTMLElement {
  const sum = (row: MonthRow) => series.reduce((all, {value}) => all + (value(row) ?? 0), 0);
  const shares = series.map((each) => ({...each, value: (row: MonthRow) => divide(each.value(row) ?? 0, sum(row))}));
  const percent = {format: formatPercent, axis: formatWholePercent, ...options};
  const points = listPoints(months, shares as Series[]).filter(hasValue);
  const {x, y} = scales(points, percent);
  const figure = drawChart(
    points,
    describe(points, percent, "Pale: partial months."),
    {marginLeft, x, y: {...y, domain: [0, 1]}, marks: [bars(points, percent), Plot.ruleY([0])]},
    listSwatches(series)
  );
  return withBrush(figure, points);
}

/** Bars up for growth and down for decline; months that cannot be compared have none. */
export function growthBars(months: readonly MonthRow[], {value, ...options}: Options & {value: Measure}): HTMLElement {
  const color = (change: number) => (change < 0 ? "var(--bad)" : "var(--good)");
  const points = listPoints(months, [{label: "", value, color: ""}])
    .filter(hasValue)
    .map((point) => ({...point, color: color(point.value)}));
  const figure = drawChart(points, describe(points, options, ""), {
    marginLeft,
    ...scales(points, options),
    marks: [bars(points, options), Plot.ruleY([0])]
  });
  return withBrush(figure, points);
}

/** Lines by month, for rates and means; partial months have hollow dots, months without a value leave a gap. */
export function monthLines(
  months: readonly MonthRow[],
  {series, zero = false, ...options}: Options & {series: Series[]; zero?: boolean}
): HTMLElement {
  const points = listPoints(months, series);
  const drawn = points.filter(hasValue);
  const {x, y} = scales(points, options);
  const fill = ({is_complete, color}: Point) => (is_complete ? color : "var(--theme-background-alt)");
  const title = (point: Point) => describePoint(point, options.format);
  const figure = drawChart(
    drawn,
    describe(drawn, options, "Hollow: partial months."),
    {
      marginLeft,
      x: {...x, domain: undefined},
      y: {...y, nice: true, zero},
      marks: [
        Plot.lineY(points, {x: "month", y: "value", z: "label", stroke: "color", strokeWidth: 2}),
        Plot.dot(drawn, {x: "month", y: "value", r: 2.5, stroke: "color", fill}),
        Plot.tip(drawn, Plot.pointer({x: "month", y: "value", title, lineHeight}))
      ]
    },
    listSwatches(series)
  );
  return withBrush(figure, drawn);
}

function withBrush(figure: HTMLElement, points: readonly Point[]): HTMLElement {
  addBrush(
    figure,
    points.map(({month}) => month)
  );
  return figure;
}

function bars(points: readonly Point[], {format}: Options): Plot.Markish {
  return Plot.rectY(points, {
    x: "month",
    interval: "month",
    y: "value",
    fill: "color",
    fillOpacity: ({is_complete}: Point) => (is_complete ? 1 : 0.4),
    insetLeft: 1,
    insetRight: 1,
    title: (point: Point) => describePoint(point, format),
    tip: {lineHeight}
  });
}

/** Ticks at whole months, as many as have room; few values, or none but zero, do not blow up the axis. */
function scales(points: readonly Point[], {format, axis = format, width = 640}: Options) {
  const times = points.map(({month}) => +month);
  const [first, end] = [new Date(Math.min(...times)), shiftMonth(new Date(Math.max(...times)), 1)];
  const count = (+end - +first) / (30.4 * 864e5);
  const step = [1, 2, 3, 6].find((months) => ((width - marginLeft) / count) * months > 46) ?? 12;
  const high = Math.max(0, ...points.filter(hasValue).map(({value}) => Math.abs(value)));
  return {
    x: {label: null, domain: [first, end], ticks: `${step} months`},
    y: {
      label: null,
      grid: true,
      tickFormat: axis,
      ticks: high === 0 ? 1 : high >= 1 && high < 4 ? Math.floor(high) : 4,
      domain: high === 0 ? [0, 1] : undefined
    }
  } as const;
}

function listPoints(months: readonly MonthRow[], series: readonly Series[]): Point[] {
  return series.flatMap(({label, value, color}) =>
    months.map((row) => ({
      month: row.month,
      is_complete: row.is_complete,
      value: value(row) ?? NaN,
      label,
      color
    }))
  );
}

function hasValue({value}: Point): boolean {
  return Number.isFinite(value);
}

function listSwatches(series: readonly Series[]) {
  return series.length > 1 ? series : [];
}

function describePoint({month, is_complete, value, label}: Point, format: Format): string {
  const when = formatMonth(month) + (is_complete ? "" : " (partial)");
  return `${when}\n${label ? `${label}: ` : ""}${format(value)}`;
}

/** Adds the text alternative, and the note on partial months where there are such. */
function describe(points: readonly Point[], options: Options, partialNote: string): ChartOptions {
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const [low, high] = [sorted[0], sorted.at(-1)];
  const name = (point: Point) => describePoint(point, options.format).replace("\n", ": ");
  const notes = [options.caption, points.every((point) => point.is_complete) ? "" : partialNote];
  return {
    ...options,
    description: low && high ? `Lowest ${name(low)}. Highest ${name(high)}.` : undefined,
    caption: notes.filter(Boolean).join(" ")
  };
}
