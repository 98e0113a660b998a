import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {layOutNames} from "./names.js";
import type {Row} from "./rows.js";

/** Five numbers of a distribution, such as its quantiles at 5, 25, 50, 75 and 95 %. */
export type Quantiles = {low: number; q1: number; median: number; q3: number; high: number};
type Options = ChartOptions & {
  label: (row: Row) => string;
  /** Null where a row has too few values to tell. */
  quantiles: (row: Row) => Quantiles | null;
  format: Format;
  axis?: Format;
  detail?: (row: Row) => string;
  /** A value to compare with, drawn across all. */
  reference?: {value: number; label: string};
};
type Box = Quantiles & {rank: number; name: string; title: string};

/** Lying boxes in the order of the rows: a line from the low to the high quantile, a box over the middle half, a bar at the median. */
export function boxPlot(rows: readonly Row[], {caption, ...options}: Options): HTMLElement {
  const boxes = listBoxes(rows, options);
  const {width = 640, reference, format, axis = format} = options;
  const names = layOutNames(boxes.map(({name}) => name));
  const note = `Box: the middle half, with its median. Line: from 5 to 95 %.${reference ? ` Dashed: ${reference.label}.` : ""}`;
  return drawChart(
    boxes,
    {
      height: 48 + Math.max(26, names.height) * boxes.length,
      ...options,
      caption: caption ?? note,
      description: describe(boxes)
    },
    {
      marginLeft: names.margin,
      marginTop: 8,
      x: {label: null, grid: true, tickFormat: axis, ticks: Math.max(3, Math.min(8, width / 90))},
      y: {type: "band", label: null, padding: 0.3},
      marks: [
        Plot.axisY({
          tickSize: 0,
          tickFormat: (rank: number) => names.texts[boxes.findIndex((box) => box.rank === rank)] ?? ""
        }),
        Plot.ruleY(boxes, {y: "rank", x1: "low", x2: "high", stroke: "var(--series-1)"}),
        Plot.barX(boxes, {y: "rank", x1: "q1", x2: "q3", fill: "var(--series-1)", fillOpacity: 0.55}),
        Plot.tickX(boxes, {y: "rank", x: "median", stroke: "currentColor", strokeWidth: 2}),
        reference ? Plot.ruleX([reference.value], {stroke: "var(--bad)", strokeDasharray: "4 3"}) : null,
        Plot.tip(boxes, Plot.pointerY({y: "rank", x: "median", title: "title", lineHeight}))
      ]
    }
  );
}

/** The five numbers of values; null for fewer of them than it takes. */
export function findQuantiles(values: readonly number[], enough = 5): Quantiles | null {
  if (values.length < enough) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (p: number) => interpolate(sorted, p * (sorted.length - 1));
  return {low: at(0.05), q1: at(0.25), median: at(0.5), q3: at(0.75), high: at(0.95)};
}

function interpolate(sorted: readonly number[], place: number): number {
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (place % 1) * (above - below);
}

function listBoxes(rows: readonly Row[], {label, quantiles, format, detail}: Options): Box[] {
  return rows.flatMap((row, rank) => {
    const found = quantiles(row);
    if (!found) return [];
    const {low, q1, median, q3, high} = found;
    const lines = [
      `${label(row)}: median ${format(median)}`,
      `Half of them: ${format(q1)} to ${format(q3)}`,
      `Nine of ten: ${format(low)} to ${format(high)}`,
      detail?.(row)
    ];
    return [{...found, rank, name: label(row), title: lines.filter(Boolean).join("\n")}];
  });
}

function describe(boxes: readonly Box[]): string | undefined {
  const sorted = boxes.toSorted((a, b) => a.median - b.median);
  const [low, high] = [sorted[0], sorted.at(-1)].map((box) => box?.title.split("\n")[0]);
  return low && `Lowest: ${low}. Highest: ${high}.`;
}
