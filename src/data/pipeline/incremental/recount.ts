import type {Check} from "../check-plan.ts";
import type {Session} from "../database.ts";
import {quoteIdentifier} from "../sql-text.ts";
import type {Change, Changes} from "./changes.ts";
import {recountQuery} from "./recount-query.ts";

/** What a check found: failing rows, and rows of its table. */
export interface Count {
  failing: number;
  total: number;
  /** Whether the failing rows are known to be those of the last result. */
  isSame?: boolean;
}

/** A check whose failing rows can be counted by what changed since they were last counted. */
export interface Recountable {
  check: Check;
  /** Changed rows of the tables that it reads, by table; one that is missing did not change. */
  changed: Map<string, Change>;
  earlier: Count;
}

interface States {
  changes: Changes;
  /** Fingerprint of each table as it stands. */
  fingerprints: Map<string, string>;
  /** Whether the check's last result was counted on tables with these fingerprints, in the order of what it reads. */
  isCountedOn: (states: string[]) => boolean;
}

/**
 * The changes of what a check reads, if all that changed since its last result are known ones, and its rule looks at
 * rows or their keys; queries of their own that name no key, and rules that ask one, need all rows.
 */
export async function findChanges(
  session: Session,
  {reads, rule}: Check,
  {changes, fingerprints, isCountedOn}: States
): Promise<Map<string, Change> | undefined> {
  if ((rule.type === "query" && !rule.by) || (rule.type === "row" && /\bselect\b/i.test(`${rule.where} ${rule.fails}`)))
    return undefined;
  const changed = new Map<string, Change>();
  for (const table of new Set(reads)) {
    const change = await changes.find(session, table);
    if (change && change.to === fingerprints.get(table)) changed.set(table, change);
  }
  const states = reads.map((table) => changed.get(table)?.from ?? fingerprints.get(table) ?? "");
  return changed.size > 0 && isCountedOn(states) ? changed : undefined;
}

/** What stands for a table in a query: itself, or its changed rows. */
export type From = (table: string, rows?: string) => string;

/**
 * Counts a group of checks, of which all but single ones look at rows of one table. Undefined where that cannot be done
 * by what changed.
 */
export async function recount(
  session: Session,
  group: Recountable[],
  from: From
): Promise<[string, Count][] | undefined> {
  const [first] = group as [Recountable];
  const {type} = first.check.rule;
  if (type === "row") return recountRows(session, group, from);
  const count = type === "query" ? await recountRowsOfKeys(session, first) : await recountKeys(session, first, from);
  return count && [[first.check.id, count]];
}

async function recountRowsOfKeys(session: Session, {check, changed, earlier}: Recountable): Promise<Count | undefined> {
  const count = await recountQuery(session, check, changed);
  if (!count) return undefined;
  const rows = changed.get(check.table)?.rows;
  const more = rows ? (await session.row<{grown: number}>(`select ${grown} as grown from ${rows}`)).grown : 0;
  const {now, before} = count;
  const isSame = now === 0 && before === 0;
  return {failing: earlier.failing + now - before, total: earlier.total + more, isSame};
}

/** Counts, in one scan of their table's changed rows, checks whose rule is a condition on a row. */
async function recountRows(session: Session, group: Recountable[], from: From): Promise<[string, Count][]> {
  const [{check, changed}] = group as [Recountable];
  const count = (isNew: string, {rule}: Check) =>
    rule.type === "row" ? `count(*) filter (where ${isNew} and (${rule.where ?? "true"}) and (${rule.fails}))` : "0";
  const counts = group.flatMap(({check}, i) => [
    `${count("_is_new", check)} as came${i}`,
    `${count("not _is_new", check)} as went${i}`
  ]);
  const row = await session.row<Record<string, number>>(
    `select ${grown} as grown, ${counts.join(", ")} from ${from(check.table, changed.get(check.table)!.rows)}`
  );
  return group.map(({check, earlier}, i) => {
    const [came, went] = [row[`came${i}`]!, row[`went${i}`]!];
    const failing = earlier.failing + came - went;
    return [check.id, {failing, total: earlier.total + row.grown!, isSame: came === 0 && went === 0}];
  });
}

const sign = "case when _is_new then 1 else -1 end";
const grown = `coalesce(sum(${sign}), 0)::bigint`;

/** Counts a check on keys: of the keys among changed rows alone, as they are and as they were. */
async function recountKeys(session: Session, {check, changed, earlier}: Recountable, from: From): Promise<Count> {
  const rows = changed.get(check.table)?.rows;
  const total = rows ? `(select ${grown} from ${from(check.table, rows)})` : "0";
  const {difference, touched, more} = await session.row<{difference: number; touched: number; more: number}>(
    `${differenceSql(check, changed, from)}
    select
      coalesce(sum(now - before), 0)::bigint as difference,
      count(*) filter (where now > 0 or before > 0) as touched,
      ${total} as more
    from failing`
  );
  return {failing: earlier.failing + difference, total: earlier.total + more, isSame: touched === 0};
}

/** CTEs down to `failing`: by changed key, how many failing rows there are now, and were before. */
function differenceSql({table, rule}: Check, changed: Map<string, Change>, from: From): string {
  if (rule.type === "unique") {
    const columns = rule.columns.map(quoteIdentifier);
    const where = [`(${rule.where ?? "true"})`, ...columns.map((column) => `${column} is not null`)].join(" and ");
    return `with ${countSql("grown", columns, where, from(table, changed.get(table)!.rows), sign)},
    ${countSql("here", columns, `${where} and (${columns.join(", ")}) in (select (${columns.join(", ")}) from grown)`, from(table))},
    failing as (
      select greatest(coalesce(here.n, 0) - 1, 0) as now, greatest(coalesce(here.n, 0) - grown.n - 1, 0) as before
      from grown left join here using (${columns.join(", ")})
    )`;
  }
  if (rule.type !== "relationship") throw new Error(`unexpected rule: ${rule.type}`);
  const [column, field, where] = [
    quoteIdentifier(rule.column),
    quoteIdentifier(rule.field),
    `(${rule.where ?? "true"})`
  ];
  return `with ${changedValues("child", column, where, from, table, changed)},
  ${changedValues("parent", field, "true", from, rule.to, changed)},
  keys as (select key from child union select key from parent),
  ${countSql("child_now", [`${column} as key`], `${where} and ${column} in (select key from keys)`, from(table))},
  ${countSql("parent_now", [`${field} as key`], `${field} in (select key from keys)`, from(rule.to))},
  failing as (
    select
      case when coalesce(parent_now.n, 0) = 0 then coalesce(child_now.n, 0) else 0 end as now,
      case when coalesce(parent_now.n, 0) = coalesce(parent.n, 0) then coalesce(child_now.n, 0) - coalesce(child.n, 0) else 0 end as before
    from keys
    left join child using (key) left join parent using (key)
    left join child_now using (key) left join parent_now using (key)
  )`;
}

const countSql = (name: string, columns: string[], where: string, rows: string, weight = "1") =>
  `${name} as (select ${columns.join(", ")}, sum(${weight}) as n from ${rows} where ${where} group by all)`;

/** How many rows more of each value there are in a table's changed rows; none in one that did not change. */
function changedValues(
  name: string,
  column: string,
  where: string,
  from: From,
  table: string,
  changed: Map<string, Change>
) {
  const rows = changed.get(table)?.rows;
  const source = rows ? from(table, rows) : `(select *, true as _is_new from ${from(table)} limit 0)`;
  return countSql(name, [`${column} as key`], `${where} and ${column} is not null`, source, sign);
}
