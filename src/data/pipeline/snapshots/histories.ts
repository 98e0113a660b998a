import type {Session} from "../database.ts";
import {fingerprint} from "../files.ts";
import type {Model} from "../graph.ts";
import {reachable} from "../graph.ts";
import type {Project} from "../project.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "../sql-text.ts";
import type {Plan} from "../transform.ts";
import {asOfSql, historyTable, nextVersionsSql} from "./snapshot-sql.ts";

/**
 * The history that a snapshot continues: the versions that builds before this one brought. It is state and not derived, so it
 * stands in a schema of its own that nothing rebuilds, and only builds that passed their checks add to it.
 */
export interface History {
  id: number;
  /** What its last build was made of, by name; undefined for one that begins. */
  kept: Record<string, string> | undefined;
  /** Share of the persons that it is of. */
  sample: number;
  /** Fingerprint of the input data that the snapshot comes of, now and at the history's last build. */
  data: string;
  keptData: string | undefined;
  /** The as-of moment of the data, where they are not those of the history's last build. */
  asOf: string | null;
  /** Types of the columns that it has. */
  columns: ReadonlyMap<string, string>;
}

export type Histories = ReadonlyMap<string, History>;

const keptTable = `
create schema if not exists history;
create table if not exists history.kept (
    snapshot varchar not null, history integer not null, sample double not null, data varchar not null, inputs varchar not null
)`;

/** The history that each snapshot of the project continues with the data that stand in `raw`, by the snapshot's id. */
export async function readHistories(
  session: Session,
  project: Project,
  roots: Map<string, string>,
  sample: number
): Promise<Histories> {
  const snapshots = project.models.filter(({contract}) => contract.snapshot);
  const kept = await readKept(session);
  const histories = new Map<string, History>();
  for (const model of snapshots) {
    const sources = findSources(model, project);
    const data = fingerprint(...sources.map((id) => roots.get(id) ?? ""));
    const own = kept.filter((row) => row.snapshot === model.id);
    const found = await findHistory(
      session,
      model,
      own.filter((row) => row.sample === sample),
      {project, data, sources}
    );
    histories.set(model.id, {
      id: found?.history ?? 1 + Math.max(0, ...own.map(({history}) => history)),
      kept: found && (JSON.parse(found.inputs) as Record<string, string>),
      sample,
      data,
      keptData: found?.data,
      asOf: found && found.data !== data ? await readAsOf(session) : null,
      columns: await readColumns(session, model)
    });
  }
  return histories;
}

interface Kept {
  snapshot: string;
  history: number;
  sample: number;
  data: string;
  inputs: string;
}

async function readKept(session: Session): Promise<Kept[]> {
  const {n} = await session.row<{n: number}>(
    "select count(*) as n from duckdb_tables() where schema_name = 'history' and table_name = 'kept'"
  );
  return n === 0 ? [] : session.rows<Kept>("select * from history.kept order by history");
}

async function readColumns(session: Session, {name}: Model): Promise<Map<string, string>> {
  const rows = await session.rows<{name: string; type: string}>(
    "select column_name as name, data_type as type from duckdb_columns() where schema_name = 'history' and table_name = $1",
    [name]
  );
  return new Map(rows.map((row) => [row.name, row.type]));
}

const readAsOf = async (session: Session) =>
  (await session.row<{as_of: string | null}>(`select cast((${asOfSql}) as varchar) as as_of`)).as_of;

/** Ids of the input tables that a model comes of, however far up. */
function findSources({id}: Model, {models, sources}: Project): string[] {
  const reached = reachable([id], (table) => models.find((model) => model.id === table)?.tables ?? []);
  return sources.map((source) => source.id).filter((source) => reached.has(source));
}

interface Input {
  project: Project;
  data: string;
  sources: string[];
}

/**
 * The history of the same shop: one of the very same data, else the one that shares the most keys with the data, if
 * that is half of its own. The data of another shop begin a history of their own, and the first waits until its data are back.
 */
async function findHistory(session: Session, model: Model, kept: Kept[], {project, data, sources}: Input) {
  const same = kept.findLast((row) => row.data === data);
  if (same || kept.length === 0) return same;
  const {uniqueKey} = model.contract.snapshot!;
  const source = project.sources.find(({id, key}) => sources.includes(id) && key.join() === uniqueKey);
  if (!source) return kept.at(-1);
  const [key, ids] = [quoteIdentifier(uniqueKey), kept.map(({history}) => history).join(", ")];
  const [best] = await session.rows<{id: number}>(`
    select h.history as id from ${historyTable(model)} as h left join ${quoteTable(source.id)} as r using (${key})
    where h.is_current and h.history in (${ids})
    group by h.history having count(r._source_file) >= count(*) / 2 order by count(r._source_file) desc, h.history desc`);
  return kept.find(({history}) => history === best?.id);
}

/**
 * What stands for the history among the things a snapshot is made of. A build on what the history's last one was made
 * of adds nothing to it, so it names the same; else it names that last one, and the moment at which it is continued.
 */
export function describeHistory(parts: Record<string, string>, history: History | undefined): string {
  if (!history?.kept) return "none";
  const {history: last, ...others} = history.kept;
  return JSON.stringify(others) === JSON.stringify(parts)
    ? last!
    : fingerprint(JSON.stringify([history.kept, history.asOf]));
}

/** The SELECT that makes a snapshot. */
export function snapshotSql(model: Pick<Model, "name" | "sql" | "contract">, history: History | undefined): string {
  if (!history?.kept) return model.sql;
  return nextVersionsSql(model, {...history, isSameData: history.data === history.keptData});
}

/** Lets the histories hold what the build's snapshots hold; belongs after the checks and before publishing. Returns whether any changed. */
export async function keepHistories(
  session: Session,
  {models, inputs, histories, fingerprints}: Plan,
  built: Map<string, string>
): Promise<boolean> {
  let hasChanged = false;
  for (const model of models) {
    const [history, made] = [histories.get(model.id), inputs.get(model.id)];
    const isPlanned = built.get(model.id) === fingerprints.get(model.id);
    if (!history || !isPlanned || JSON.stringify(history.kept) === JSON.stringify(made)) continue;
    await session.transaction(() => keepHistory(session, model, history, JSON.stringify(made)));
    hasChanged = true;
  }
  return hasChanged;
}

async function keepHistory(session: Session, model: Model, {id, sample, data, columns}: History, made: string) {
  const table = historyTable(model);
  await session.run(keptTable);
  await session.run(
    `create table if not exists ${table} as select 0::integer as history, * from ${quoteTable(model.id)} limit 0`
  );
  if (columns.size > 0) await changeColumns(session, model, columns);
  await session.run(`delete from ${table} where history = ${id}`);
  await session.run(`insert into ${table} by name select ${id}::integer as history, * from ${quoteTable(model.id)}`);
  await session.run("delete from history.kept where snapshot = $1 and history = $2", [model.id, id]);
  await session.run(
    `insert into history.kept values (${[model.id, id, sample, data, made].map(quoteLiteral).join(", ")})`
  );
}

/** Brings a history to the columns that the contract has now; those that it no longer has stay. */
async function changeColumns(session: Session, model: Model, known: ReadonlyMap<string, string>): Promise<void> {
  for (const {name, type} of model.contract.columns) {
    if (known.get(name) === type) continue;
    const change = known.has(name) ? `alter ${quoteIdentifier(name)} type` : `add column ${quoteIdentifier(name)}`;
    await session.run(`alter table ${historyTable(model)} ${change} ${type}`);
  }
}
