import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {layOutNames} from "./names.js";
import type {Row} from "./rows.js";

type Side = {label: string; value: (row: Row) => number | null; color: string};
type Options = ChartOptions & {label: (row: Row) => string; sides: readonly [Side, Side]; format: Format};
type Pair = {rank: number; name: string; values: [number, number]; title: string};

/** Two dots and a line between them for each row, in the order of the rows: how one group differs from another. */
export function pairDots(rows: readonly Row[], {label, sides, format, ...options}: Options): HTMLElement {
  const pairs = listPairs(rows, {label, sides, format});
  const names = layOutNames(pairs.map(({name}) => name));
  const dot = (side: 0 | 1) =>
    Plot.dot(pairs, {
      y: "rank",
      x: (pair: Pair) => pair.values[side],
      r: 5,
      fill: sides[side].color,
      title: "title",
      tip: side === 0 ? {lineHeight} : undefined
    });
  return drawChart(
    pairs,
    {
      height: 40 + Math.max(26, names.height) * pairs.length,
      description: `${pairs.map(({title}) => title.replaceAll("\n", ", ")).join(". ")}.`,
      ...options
    },
    {
      marginLeft: names.margin,
      marginRight: 24,
      x: {label: null, grid: true, ticks: 4, tickFormat: format, zero: true},
      y: {type: "band", label: null, padding: 0.3},
      marks: [
        Plot.axisY({tickSize: 0, tickFormat: (rank: number) => names.texts[rank] ?? ""}),
        Plot.ruleY(pairs, {
          y: "rank",
          x1: (pair: Pair) => pair.values[0],
          x2: (pair: Pair) => pair.values[1],
          stroke: "currentColor",
          strokeOpacity: 0.35,
          strokeWidth: 2
        }),
        dot(1),
        dot(0)
      ]
    },
    sides
  );
}

function listPairs(rows: readonly Row[], {label, sides, format}: Pick<Options, "label" | "sides" | "format">): Pair[] {
  return rows.flatMap((row, rank) => {
    const [a, b] = sides.map(({value}) => value(row)) as [number | null, number | null];
    if (a === null || b === null) return [];
    const parts = [a, b].map((value, i) => `${sides[i]!.label}: ${format(value)}`);
    return [{rank, name: label(row), values: [a, b] as [number, number], title: [label(row), ...parts].join("\n")}];
  });
}
