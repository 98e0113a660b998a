import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatCount, formatPercent, formatWholePercent, type Format} from "./format.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  /** What the rows are, such as "categories". */
  unit: string;
};
export type Part = {rank: number; value: number; share: number; before: number; cumulative: number; row: Row};

/** The classes of an ABC analysis end where the cumulative share reaches these. */
const bounds = [
  {share: 0.8, name: "A"},
  {share: 0.95, name: "B"}
];

/** Bars from the largest to the smallest share, and the share they reach together, with the bounds of the ABC classes. */
export function pareto(rows: readonly Row[], options: Options): HTMLElement {
  const {label, format, unit, value, width = 640, ...chart} = options;
  const parts = listParts(rows, value);
  const title = ({row, rank, ...part}: Part) =>
    `${rank}. ${label(row)}: ${format(part.value)}\n${formatPercent(part.share)} of all, ${formatPercent(part.cumulative)} with those before`;
  const marks = [
    Plot.rectY(parts, {
      x1: (d: Part) => d.rank - 0.5,
      x2: (d: Part) => d.rank + 0.5,
      y: "share",
      fill: "var(--series-1)",
      insetLeft: parts.length < 200 ? 0.5 : 0,
      insetRight: parts.length < 200 ? 0.5 : 0
    }),
    Plot.ruleY(bounds, {y: "share", stroke: "currentColor", strokeOpacity: 0.4, strokeDasharray: "4 3"}),
    Plot.text(bounds, {
      y: "share",
      frameAnchor: "right",
      textAnchor: "end",
      dy: 9,
      text: ({share, name}: (typeof bounds)[number]) => `${name} up to ${formatWholePercent(share)}`
    }),
    Plot.lineY(parts, {x: "rank", y: "cumulative", stroke: "var(--series-2)", strokeWidth: 2}),
    Plot.ruleY([0]),
    Plot.tip(parts, Plot.pointerX({x: "rank", y: "cumulative", title, lineHeight}))
  ];
  return drawChart(
    parts,
    {height: 300, width, ...chart, description: describeParts(parts, unit, label)},
    {
      marginLeft: 48,
      marginBottom: 36,
      x: {
        label: `${unit}, from the largest`,
        labelAnchor: "center",
        labelArrow: "none",
        ticks: Math.min(6, parts.length),
        tickFormat: (rank: number) => (Number.isInteger(rank) && rank > 0 ? formatCount(rank) : "")
      },
      y: {label: null, domain: [0, 1], grid: true, ticks: 5, tickFormat: formatWholePercent},
      marks
    },
    [
      {label: "Share of each", color: "var(--series-1)"},
      {label: "Share together", color: "var(--series-2)"}
    ]
  );
}

/** Rows of a positive value by size, each with its share and that of all up to it. */
export function listParts(rows: readonly Row[], value: Options["value"]): Part[] {
  const sized = rows.map((row) => ({row, value: value(row) ?? 0})).filter((part) => part.value > 0);
  const all = sized.reduce((sum, part) => sum + part.value, 0);
  let sum = 0;
  return sized
    .sort((a, b) => b.value - a.value)
    .map((part, i) => {
      const before = sum / all;
      sum += part.value;
      return {...part, rank: i + 1, share: part.value / all, before, cumulative: sum / all};
    });
}

/** "Of 20 categories, the largest reaches 80%, and the 4 largest reach 95%." */
export function describeParts(parts: readonly Part[], unit: string, label: (row: Row) => string): string {
  if (parts.length === 1) return `All of it comes from ${label(parts[0]!.row)}.`;
  const reached = bounds.map(({share}) => {
    const count = parts.filter(({before}) => before < share).length;
    return `the ${count === 1 ? "largest reaches" : `${formatCount(count)} largest reach`} ${formatWholePercent(share)}`;
  });
  return `Of ${formatCount(parts.length)} ${unit}, ${reached.join(", and ")}.`;
}
