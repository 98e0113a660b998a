import type {Quantiles} from "./box-chart.js";
import type {State} from "./catalog.js";
import {formatCount} from "./format.js";
import {total} from "./months.js";
import type {Row} from "./rows.js";

const edges: Record<string, readonly number[]> = {
  distance_km: [0, 100, 250, 500, 1000, 2000],
  freight: [0, 10, 15, 20, 30, 50]
};

/** "250–500", "2,000+": a band by its own edge and that of the next. */
export function bandName({measure, band}: Row): string {
  const all = edges[String(measure)] ?? [];
  const next = all[all.indexOf(Number(band)) + 1];
  return next === undefined ? `${formatCount(Number(band))}+` : `${formatCount(Number(band))}–${formatCount(next)}`;
}

/** Quantiles of whole numbers out of the orders in each bin, each the least bin that holds its share; null for fewer than 20. */
export function findBinQuantiles(rows: readonly Row[], count = "orders_count"): Quantiles | null {
  const all = total(rows, count);
  if (all < 20) return null;
  const sorted = rows.toSorted((a, b) => Number(a.bin) - Number(b.bin));
  const at = (share: number) => {
    let seen = 0;
    return Number(sorted.find((row) => (seen += Number(row[count])) >= share * all)!.bin);
  };
  return {low: at(0.05), q1: at(0.25), median: at(0.5), q3: at(0.75), high: at(0.95)};
}

export const nameState = (states: readonly State[]) => (row: Row) =>
  states.find(({state}) => state === row.state)?.name ?? String(row.state);
