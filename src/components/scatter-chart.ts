import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import type {Row} from "./rows.js";

export type Dimension = {
  label: string;
  value: (row: Row) => number | null;
  format: Format;
  axis?: Format;
  /** Equal distances are equal ratios; values of zero or less are left out. */
  log?: boolean;
};
type Options = ChartOptions & {
  x: Dimension;
  y: Dimension;
  label: (row: Row) => string;
  /** The area of a dot; all alike without it. */
  size?: (row: Row) => number | null;
  color?: (row: Row) => string;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
  /** Shades where many dots lie over each other. */
  density?: boolean;
};
type Point = {x: number; y: number; size: number; color: string; title: string};

/** One dot for each row that has both values, and behind many dots their density. */
export function scatter(rows: readonly Row[], {density, ...options}: Options): HTMLElement {
  const points = listPoints(rows, options);
  const {x, y, size} = options;
  const isDense = density ?? points.length > 200;
  const shade = {x: "x", y: "y", fill: "var(--series-1)", fillOpacity: 0.12, stroke: "none", thresholds: 8};
  return drawChart(
    points,
    {height: 320, ...options, description: describe(points, options)},
    {
      marginLeft: 58,
      marginBottom: 40,
      x: scale(x, "center"),
      y: {...scale(y, "top"), grid: true},
      r: {range: [2, size ? 14 : 3]},
      marks: [
        isDense && points.length > 2 ? Plot.density(points, shade) : null,
        Plot.dot(points, {
          x: "x",
          y: "y",
          r: size ? "size" : 3,
          fill: "color",
          fillOpacity: isDense ? 0.35 : 0.65,
          stroke: "var(--theme-background)",
          strokeWidth: 0.5
        }),
        Plot.tip(points, Plot.pointer({x: "x", y: "y", title: "title", lineHeight}))
      ]
    }
  );
}

function scale({label, log, format, axis = format}: Dimension, labelAnchor: "center" | "top") {
  return {
    label,
    labelAnchor,
    labelArrow: "none",
    tickFormat: axis,
    ticks: 5,
    nice: !log,
    type: log ? "log" : "linear"
  } as const;
}

function listPoints(rows: readonly Row[], {x, y, size, color, label, detail}: Options): Point[] {
  return rows.flatMap((row) => {
    const [a, b] = [x.value(row), y.value(row)];
    if (!isShown(a, x) || !isShown(b, y)) return [];
    const lines = [label(row), `${x.label}: ${x.format(a)}`, `${y.label}: ${y.format(b)}`, detail?.(row)];
    const title = lines.filter(Boolean).join("\n");
    return [{x: a, y: b, size: size?.(row) ?? 1, color: color?.(row) ?? "var(--series-1)", title}];
  });
}

function isShown(value: number | null, {log}: Dimension): value is number {
  return value !== null && Number.isFinite(value) && (!log || value > 0);
}

function describe(points: readonly Point[], {x, y}: Options): string | undefined {
  if (points.length === 0) return undefined;
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
