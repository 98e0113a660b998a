import type {MetricFile, MetricValue} from "../../../components/metrics.ts";
import {UsageError} from "../errors.ts";
import type {Metric} from "../metrics.ts";
import {readMetrics} from "../metrics.ts";
import type {Engine} from "./engine.ts";

/** The metrics with their values over all of the published data, as the site reads them. */
export async function computeMetrics(root: string, engine: Engine): Promise<MetricFile> {
  const metrics = await readMetrics(root);
  return {metrics: metrics.map((metric) => ({...metric, value: computeValue(metric, engine)}))};
}

function computeValue({name, format, formula}: Metric, engine: Engine): MetricValue {
  try {
    const {rows, columns} = engine.query({text: formula, params: []});
    const value = rows[0]?.[columns[0]!.name] ?? null;
    if (rows.length !== 1 || columns.length !== 1)
      throw new Error(`expected one row and one column, found ${rows.length} and ${columns.length}`);
    if (format === "money" && typeof value === "number") return Math.round(100 * value) / 100;
    return value instanceof Date ? value.toISOString().slice(0, 10) : value;
  } catch (error) {
    throw new UsageError(`sql/metrics.yml: the formula of ${name}: ${(error as Error).message}`, {cause: error});
  }
}
