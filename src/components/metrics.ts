import * as format from "./format.js";

/** Null where the data has nothing to measure; dates as "2018-08-01". */
export type MetricValue = number | string | boolean | null;

export type Metric = {
  name: string;
  label: string;
  unit?: string;
  definition: string;
  format: string;
  /** SQL over the published tables. */
  formula: string;
  /** Over all of the data, whatever the filters. */
  value: MetricValue;
};

/** The published data/metrics.json. */
export type MetricFile = {metrics: Metric[]};

const formats: Record<string, format.Format> = {
  money: format.formatMoney,
  count: format.formatCount,
  percent: format.formatPercent,
  days: format.formatDays,
  score: format.formatScore,
  points: format.formatPoints,
  decimal: format.formatDecimal,
  km: (value) => `${format.formatCount(value)} km`
};

/** A metric's value in words and figures. */
export function formatMetric({format: name, value}: Pick<Metric, "format" | "value">): string {
  if (typeof value === "string") return name === "date" ? format.formatDate(value) : format.formatLabel(value);
  return typeof value === "number" ? (formats[name] ?? String)(value) : format.none;
}
