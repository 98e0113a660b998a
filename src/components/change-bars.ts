import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {layOutNames} from "./names.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  axis: Format;
  detail?: (row: Row) => string;
  /** How many of the largest gains and losses are drawn, of each. */
  size?: number;
};
type Bar = {name: string; value: number; title: string};

/** The largest gains, to the right, above the largest losses, to the left. */
export function changeBars(rows: readonly Row[], {size = 8, ...options}: Options): HTMLElement {
  const {width = 640, axis} = options;
  const bars = listBars(rows, options);
  const gains = bars.filter(({value}) => value > 0).slice(0, size);
  const drawn = [...gains, ...bars.filter(({value}) => value < 0).slice(-size)];
  const names = layOutNames(drawn.map(({name}) => name));
  return drawChart(
    drawn,
    {height: 36 + Math.max(22, names.height) * drawn.length, ...options, description: describe(drawn)},
    {
      marginLeft: names.margin,
      marginRight: 16,
      marginTop: 4,
      marginBottom: 28,
      x: {label: null, grid: true, ticks: width < 480 ? 3 : 5, tickFormat: axis, nice: true},
      y: {type: "band", label: null, padding: 0.25, domain: drawn.map((_, rank) => rank)},
      marks: [
        Plot.axisY({tickSize: 0, tickFormat: (rank: number) => names.texts[rank] ?? ""}),
        Plot.barX(drawn, {
          y: (_: Bar, rank: number) => rank,
          x: "value",
          fill: ({value}: Bar) => (value < 0 ? "var(--bad)" : "var(--good)"),
          title: "title",
          tip: {lineHeight}
        }),
        Plot.ruleX([0])
      ]
    }
  );
}

function listBars(rows: readonly Row[], {label, value, format, detail}: Options): Bar[] {
  return rows
    .flatMap((row) => {
      const change = value(row);
      if (change === null || change === 0) return [];
      const title = [`${label(row)}: ${format(change)}`, detail?.(row)].filter(Boolean).join("\n");
      return [{name: label(row), value: change, title}];
    })
    .sort((a, b) => b.value - a.value);
}

function describe(bars: readonly Bar[]): string {
  const name = ({title}: Bar) => title.replaceAll("\n", ", ");
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return "";
  if (bars.length === 1) return `${name(first)}.`;
  return `From ${name(first)} to ${name(last)}.`;
}
