import {z} from "zod";
import {UsageError} from "./errors.ts";
import {quoteIdentifier, quoteLiteral} from "./sql-text.ts";

export type Severity = "error" | "warn";

/** A rule about a table's rows, and how many breaches it bears. */
export interface DataTest {
  /** `table.column.kind`, unique among all tests. */
  id: string;
  kind: string;
  table: string;
  column?: string;
  /** Where it was written, relative to the root. */
  path: string;
  severity: Severity;
  /** Conditions on the number of failing rows, such as `> 10` or `> 1 %`. */
  errorIf: string;
  warnIf: string;
  /** Why a threshold was loosened. */
  reason?: string;
  /** Arguments of its kind, as written. */
  args?: Record<string, unknown>;
  rule: Rule;
}

/**
 * What fails: a condition on a row, the surplus rows of a repeated key, rows without their parent,
 * or the rows of a query of its own; where it names a column `by`, rows of each of its values decide for themselves.
 */
export type Rule =
  | {type: "row"; fails: string; where?: string}
  | {type: "unique"; columns: string[]; where?: string}
  | {type: "relationship"; column: string; to: string; field: string; where?: string}
  | {type: "query"; sql: string; by?: string};

/** A comparison with a number of rows, or with a share of the table's. */
export const conditionPattern = /^\s*(>=|>|<=|<|!=|=)\s*(\d+(?:\.\d+)?)\s*(%)?\s*$/;
export const conditionSchema = z.string().regex(conditionPattern, 'expected a comparison such as "> 10" or "> 1 %"');
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const common = {
  name: z.string().optional(),
  severity: z.enum(["error", "warn"]).default("error"),
  where: z.string().optional(),
  error_if: conditionSchema.default("> 0"),
  warn_if: conditionSchema.default("> 0"),
  reason: z.string().optional()
};

const argumentSchemas = {
  not_null: z.strictObject(common),
  unique: z.strictObject({...common, columns: z.array(z.string()).min(1).optional()}),
  accepted_values: z.strictObject({...common, values: z.array(scalar).min(1)}),
  accepted_range: z
    .strictObject({
      ...common,
      min_value: scalar.optional(),
      max_value: scalar.optional(),
      inclusive: z.boolean().default(true)
    })
    .refine(
      (range) => range.min_value !== undefined || range.max_value !== undefined,
      "expected min_value or max_value"
    ),
  relationships: z.strictObject({...common, to: z.string(), field: z.string()}),
  expression_is_true: z.strictObject({...common, expression: z.string().min(1)})
};

type Kind = keyof typeof argumentSchemas;
type Arguments = {[K in Kind]: z.infer<(typeof argumentSchemas)[K]>};
const kinds = Object.keys(argumentSchemas) as Kind[];

/** A test as written: its bare name, or its name with arguments. */
export const testSchema = z.union([z.enum(kinds), z.record(z.string(), z.unknown())]);

interface Place {
  table: string;
  column?: string;
  path: string;
}

/** Reads the tests of a table or column, refusing unknown kinds, missing arguments and two of one name. */
export function parseTests(entries: z.infer<typeof testSchema>[], place: Place): DataTest[] {
  const tests = entries.map((entry) => parseTest(entry, place));
  const ids = new Set<string>();
  for (const {id} of tests) {
    if (ids.has(id))
      throw new UsageError(`${place.path}: two tests are called ${id}. Give one a name of its own ("name: …").`);
    ids.add(id);
  }
  return tests;
}

function parseTest(entry: z.infer<typeof testSchema>, place: Place): DataTest {
  const [kind, args] = typeof entry === "string" ? [entry, {}] : (Object.entries(entry)[0] ?? ["", {}]);
  const where = `${place.path}: ${[place.table, place.column].filter(Boolean).join(".")}`;
  if (!isKind(kind)) throw new UsageError(`${where}: unknown test "${kind}". Known tests: ${kinds.join(", ")}.`);
  const result = argumentSchemas[kind].safeParse(args ?? {});
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UsageError(`${where}: test ${kind}: ${issue!.path.join(".")} ${issue!.message}`);
  }
  return toTest(kind, result.data, place, where);
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(argumentSchemas, kind);

function toTest(kind: Kind, args: Arguments[Kind], place: Place, where: string): DataTest {
  const {name, severity, error_if, warn_if, reason} = args;
  return {
    id: [place.table, place.column, name ?? kind].filter(Boolean).join("."),
    kind,
    ...place,
    severity,
    errorIf: error_if,
    warnIf: warn_if,
    ...(reason && {reason}),
    ...ownArguments(args),
    rule: toRule(kind, args, place, where)
  };
}

function ownArguments(args: Record<string, unknown>): Pick<DataTest, "args"> {
  const own = Object.entries(args).filter(([name]) => !Object.hasOwn(common, name));
  return own.length > 0 ? {args: Object.fromEntries(own)} : {};
}

function toRule(kind: Kind, args: Arguments[Kind], place: Place, path: string): Rule {
  const {where} = args;
  if (kind === "unique")
    return {type: "unique", columns: (args as Arguments["unique"]).columns ?? [getColumn(place, kind, path)], where};
  if (kind === "relationships") {
    const {to, field} = args as Arguments["relationships"];
    return {type: "relationship", column: getColumn(place, kind, path), to, field, where};
  }
  if (kind === "expression_is_true")
    return {type: "row", fails: `not (${(args as Arguments["expression_is_true"]).expression})`, where};
  return {type: "row", fails: toCondition(kind, args, quoteIdentifier(getColumn(place, kind, path))), where};
}

function toCondition(kind: Kind, args: Arguments[Kind], column: string): string {
  if (kind === "not_null") return `${column} is null`;
  if (kind === "accepted_values")
    return `${column} not in (${(args as Arguments["accepted_values"]).values.map(quoteLiteral).join(", ")})`;
  const {min_value, max_value, inclusive} = args as Arguments["accepted_range"];
  const bounds: string[] = [];
  if (min_value !== undefined) bounds.push(`${column} ${inclusive ? "<" : "<="} ${toBound(min_value)}`);
  if (max_value !== undefined) bounds.push(`${column} ${inclusive ? ">" : ">="} ${toBound(max_value)}`);
  return bounds.join(" or ");
}

/** A bound is a number, or SQL such as `date '2016-01-01'` or another column. */
const toBound = (value: z.infer<typeof scalar>) => String(value);

function getColumn({column}: Place, kind: string, path: string): string {
  if (!column)
    throw new UsageError(`${path}: test ${kind} belongs to a column. Write it under the column's data_tests.`);
  return column;
}
