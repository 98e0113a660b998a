import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatMonth, formatShortMonth, type Format} from "./format.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  /** The month of the cohort; the rows' `cohort_month` unless told. */
  cohort?: (row: Row) => Date;
  /** Months since then; the rows' `months_since` unless told. */
  since?: (row: Row) => number;
  /** Null where it is not yet known. */
  value: (row: Row) => number | null;
  format: Format;
  detail?: (row: Row) => string;
};
type Cell = {cohort: Date; since: number; value: number; title: string};

/** A row for each month of a first order, a column for each month since; the stronger the colour, the higher the value. */
export function cohortHeatmap(rows: readonly Row[], options: Options): HTMLElement {
  const {format, width = 640} = options;
  const cells = listCells(rows, options);
  const cohorts = Array.from(new Set(cells.map(({cohort}) => +cohort))).sort((a, b) => a - b);
  const sinces = Array.from(new Set(cells.map(({since}) => since))).sort((a, b) => a - b);
  const top = cells.toSorted((a, b) => b.value - a.value)[0];
  const size = (width - 76) / Math.max(sinces.length, 1);
  const every = Math.ceil(30 / size);
  return drawChart(
    cells,
    {
      height: 44 + Math.max(16, Math.min(24, size)) * cohorts.length,
      ...options,
      description: top && `Highest ${top.title.replaceAll("\n", ", ")}.`,
      caption: options.caption ?? (top && `Strongest: ${format(top.value)}. Columns: months since the first order.`)
    },
    {
      marginLeft: 68,
      marginTop: 24,
      marginBottom: 8,
      x: {
        type: "band",
        domain: sinces,
        label: null,
        axis: "top",
        tickSize: 0,
        padding: 0.06,
        tickFormat: (since: number) => (since % every === 0 ? `+${since}` : "")
      },
      y: {
        type: "band",
        domain: cohorts,
        label: null,
        tickSize: 0,
        padding: 0.06,
        tickFormat: (time: number) => formatShortMonth(new Date(time))
      },
      marks: [
        Plot.cell(cells, {
          x: "since",
          y: ({cohort}: Cell) => +cohort,
          fill: "var(--series-1)",
          fillOpacity: ({value}: Cell) => 0.06 + (0.94 * value) / (top?.value || 1),
          rx: 2,
          title: "title",
          tip: {lineHeight}
        })
      ]
    }
  );
}

function listCells(
  rows: readonly Row[],
  {
    cohort = (row) => row.cohort_month as Date,
    since = (row) => Number(row.months_since),
    value,
    format,
    detail
  }: Options
): Cell[] {
  return rows.flatMap((row) => {
    const found = value(row);
    if (found === null || !Number.isFinite(found)) return [];
    const lines = [`${formatMonth(cohort(row))}, month +${since(row)}: ${format(found)}`, detail?.(row)];
    return [{cohort: cohort(row), since: since(row), value: found, title: lines.filter(Boolean).join("\n")}];
  });
}
