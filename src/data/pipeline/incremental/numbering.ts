import type {Session} from "../database.ts";
import {quoteLiteral} from "../sql-text.ts";
import {isAmong} from "./affected.ts";

export interface Numbering {
  /** The column of numbers, its type, and what rows are counted by, as SQL reads them. */
  number: string;
  type: string;
  order: string[];
  /** The columns of the model's key. */
  key: string[];
  /** The model's table as it still stands. */
  table: string;
  /** Affected keys; those of rows that get another number join them. */
  keys: string;
  /** Rows of the affected keys as they are now, whose numbers the narrowed SQL counted among themselves. */
  now: string;
  /** Names of the tables to make: unaffected rows to be counted anew, and the result. */
  tail: string;
  numbered: string;
}

/**
 * Gives the recomputed rows of a model their numbers among all rows: before the first row that came or went, numbers
 * stay; from there on all rows are counted anew, those too that did not change. Makes the table of the result, unless
 * more than `maxRows` would have to be moved or the order leaves two rows a choice: false then.
 */
export async function numberRows(session: Session, numbering: Numbering, maxRows: number): Promise<boolean> {
  const {number, type, order, key, table, keys, now, tail, numbered} = numbering;
  if (await hasTies(session, now, order)) return false;
  const then = `select * from ${table} where ${isAmong(key, keys)}`;
  const isMoved = await findMoved(session, order, then, now);
  await session.run(`create table ${tail} as select * from ${table} where ${isMoved} and not (${isAmong(key, keys)})`);
  const {n} = await session.row<{n: number}>(`select count(*) as n from ${tail}`);
  if (n > maxRows) return false;
  const stayed = `((select count(*) from ${table}) - (select count(*) from ${table} where ${isMoved}))`;
  const keyRow = `(${key.join(", ")})`;
  await session.run(`create table ${numbered} as
    select n.* replace (o.${number} as ${number})
    from (select * from ${now} where not (${isMoved})) as n
    inner join (${then}) as o on ${order.map((column) => `n.${column} = o.${column}`).join(" and ")}
    union all
    select * from ${table} where ${keyRow} in (select ${keyRow} from ${tail}) and not (${isMoved})
    union all
    select * replace (cast(${stayed} + row_number() over (order by ${order.join(", ")}) as ${type}) as ${number})
    from (select * from ${now} where ${isMoved} union all select * from ${tail})`);
  await session.run(`insert into ${keys} select distinct ${key.join(", ")} from ${tail}`);
  return true;
}

async function hasTies(session: Session, rows: string, order: string[]): Promise<boolean> {
  const isNull = order.map((column) => `${column} is null`).join(" or ");
  const {ties, nulls} = await session.row<{ties: number; nulls: number}>(
    `select count(*) - count(distinct (${order.join(", ")})) as ties, count(*) filter (where ${isNull}) as nulls from ${rows}`
  );
  return ties > 0 || nulls > 0;
}

/** The condition that a row stands at or after the first place in the order that came or went; false when none did. */
async function findMoved(session: Session, order: string[], then: string, now: string): Promise<string> {
  const place = order.join(", ");
  const [before, after] = [then, `select * from ${now}`].map((rows) => `select ${place} from (${rows})`);
  const values = order.map((column, i) => `${column}::varchar as v${i}, typeof(${column}) as t${i}`);
  const [first] = await session.rows<Record<string, string>>(`
    select ${values.join(", ")} from (
      (${before} except all ${after}) union all (${after} except all ${before})
    ) order by ${place} limit 1`);
  if (!first) return "false";
  const literals = order.map((_, i) => `cast(${quoteLiteral(first[`v${i}`]!)} as ${first[`t${i}`]!})`);
  // The first column's bound alone lets the engine pass over blocks of rows that stand before it.
  return `${order[0]} >= ${literals[0]} and (${place}) >= (${literals.join(", ")})`;
}
