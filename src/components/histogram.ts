import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatCounted, formatPercent} from "./format.js";
import {listLargest, nameTied} from "./leaders.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  count: string;
  /** What is counted: "order". */
  counted?: string;
  /** The name of the horizontal axis. */
  unit: string;
  /** What the bins are: "days". */
  bins?: string;
  /** Bins above it are drawn as bad. */
  threshold?: number;
  swatches?: {label: string; color: string}[];
  range: [number, number];
};

/** Bars over whole-number bins; what lies beyond the range counts in its first or last bar. */
export function histogram(
  rows: readonly Row[],
  {
    count,
    counted = "order",
    unit,
    bins: things = "days",
    threshold = Infinity,
    swatches,
    range: [low, high],
    ...options
  }: Options
): HTMLElement {
  const bins = clampBins(rows, count, low, high);
  const all = bins.reduce((sum, bin) => sum + bin.count, 0);
  const name = ({bin}: Bin) => nameBin(bin, unit, {low, high});
  return drawChart(
    bins,
    {
      caption:
        low < 0
          ? "The first and the last bar count all beyond them."
          : `The last bar counts ${high} ${things} and more.`,
      ...options,
      description: describeBins(bins, name, counted)
    },
    {
      marginLeft: 52,
      marginBottom: 40,
      x: {label: unit, domain: [low, high + 1], labelAnchor: "center", labelArrow: "none"},
      y: {
        label: null,
        grid: true,
        tickFormat: (share: number) => `${Math.round(100 * share)}%`,
        ticks: 4
      },
      marks: [
        Plot.rectY(bins, {
          x1: "bin",
          x2: (d) => d.bin + 1,
          y: (d) => d.count / all,
          insetLeft: 0.5,
          insetRight: 0.5,
          fill: (d) => (d.bin > threshold ? "var(--bad)" : "var(--series-1)"),
          title: (d) => `${name(d)}\n${formatCounted(d.count, counted)}, ${formatPercent(d.count / all)}`,
          tip: {lineHeight}
        }),
        Plot.ruleY([0])
      ]
    },
    swatches
  );
}

type Bin = {bin: number; count: number};

function clampBins(rows: readonly Row[], count: string, low: number, high: number): Bin[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const bin = Math.min(high, Math.max(low, Number(row.bin)));
    counts.set(bin, (counts.get(bin) ?? 0) + Number(row[count]));
  }
  return Array.from(counts, ([bin, count]) => ({bin, count})).sort((a, b) => a.bin - b.bin);
}

/** "1 week from the first order", "45 or more days to deliver"; the unit begins with its plural. */
export function nameBin(bin: number, unit: string, {low, high}: {low: number; high: number}): string {
  if (bin === low && low < 0) return `${bin} or less ${unit}`;
  if (bin === high) return `${bin} or more ${unit}`;
  return `${bin} ${Math.abs(bin) === 1 ? unit.replace(/s\b/, "") : unit}`;
}

/** "Most customers: 1 week from the first order, 20 customers." */
export function describeBins(bins: readonly Bin[], name: (bin: Bin) => string, counted: string): string {
  const top = listLargest(bins, ({count}) => count);
  const most = formatCounted(top[0]?.count ?? 0, counted);
  return `Most ${counted}s: ${nameTied(top, name, "bars")}, ${most}${top.length > 1 ? " each" : ""}.`;
}
