import type {Check} from "./check-plan.ts";
import {meets, toAggregate, toCount, toFailingRows} from "./check-plan.ts";
import type {Contract} from "./contracts.ts";
import type {Session} from "./database.ts";
import type {Effects} from "./effects.ts";
import {SqlError, UsageError} from "./errors.ts";
import {fingerprint} from "./files.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";
import {forEachOf} from "./workers.ts";

export type Status = "pass" | "warn" | "fail";

/** The outcome of a check, as kept in `quality.check_results`. */
export interface CheckResult {
  check_id: string;
  table_name: string;
  status: Status;
  failing_rows: number;
  threshold: string;
  reason: string | null;
  path: string;
}

interface CheckOptions {
  effects: Effects;
  /** Fingerprint of each table, by id. */
  fingerprints: Map<string, string>;
  /** Source tables: text, read through the types of their contract. */
  sources?: Contract[];
  isFull?: boolean;
}

/** Runs the checks whose tables or rules changed since their last result; keeps results and failing rows. */
export async function runChecks(
  sessions: Session[],
  checks: Check[],
  {effects, fingerprints, sources = [], isFull = false}: CheckOptions
): Promise<CheckResult[]> {
  const session = sessions[0]!;
  const known = new Map(
    (
      await session.rows<{check_id: string; fingerprint: string}>(
        "select check_id, fingerprint from quality.check_results"
      )
    ).map((row) => [row.check_id, row.fingerprint])
  );
  const versions = new Map(
    checks.map((check) => [
      check.id,
      fingerprint(JSON.stringify(check), ...check.reads.map((table) => fingerprints.get(table) ?? ""))
    ])
  );
  const stale = checks.filter((check) => isFull || known.get(check.id) !== versions.get(check.id));
  const views = new Map(sources.map((source) => [source.id, typedView(source)]));
  const counts = new Map<string, Count>();
  await forEachOf(sessions, [...groupByScan(stale)], async (session, group) => {
    effects.log.progress(`check: ${group[0]!.table}`);
    for (const [id, count] of await countFailures(session, group, views)) counts.set(id, count);
  });
  await keepResults(session, stale, {counts, versions, views, now: effects.now()});
  return readResults(session, checks);
}

/** Tests that one scan of their table can count stand together; the others alone. */
function groupByScan(checks: Check[]): Iterable<Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const key = toAggregate(check) ? check.table : check.id;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return groups.values();
}

interface Count {
  failing: number;
  /** Rows of the table. */
  total: number;
}

async function countFailures(session: Session, group: Check[], views: Map<string, string>): Promise<[string, Count][]> {
  const [first] = group as [Check];
  const from = views.get(first.table) ?? quoteTable(first.table);
  const counts = group.map((check, i) => `${toAggregate(check) ?? `(${toCount(check, from)})`} as c${i}`);
  try {
    const {total, ...row} = await session.row<Record<string, number>>(
      `select count(*) as total, ${counts.join(", ")} from ${from}`
    );
    return group.map((check, i) => [check.id, {failing: row[`c${i}`]!, total: total!}]);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (group.length === 1)
      throw new UsageError(`${first.path}: check ${first.id} cannot run: ${error.message}`, {cause: error});
    return (await Promise.all(group.map((check) => countFailures(session, [check], views)))).flat();
  }
}

/** Raw text read as the contract's types; every row that does not cast was rejected before. */
function typedView({id, columns}: Contract): string {
  const casts = columns.map(({name, type}) => `cast(${quoteIdentifier(name)} as ${type}) as ${quoteIdentifier(name)}`);
  return `(select ${casts.join(", ")}, _source_file, _row_number from ${quoteTable(id)})`;
}

interface Outcome {
  counts: Map<string, Count>;
  versions: Map<string, string>;
  views: Map<string, string>;
  now: Date;
}

/** Rows kept of a failing check; the count says how many there are in all. */
const keptRows = 1000;

async function keepResults(session: Session, checks: Check[], {counts, versions, views, now}: Outcome): Promise<void> {
  if (checks.length === 0) return;
  const values = checks.map((check) => toValues(check, counts.get(check.id)!, versions.get(check.id)!, now));
  const ids = checks.map((check) => quoteLiteral(check.id)).join(", ");
  await session.transaction(async () => {
    await session.run(`delete from quality.check_results where check_id in (${ids})`);
    await session.run(`delete from quality.failing_rows where check_id in (${ids})`);
    await session.run(`insert into quality.check_results values ${values.join(", ")}`);
    for (const check of checks) {
      if (counts.get(check.id)!.failing === 0) continue;
      const failing = toFailingRows(check, views.get(check.table));
      await session.run(
        `insert into quality.failing_rows select ${quoteLiteral(check.id)}, to_json(f)::varchar from (${failing}\n) as f limit ${keptRows}`
      );
    }
  });
}

const literalOrNull = (value: string | null) => (value === null ? "null" : quoteLiteral(value));

function toValues(check: Check, count: Count, version: string, now: Date): string {
  const {id, table, column = null, kind, severity, errorIf, warnIf, reason = null, path} = check;
  const status = judge(check, count);
  const threshold = severity === "error" && status !== "warn" ? errorIf : warnIf;
  const [before, after] = [
    [id, table, column, kind, severity, status],
    [threshold, reason, path, version, now.toISOString().slice(0, 19)]
  ];
  return `(${[...before.map(literalOrNull), count.failing, count.total, ...after.map(literalOrNull)].join(", ")})`;
}

/** As in dbt: an error where `error_if` is met and the severity allows, else a warning where `warn_if` is. */
function judge({severity, errorIf, warnIf}: Check, {failing, total}: Count): Status {
  if (severity === "error" && meets(errorIf, failing, total)) return "fail";
  return meets(warnIf, failing, total) ? "warn" : "pass";
}

async function readResults(session: Session, checks: Check[]): Promise<CheckResult[]> {
  const ids = new Set(checks.map((check) => check.id));
  const rows = await session.rows<CheckResult>(
    "select check_id, table_name, status, failing_rows, threshold, reason, path from quality.check_results order by check_id"
  );
  return rows.filter((row) => ids.has(row.check_id));
}
