import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatPercent, formatWholePercent, type Format} from "./format.js";
import {layOutNames} from "./names.js";
import type {Row} from "./rows.js";

export type PairSeries = {label: string; value: (row: Row) => number | null; color?: string};
type Options = ChartOptions & {
  label: (row: Row) => string;
  series: readonly [PairSeries, PairSeries];
  format?: Format;
  detail?: (row: Row) => string;
};
type Bar = {rank: number; series: string; value: number; text: string; title: string; color: string};

const colors = ["var(--series-2)", "var(--series-1)"];
const rowHeight = 44;

/** Two bars for each row, one below the other, so that two shares of the same thing can be compared. */
export function pairBars(
  rows: readonly Row[],
  {label, series, format = formatPercent, detail, ...options}: Options
): HTMLElement {
  const bars = listBars(rows, {label, series, format, detail, ...options});
  const names = layOutNames(rows.map(label));
  return drawChart(
    bars,
    {
      height: 28 + Math.max(rowHeight, names.height) * rows.length,
      ...options,
      description: bars.map(({title}) => title.replace("\n", ": ")).join(". ")
    },
    {
      marginLeft: names.margin,
      marginRight: 52,
      marginTop: 0,
      marginBottom: 24,
      x: {label: null, grid: true, ticks: 4, tickFormat: formatWholePercent, zero: true},
      y: {type: "band", axis: null, domain: series.map((each) => each.label), padding: 0.1},
      fy: {label: null, padding: 0.2, tickFormat: (rank: number) => names.texts[rank] ?? "", axis: "left"},
      marks: [
        Plot.barX(bars, {fy: "rank", y: "series", x: "value", fill: "color", title: "title", tip: {lineHeight}}),
        Plot.text(bars, {fy: "rank", y: "series", x: "value", text: "text", textAnchor: "start", dx: 4}),
        Plot.ruleX([0])
      ]
    },
    series.map((each, i) => ({label: each.label, color: each.color ?? colors[i]!}))
  );
}

function listBars(rows: readonly Row[], {label, series, format, detail}: Options & {format: Format}): Bar[] {
  return rows.flatMap((row, rank) =>
    series.flatMap((each, i) => {
      const value = each.value(row);
      if (value === null) return [];
      const text = format(value);
      const lines = [label(row), `${each.label}: ${text}`, detail?.(row)];
      const color = each.color ?? colors[i]!;
      return [{rank, series: each.label, value, text, title: lines.filter(Boolean).join("\n"), color}];
    })
  );
}
