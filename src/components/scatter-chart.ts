import * as Plot from "@observablehq/plot";
import {extent, range} from "d3";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import type {Row} from "./rows.js";

export type Dimension = {
  label: string;
  value: (row: Row) => number | null;
  format: Format;
  axis?: Format;
  /** Equal distances are equal ratios, for x alone; values of zero or less are left out. */
  log?: boolean;
};
type Options = ChartOptions & {
  x: Dimension;
  y: Dimension;
  label: (row: Row) => string;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
  /** Told the row of the dot under a click of the mouse. */
  onPick?: (row: Row) => void;
};
type Point = {x: number; y: number; title: string; row: Row};

/** Above it dots lie over each other, so that shades show where most are. */
const many = 200;

/** One dot for each row that has both values, and behind many dots their density. */
export function scatter(rows: readonly Row[], options: Options): HTMLElement {
  const points = listPoints(rows, options);
  const {x, y, width = 640, onPick} = options;
  const isDense = points.length > many;
  const shade = {x: "x", y: "y", fill: "var(--series-1)", fillOpacity: 0.12, stroke: "none", thresholds: 8};
  const figure = drawChart(
    points,
    {height: 360, ...options, description: describe(points, options)},
    {
      marginLeft: 58,
      marginTop: 28,
      marginBottom: 40,
      x: {...scale(x, "center"), ticks: x.log && points.length > 0 ? listRatios(points, width) : 5},
      y: {...scale(y, "top"), grid: true},
      marks: [
        isDense ? Plot.density(points, shade) : null,
        Plot.dot(points, {
          x: "x",
          y: "y",
          r: 3,
          fill: "var(--series-1)",
          fillOpacity: isDense ? 0.4 : 0.65,
          stroke: "var(--theme-background)",
          strokeWidth: 0.5
        }),
        Plot.tip(points, Plot.pointer({x: "x", y: "y", title: "title", lineHeight}))
      ]
    }
  );
  if (onPick) listen(figure, onPick);
  return figure;
}

/** Plot tells the dot nearest to the pointer as the value of its drawing. A finger has no pointer before it taps, so it picks nothing. */
function listen(figure: HTMLElement, onPick: (row: Row) => void) {
  const plot = figure.querySelector<SVGElement & {value?: Point | null}>("svg[role=img]");
  plot?.classList.add("pickable");
  plot?.addEventListener("click", ({pointerType}: MouseEvent & {pointerType?: string}) => {
    if (pointerType === "mouse" && plot.value) onPick(plot.value.row);
  });
}

function scale({label, log, format, axis = format}: Dimension, labelAnchor: "center" | "top") {
  const type = log ? ("log" as const) : ("linear" as const);
  return {label, labelAnchor, labelArrow: "none" as const, tickFormat: axis, ticks: 5, nice: !log, type};
}

/** Ticks of a logarithmic axis that have room: 1, 2 and 5 of each power of ten, or 1 and 3. */
function listRatios(points: readonly Point[], width: number): number[] {
  const [low, high] = extent(points, ({x}) => x) as [number, number];
  const powers = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1);
  const steps = width < 480 ? [1, 3] : [1, 2, 5];
  return powers
    .flatMap((power) => steps.map((step) => step * 10 ** power))
    .filter((tick) => tick >= low && tick <= high);
}

/** The dots of the rows; a value that is missing, or that a logarithmic axis cannot show, leaves its row out. */
export function listPoints(
  rows: readonly Row[],
  {x, y, label, detail}: Pick<Options, "x" | "y" | "label" | "detail">
): Point[] {
  return rows.flatMap((row) => {
    const [a, b] = [x.value(row), y.value(row)];
    if (!isShown(a, x) || !isShown(b, y)) return [];
    const lines = [label(row), `${x.label}: ${x.format(a)}`, `${y.label}: ${y.format(b)}`, detail?.(row)];
    return [{x: a, y: b, title: lines.filter(Boolean).join("\n"), row}];
  });
}

function isShown(value: number | null, {log}: Dimension): value is number {
  return value !== null && Number.isFinite(value) && (!log || value > 0);
}

function describe(points: readonly Point[], {x, y}: Options): string {
  const range = (values: number[], {label, format}: Dimension) =>
    `${label} from ${format(Math.min(...values))} to ${format(Math.max(...values))}`;
  const xs = range(
    points.map((point) => point.x),
    x
  );
  return `${points.length} dots. ${xs}, ${range(
    points.map((point) => point.y),
    y
  )}.`;
}
