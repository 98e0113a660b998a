import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Contract} from "./contracts.ts";
import type {DataTest, Severity} from "./data-tests.ts";
import {conditionPattern, conditionSchema} from "./data-tests.ts";
import type {Session} from "./database.ts";
import {UsageError} from "./errors.ts";
import {findFiles} from "./files.ts";
import {ParseMemory} from "./parse-memory.ts";
import {parseSelect} from "./parser.ts";
import {quoteIdentifier, quoteTable} from "./sql-text.ts";

/** A test with the tables whose change makes its last result void. */
export interface Check extends DataTest {
  reads: string[];
}

/** Everything to check: the tests of contracts, then the queries of `sql/tests/`. */
export async function planChecks(
  session: Session,
  root: string,
  contracts: Contract[],
  memory = ParseMemory.none()
): Promise<Check[]> {
  const checks = contracts.flatMap((contract) => contract.tests.map((test) => ({...test, reads: readsOf(test)})));
  const known = new Map(
    contracts.map((contract) => [contract.id, new Set(contract.columns.map((column) => column.name))])
  );
  for (const check of checks) refuseUnknownColumns(check, known);
  return [...checks, ...(await readSqlTests(session, root, known, memory))];
}

const readsOf = ({table, rule}: DataTest) => (rule.type === "relationship" ? [table, rule.to] : [table]);

function refuseUnknownColumns({id, path, rule}: Check, known: Map<string, Set<string>>): void {
  const table = id.split(".").slice(0, 2).join(".");
  const named =
    rule.type === "unique"
      ? rule.columns.map((column) => [table, column])
      : rule.type === "relationship"
        ? [[rule.to, rule.field]]
        : [];
  for (const [table, column] of named as [string, string][]) {
    if (known.get(table)?.has(column)) continue;
    throw new UsageError(`${path}: test ${id} names ${table}.${column}, which no contract has.`);
  }
}

/** A file of `sql/tests/` yields the rows that break its rule; comments at its head set severity and thresholds. */
async function readSqlTests(
  session: Session,
  root: string,
  known: Map<string, Set<string>>,
  memory: ParseMemory
): Promise<Check[]> {
  const files = await findFiles(join(root, "sql/tests"), /\.sql$/);
  return Promise.all(
    files.map(async (file) => {
      const path = `sql/tests/${file}`;
      const sql = (await readFile(join(root, path), "utf8")).trim().replace(/;$/, "");
      const {tables} = await memory.recall([path, sql], () => parseSelect(session, sql, path));
      const unknown = tables.find((table) => !known.has(table));
      if (unknown) throw new UsageError(`${path}: unknown table ${unknown}.`);
      const {of = tables[0]!, by, ...head} = readHead(sql, path);
      if (!tables.includes(of)) throw new UsageError(`${path}: of names ${of}, which the test does not read.`);
      const other = by && tables.find((table) => !known.get(table)!.has(by));
      if (other) throw new UsageError(`${path}: by names ${by}, which ${other} does not have.`);
      return {
        ...head,
        id: `tests.${file.slice(0, -".sql".length)}`,
        kind: "query",
        table: of,
        path,
        rule: {type: "query", sql, ...(by && {by})},
        reads: tables
      };
    })
  );
}

const heads = /^--\s*(severity|of|by|error_if|warn_if|reason|description):\s*(.+)$/gm;

interface Head {
  severity: Severity;
  errorIf: string;
  warnIf: string;
  reason?: string;
  /** The table whose rows a share is of. */
  of?: string;
  /** The column, of all tables read, whose every value is judged by its own rows alone. */
  by?: string;
}

function readHead(sql: string, path: string): Head {
  const head = Object.fromEntries([...sql.matchAll(heads)].map(([, key, value]) => [key!, value!.trim()]));
  const severity = head.severity ?? "error";
  if (severity !== "error" && severity !== "warn")
    throw new UsageError(`${path}: severity is "error" or "warn", not "${severity}".`);
  const threshold = (key: "error_if" | "warn_if") => {
    const value = head[key] ?? "> 0";
    if (!conditionSchema.safeParse(value).success)
      throw new UsageError(`${path}: ${key} is a comparison such as "> 10" or "> 1 %", not "${value}".`);
    if (value.includes("%") && !head.of)
      throw new UsageError(
        `${path}: ${key} is a share: name the table whose rows it is of, as in "-- of: core.fact_orders".`
      );
    return value;
  };
  return {
    severity,
    errorIf: threshold("error_if"),
    warnIf: threshold("warn_if"),
    ...(head.reason && {reason: head.reason}),
    ...(head.of && {of: head.of}),
    ...(head.by && {by: head.by})
  };
}

/** Whether a number of failing rows meets a condition such as `> 10` or, of the `total` rows, `> 1 %`. */
export function meets(condition: string, count: number, total: number): boolean {
  const [, operator, bound, percent] = conditionPattern.exec(condition)!;
  const limit = percent ? (Number(bound) / 100) * total : Number(bound);
  const outcomes: Record<string, boolean> = {
    ">": count > limit,
    ">=": count >= limit,
    "<": count < limit,
    "<=": count <= limit,
    "=": count === limit,
    "!=": count !== limit
  };
  return outcomes[operator!]!;
}

/** The aggregate that counts a test's failing rows in one scan of its table; undefined where it needs a query of its own. */
export function toAggregate({rule}: DataTest): string | undefined {
  if (rule.type === "row") return `count(*) filter (where ${both(rule.where, rule.fails)})`;
  if (rule.type !== "unique" || rule.columns.length > 1) return undefined;
  const column = quoteIdentifier(rule.columns[0]!);
  const filter = rule.where ? ` filter (where ${rule.where})` : "";
  return `count(${column})${filter} - count(distinct ${column})${filter}`;
}

/** The query that counts the failing rows of a test that no scan can share, as `failing`. */
export function toCount(test: DataTest, from = quoteTable(test.table)): string {
  const {rule} = test;
  if (rule.type !== "unique") return `select count(*) as failing from (${toFailingRows(test, from)}\n)`;
  const columns = rule.columns.map(quoteIdentifier);
  const conditions = [...(rule.where ? [`(${rule.where})`] : []), ...columns.map((column) => `${column} is not null`)];
  const keys = `select count(*) as n from ${from} where ${conditions.join(" and ")} group by ${columns.join(", ")}`;
  return `select coalesce(sum(n - 1), 0)::bigint as failing from (${keys})`;
}

/** The query whose rows break the rule; `from` is what stands for the table. */
export function toFailingRows({table, rule}: DataTest, from = quoteTable(table)): string {
  if (rule.type === "query") return rule.sql;
  if (rule.type === "row") return `select * from ${from} where ${both(rule.where, rule.fails)}`;
  const rows = rule.where ? `(select * from ${from} where ${rule.where})` : from;
  if (rule.type === "unique") {
    const columns = rule.columns.map(quoteIdentifier);
    const key = columns.join(", ");
    const repeated = `select (${key}) from ${rows} where ${columns.map((column) => `${column} is not null`).join(" and ")} group by ${key} having count(*) > 1`;
    return `select * from ${rows} where (${key}) in (${repeated}) qualify row_number() over (partition by ${key}) > 1`;
  }
  const column = quoteIdentifier(rule.column);
  return `select c.* from ${rows} as c anti join ${quoteTable(rule.to)} as p on c.${column} = p.${quoteIdentifier(rule.field)} where c.${column} is not null`;
}

const both = (where: string | undefined, fails: string) => (where ? `(${where}) and (${fails})` : fails);
