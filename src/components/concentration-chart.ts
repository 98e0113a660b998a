import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatPercent, formatScore, formatWholePercent} from "./format.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  /** What the members are, such as "sellers". */
  unit: string;
};
type Point = {top: number; share: number};

/** The share of revenue that the top share of members brings, and the line on which all would bring the same. */
export function concentrationCurve(rows: readonly Row[], {unit, width = 640, ...options}: Options): HTMLElement {
  const points = rows.map((row) => ({top: Number(row.top_percent) / 100, share: Number(row.revenue_share)}));
  const title = ({top, share}: Point) =>
    `Top ${formatWholePercent(top)} of ${unit}\n${formatPercent(share)} of their revenue`;
  const tenth = findShare(rows, 10);
  const gini = rows[0] ? formatScore(Number(rows[0].gini)) : "";
  const percent = {tickFormat: formatWholePercent, ticks: 5, domain: [0, 1], grid: true};
  return drawChart(
    points,
    {
      height: 300,
      width,
      caption: `Straight line: all bring the same. Gini coefficient ${gini}.`,
      ...options,
      description:
        tenth === null ? undefined : `The top 10% of ${unit} bring ${formatPercent(tenth)}. Gini coefficient ${gini}.`
    },
    {
      marginLeft: 44,
      marginBottom: 38,
      x: {...percent, label: `Share of ${unit}, from the highest revenue`, labelAnchor: "center", labelArrow: "none"},
      y: {...percent, label: null},
      marks: [
        Plot.areaY(points, {x: "top", y1: "top", y2: "share", fill: "var(--series-1)", fillOpacity: 0.12}),
        Plot.lineY(points, {x: "top", y: "top", stroke: "currentColor", strokeOpacity: 0.4}),
        Plot.lineY(points, {x: "top", y: "share", stroke: "var(--series-1)", strokeWidth: 2}),
        Plot.tip(points, Plot.pointerX({x: "top", y: "share", title, lineHeight}))
      ]
    }
  );
}

/** The share of revenue that the top members bring; null where there is no curve. */
export function findShare(rows: readonly Row[], topPercent: number): number | null {
  const row = rows.find((each) => each.top_percent === topPercent);
  return row ? Number(row.revenue_share) : null;
}
