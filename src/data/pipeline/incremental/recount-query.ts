import type {Check} from "../check-plan.ts";
import type {Session} from "../database.ts";
import {parseSelect} from "../parser.ts";
import {quoteIdentifier, quoteTable} from "../sql-text.ts";
import type {Change} from "./changes.ts";
import {changesTable} from "./changes.ts";
import {replaceTables} from "./rewrite.ts";

/** Failing rows of a query's affected keys, as the tables are and as they were. */
export interface KeyedCount {
  now: number;
  before: number;
}

/**
 * Counts the failing rows of a query whose rows depend, in all that it reads, on rows of the same key alone: of the keys
 * among changed rows, narrowing the tables to these. Undefined where its text does not let tables be replaced.
 */
export async function recountQuery(
  session: Session,
  {id, path, reads, rule}: Check,
  changed: Map<string, Change>
): Promise<KeyedCount | undefined> {
  if (rule.type !== "query" || !rule.by) return undefined;
  const [by, keys] = [quoteIdentifier(rule.by), changesTable(id, " keys")];
  const values = [...changed.values()].map(({rows}) => `select ${by} as key from ${rows}`);
  await session.run(`create or replace table ${keys} as select distinct key from (${values.join(" union all ")})`);
  const {nulls} = await session.row<{nulls: number}>(`select count(*) as nulls from ${keys} where key is null`);
  const isAmong = `${by} in (select key from ${keys})${nulls > 0 ? ` or ${by} is null` : ""}`;
  const {canonical} = await parseSelect(session, rule.sql, path);
  const counts: string[] = [];
  for (const time of ["now", "before"]) {
    const views = new Map<string, string>();
    for (const table of new Set(reads)) {
      const rows = `select * from ${quoteTable(table)} where ${isAmong}`;
      const change = time === "before" ? changed.get(table) : undefined;
      views.set(table, `${table} ${time} of ${id}`);
      await session.run(
        `create or replace view ${changesTable(views.get(table)!)} as ${change ? undo(rows, change) : rows}`
      );
    }
    const sql = await replaceTables(session, {sql: rule.sql, path, canonical}, views);
    if (!sql) return undefined;
    counts.push(`(select count(*) from (${sql}\n)) as ${time}`);
  }
  return session.row<KeyedCount>(`select ${counts.join(", ")}`);
}

/** Rows as they were before a change. */
const undo = (now: string, {rows}: Change) => `
(${now} except all select * exclude (_is_new) from ${rows} where _is_new)
union all select * exclude (_is_new) from ${rows} where not _is_new`;
