import type {Session} from "../database.ts";
import {fingerprint} from "../files.ts";
import type {Model} from "../graph.ts";
import type {ModelLineage} from "../lineage/lineage.ts";
import {quoteIdentifier, quoteTable} from "../sql-text.ts";
import type {NodeState} from "../state.ts";
import {findChanged} from "../state.ts";
import {affectedKeysSql, isAmong, isIncomplete} from "./affected.ts";
import type {Change, Changes} from "./changes.ts";
import {changesTable, differenceSql} from "./changes.ts";
import type {Incremental, Link} from "./config.ts";
import {narrow} from "./narrow.ts";
import {numberRows} from "./numbering.ts";
import {findUsedColumns} from "./used-columns.ts";

/** Past this share of a table's rows, making it anew is quicker than finding and replacing them. */
const maxShare = 0.2;

export interface IncrementContext {
  changes: Changes;
  /** How the model was last built. */
  before: NodeState | undefined;
  /** What the columns and rows of models come of, by their id, as far as that could be traced. */
  lineage: ReadonlyMap<string, ModelLineage>;
  /** Fingerprints of what it is to be made of now, and of the result. */
  inputs: Record<string, string>;
  to: string;
}

/** What is to be done to a table instead of making it anew, and what it changes. */
export interface Increment extends Change {
  /** Rows of the affected keys as they are now, as SQL reads them. */
  now: string;
}

/**
 * Computes the affected keys of an incremental model, those that changed rows of its inputs bear on, aside from its
 * table. Undefined where it is to be made anew: more changed than rows of inputs whose bearing its contract tells.
 */
export async function prepareIncrement(
  session: Session,
  model: Model,
  context: IncrementContext
): Promise<Increment | undefined> {
  const {incremental} = model.contract;
  const changed = incremental && (await findChangedInputs(session, model, incremental, context));
  if (!changed) return undefined;
  const {fingerprint: from, row_count} = context.before!;
  const maxRows = maxShare * (row_count ?? 0);
  const keys = changesTable(model.id, " keys");
  await session.run(`create table ${keys} as ${affectedKeysSql(incremental, changed)}`);
  if (!(await isWorthIt(session, keys, incremental, maxRows))) return undefined;
  const now = await recompute(session, model, {keys, maxRows, ...context});
  if (!now) return undefined;
  const rows = changesTable(model.id);
  const then = `select * from ${quoteTable(model.id)} where ${isAmong(keyOf(incremental), keys)}`;
  await session.run(`create table ${rows} as ${differenceSql(then, `select * from ${now}`)}`);
  return {from, to: context.to, rows, now};
}

const keyOf = ({uniqueKey}: Incremental) => uniqueKey.map(quoteIdentifier);

/** The rows of each input that changed since the table was made of it; undefined where something else changed, or nobody knows which rows did. */
async function findChangedInputs(
  session: Session,
  model: Model,
  {inputs: links}: Incremental,
  {changes, before, inputs, lineage}: IncrementContext
): Promise<Map<string, string> | undefined> {
  if (!before || before.fingerprint !== fingerprint(JSON.stringify(before.inputs))) return undefined;
  const changed = findChanged(before.inputs, inputs);
  if (changed.length === 0 || changed.some((name) => !model.tables.includes(name) || !links[name])) return undefined;
  const found = new Map<string, string>();
  for (const name of changed) {
    const change = await changes.findBetween(session, name, before.inputs[name], inputs[name]);
    if (!change) return undefined;
    const columns = await readColumns(session, change.rows);
    const rows = keepUsed(
      change.rows,
      columns,
      findUsedColumns(model, lineage.get(model.id), name, columns),
      links[name]!
    );
    if (!links[name]!.some(({type}) => type === "all")) found.set(name, rows);
    else if ((await session.row<{n: number}>(`select count(*) as n from ${rows}`)).n > 0) return undefined;
  }
  return found;
}

async function readColumns(session: Session, rows: string): Promise<string[]> {
  const described = await session.rows<{name: string}>(`select column_name as name from (describe ${rows})`);
  return described.map(({name}) => name).filter((name) => name !== "_is_new");
}

/** Changed rows of an input, without columns that have no part in the model and the rows that differ in no other. */
function keepUsed(rows: string, columns: string[], used: string[], links: Link[]): string {
  const key = links.flatMap((link) => (link.type === "carries" ? link.key : link.type === "through" ? link.by : []));
  const kept = columns.filter((name) => used.includes(name) || key.join(" ").includes(name)).map(quoteIdentifier);
  if (kept.length === 0) return rows;
  return `(select ${kept.join(", ")} from ${rows} group by all having sum(case when _is_new then 1 else -1 end) <> 0)`;
}

async function isWorthIt(session: Session, keys: string, {uniqueKey}: Incremental, maxRows: number): Promise<boolean> {
  const {affected, incomplete} = await session.row<{affected: number; incomplete: number}>(
    `select count(*) as affected, count(*) filter (where ${isIncomplete(uniqueKey)}) as incomplete from ${keys}`
  );
  return incomplete === 0 && affected <= maxRows;
}

/** Makes a table of the rows of the affected keys; its name, or undefined where that cannot be done in part. */
async function recompute(session: Session, model: Model, context: IncrementContext & {keys: string; maxRows: number}) {
  const {keys, maxRows} = context;
  const incremental = model.contract.incremental!;
  const sql = await narrow(session, model, context);
  if (!sql) return undefined;
  const [now, tail, numbered] = ["now", "tail", "numbered"].map((what) => changesTable(model.id, ` ${what}`)) as [
    string,
    string,
    string
  ];
  const key = keyOf(incremental);
  await session.run(`create table ${now} as select * from (${sql}\n) where ${isAmong(key, keys)}`);
  if (!incremental.numbering) return now;
  const {column, orderBy} = incremental.numbering;
  const {type} = model.contract.columns.find(({name}) => name === column)!;
  const order = orderBy.map(quoteIdentifier);
  const tables = {table: quoteTable(model.id), keys, now, tail, numbered};
  const numbers = {number: quoteIdentifier(column), type, order, key, ...tables};
  return (await numberRows(session, numbers, maxRows)) ? numbered : undefined;
}

/** Replaces the rows of changed keys; belongs into the transaction that notes how the table was made. */
export async function applyIncrement(session: Session, model: Model, {rows, now}: Increment): Promise<void> {
  const key = keyOf(model.contract.incremental!).join(", ");
  const isChanged = `(${key}) in (select (${key}) from ${rows})`;
  await session.run(`delete from ${quoteTable(model.id)} where ${isChanged}`);
  await session.run(`insert into ${quoteTable(model.id)} by name select * from ${now} where ${isChanged}`);
}
