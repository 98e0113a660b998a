import {z} from "zod";
import {readYaml} from "./contracts.ts";
import {UsageError} from "./errors.ts";
import {ParseMemory} from "./parse-memory.ts";

const formats = ["money", "count", "percent", "days", "score", "points", "decimal", "km", "date", "text"] as const;

const metricSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, "expected lower case and underscores"),
  label: z.string().min(1),
  unit: z.string().optional(),
  definition: z.string().min(1),
  format: z.enum(formats),
  formula: z.string().regex(/^(select|with)\b/, "expected a query that begins with select or with")
});

/** A metric as it is defined; the formula is a query of one row and one column over the published tables. */
export type Metric = z.infer<typeof metricSchema>;

const path = "sql/metrics.yml";

/** The metrics, in the order of their file. */
export async function readMetrics(root: string): Promise<Metric[]> {
  const schema = z.strictObject({version: z.literal(1), metrics: z.array(metricSchema)});
  const {metrics} = await readYaml({root, path, schema, memory: ParseMemory.none()}, (content) => content);
  const names = metrics.map(({name}) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new UsageError(`${path}: ${twice} is defined twice. Keep one.`);
  return metrics;
}
