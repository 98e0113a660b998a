import type {Check} from "./check-plan.ts";
import {meets, toAggregate, toCount, toFailingRows} from "./check-plan.ts";
import type {Contract} from "./contracts.ts";
import type {Session} from "./database.ts";
import type {Effects} from "./effects.ts";
import {SqlError, UsageError} from "./errors.ts";
import {fingerprint} from "./files.ts";
import {Changes} from "./incremental/changes.ts";
import type {Count, From, Recountable} from "./incremental/recount.ts";
import {findChanges, recount} from "./incremental/recount.ts";
import {timeIn} from "./runlog/timeline.ts";
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
  /** What changed in tables, so that failing rows need not be looked for among all rows. */
  changes?: Changes;
}

/** Runs the checks whose tables or rules changed since their last result; keeps results and failing rows. */
export async function runChecks(
  sessions: Session[],
  checks: Check[],
  {effects, fingerprints, sources = [], isFull = false, changes = new Changes()}: CheckOptions
): Promise<CheckResult[]> {
  const session = sessions[0]!;
  const known = new Map((await session.rows<KnownResult>(knownSql)).map((row) => [row.check_id, row]));
  const versionOf = (check: Check, states: string[]) => fingerprint(JSON.stringify(check), ...states);
  const versions = new Map(
    checks.map((check) => [
      check.id,
      versionOf(
        check,
        check.reads.map((table) => fingerprints.get(table) ?? "")
      )
    ])
  );
  const stale = checks.filter((check) => isFull || known.get(check.id)?.fingerprint !== versions.get(check.id));
  const recountable = new Map<string, Recountable>();
  for (const check of isFull ? [] : stale) {
    const earlier = known.get(check.id);
    const isCountedOn = (states: string[]) => earlier?.fingerprint === versionOf(check, states);
    const changed = earlier && (await findChanges(session, check, {changes, fingerprints, isCountedOn}));
    if (changed) recountable.set(check.id, {check, changed, earlier: {failing: earlier.failing, total: earlier.total}});
  }
  const from = fromOf(sources);
  const counts = new Map<string, Count>();
  const groups = [
    ...groupByScan(stale.filter(({id}) => !recountable.has(id))),
    ...groupByChange([...recountable.values()])
  ];
  await forEachOf(sessions, groups, async (session, [name, group]) => {
    effects.log.progress(`check: ${name}`);
    const found = await timeIn(effects, "check", name, () => count(session, group, from));
    for (const [id, count] of found) counts.set(id, count);
  });
  await keepResults(session, stale, {counts, versions, from, now: effects.now()});
  return readResults(session, checks);
}

interface KnownResult extends Count {
  check_id: string;
  fingerprint: string;
}

const knownSql =
  "select check_id, fingerprint, failing_rows as failing, total_rows as total from quality.check_results";

type Group = {checks: Check[]} | {recountable: Recountable[]};

/** Counts by what changed where that is known to do; a rule that cannot be asked of changed rows is asked of all. */
async function count(session: Session, group: Group, from: From): Promise<[string, Count][]> {
  if ("checks" in group) return countFailures(session, group.checks, from);
  const found = await recount(session, group.recountable, from).catch((error: unknown) => {
    if (!(error instanceof SqlError)) throw error;
    return undefined;
  });
  if (found) return found;
  const checks = group.recountable.map(({check}) => check);
  return (await Promise.all(checks.map((check) => countFailures(session, [check], from)))).flat();
}

/** Tests that one scan of their table can count stand together, by the table; the others alone, by their id. */
function groupByScan(checks: Check[]): Map<string, Group> {
  const groups = groupBy(checks, (check) => (toAggregate(check) ? check.table : check.id));
  return new Map([...groups].map(([name, checks]) => [name, {checks}]));
}

function groupByChange(checks: Recountable[]): Map<string, Group> {
  const groups = groupBy(checks, ({check}) => (check.rule.type === "row" ? `${check.table}, changed rows` : check.id));
  return new Map([...groups].map(([name, recountable]) => [name, {recountable}]));
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

async function countFailures(session: Session, group: Check[], from: From): Promise<[string, Count][]> {
  const [first] = group as [Check];
  const rows = from(first.table);
  const counts = group.map((check, i) => `${toAggregate(check) ?? `(${toCount(check, rows)})`} as c${i}`);
  try {
    const {total, ...row} = await session.row<Record<string, number>>(
      `select count(*) as total, ${counts.join(", ")} from ${rows}`
    );
    return group.map((check, i) => [check.id, {failing: row[`c${i}`]!, total: total!}]);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (group.length === 1)
      throw new UsageError(`${first.path}: check ${first.id} cannot run: ${error.message}`, {cause: error});
    return (await Promise.all(group.map((check) => countFailures(session, [check], from)))).flat();
  }
}

/** Raw text is read as the contract's types; every row that does not cast was rejected before. */
function fromOf(sources: Contract[]): From {
  const casts = new Map(
    sources.map(({id, columns}) => [
      id,
      columns.map(({name, type}) => `cast(${quoteIdentifier(name)} as ${type}) as ${quoteIdentifier(name)}`).join(", ")
    ])
  );
  return (table, rows) => {
    const typed = casts.get(table);
    if (!typed) return rows ?? quoteTable(table);
    return `(select ${typed}, _source_file, _row_number${rows ? ", _is_new" : ""} from ${rows ?? quoteTable(table)})`;
  };
}

interface Outcome {
  counts: Map<string, Count>;
  versions: Map<string, string>;
  from: From;
  now: Date;
}

/** Rows kept of a failing check; the count says how many there are in all. */
const keptRows = 1000;

async function keepResults(session: Session, checks: Check[], {counts, versions, from, now}: Outcome): Promise<void> {
  if (checks.length === 0) return;
  const values = checks.map((check) => toValues(check, counts.get(check.id)!, versions.get(check.id)!, now));
  const ids = checks.map((check) => quoteLiteral(check.id)).join(", ");
  const others = checks.filter(({id}) => !counts.get(id)!.isSame);
  await session.transaction(async () => {
    await session.run(`delete from quality.check_results where check_id in (${ids})`);
    await session.run(
      `delete from quality.failing_rows where check_id in (${others.map(({id}) => quoteLiteral(id)).join(", ") || "''"})`
    );
    await session.run(`insert into quality.check_results values ${values.join(", ")}`);
    for (const check of others) {
      if (counts.get(check.id)!.failing === 0) continue;
      const failing = toFailingRows(check, from(check.table));
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
