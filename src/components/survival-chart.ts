import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatCount, formatCounted, formatPercent, formatWholePercent} from "./format.js";
import {divide} from "./months.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  /** What survives, such as "seller". */
  unit: string;
  /** Months of which fewer have been seen are drawn hollow. */
  enough?: number;
};
type Point = {since: number; share: number; seen: number; title: string};

/** The share still active by months since the first sale, over those who can be followed that long. */
export function survivalCurve(
  rows: readonly Row[],
  {unit, enough = 100, width = 640, ...options}: Options
): HTMLElement {
  const points = rows.flatMap((row) => listPoint(row, unit));
  const few = points.some(({seen}) => seen < enough) ? `Hollow: fewer than ${formatCount(enough)} ${unit}s.` : "";
  const last = points.findLast(({seen}) => seen >= enough) ?? points.at(-1);
  return drawChart(
    points,
    {height: 280, width, caption: few, ...options, description: last && `${last.title.replace("\n", ": ")}.`},
    {
      marginLeft: 44,
      marginBottom: 38,
      x: {
        label: "Months since the month of the first sale",
        labelAnchor: "center",
        labelArrow: "none",
        ticks: Math.min(points.length, width < 480 ? 5 : 12),
        tickFormat: (since: number) => (Number.isInteger(since) ? String(since) : "")
      },
      y: {label: null, domain: [0, 1], ticks: 5, grid: true, tickFormat: formatWholePercent},
      marks: [
        Plot.lineY(points, {x: "since", y: "share", stroke: "var(--series-1)", strokeWidth: 2}),
        Plot.dot(points, {
          x: "since",
          y: "share",
          r: 3,
          stroke: "var(--series-1)",
          fill: ({seen}: Point) => (seen < enough ? "var(--theme-background-alt)" : "var(--series-1)")
        }),
        Plot.tip(points, Plot.pointerX({x: "since", y: "share", title: "title", lineHeight}))
      ]
    }
  );
}

function listPoint(row: Row, unit: string): Point[] {
  const [since, seen] = [Number(row.months_since), Number(row.sellers_count)];
  const share = divide(Number(row.active_sellers_count), seen);
  if (share === null) return [];
  const title = `After ${formatCounted(since, "month")}\n${formatPercent(share)} of ${formatCounted(seen, unit)}`;
  return [{since, share, seen, title}];
}
