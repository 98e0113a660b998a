import type {Session} from "./database.ts";
import type {Effects} from "./effects.ts";
import {DataError, SourceError, SqlError, UsageError} from "./errors.ts";
import {fingerprint} from "./files.ts";
import type {Model} from "./graph.ts";
import type {Changes} from "./incremental/changes.ts";
import {findCompared} from "./incremental/difference.ts";
import {findWay} from "./incremental/way.ts";
import type {ModelLineage} from "./lineage/lineage.ts";
import type {Macros} from "./macros.ts";
import {createMacros} from "./macros.ts";
import type {Project} from "./project.ts";
import {timeIn} from "./runlog/timeline.ts";
import type {Histories, History} from "./snapshots/histories.ts";
import {describeHistory, snapshotSql} from "./snapshots/histories.ts";
import {quoteTable} from "./sql-text.ts";
import type {NodeState} from "./state.ts";
import {findChanged, readNodes, writeNode} from "./state.ts";

export interface Plan {
  models: Model[];
  /** What each model was made of, by model id. */
  inputs: Map<string, Record<string, string>>;
  /** Fingerprint of every table: models, seeds and raw tables. */
  fingerprints: Map<string, string>;
  /** What snapshots continue, by their id. */
  histories: Histories;
}

/**
 * Fingerprints of all models, in order: a model's own is made of its SQL, macros, engine, and what it reads. Without
 * `macros` they are created in the session.
 */
export async function planModels(
  session: Session,
  project: Project,
  roots: Map<string, string>,
  engine: string,
  macros?: Macros,
  histories: Histories = new Map()
): Promise<Plan> {
  const created = macros ?? (await createMacros(session, project.macros));
  const fingerprints = new Map(roots);
  const inputs = new Map<string, Record<string, string>>();
  for (const model of project.models) {
    const parts: Record<string, string> = {
      sql: fingerprint(model.canonical, model.contract.materialized),
      engine,
      ...describeMacros(model, created),
      ...describeTables(model, fingerprints)
    };
    if (model.contract.snapshot) parts.history = describeHistory(parts, histories.get(model.id));
    inputs.set(model.id, parts);
    fingerprints.set(model.id, fingerprint(JSON.stringify(parts)));
  }
  return {models: project.models, inputs, fingerprints, histories};
}

const describeMacros = ({functions}: Model, macros: Macros) =>
  Object.fromEntries(functions.filter((name) => macros.has(name)).map((name) => [`macro ${name}`, macros.get(name)!]));
const describeTables = ({tables}: Model, fingerprints: Map<string, string>) =>
  Object.fromEntries(tables.map((table) => [table, fingerprints.get(table)!]));

interface TransformOptions {
  effects: Effects;
  isFull?: boolean;
  /** Ids of models to consider; all others stay as they are. */
  selected: ReadonlySet<string>;
  /** Changed rows of what models read; those of the models join them. */
  changes: Changes;
  lineage: ModelLineage[];
}

export interface Transform {
  built: string[];
  /** Those of them built by their affected keys alone. */
  incremental: string[];
  skipped: string[];
}

/** Runs the models whose fingerprint changed, each after what it reads, as many at once as there are sessions. */
export async function transform(
  sessions: Session[],
  plan: Plan,
  {effects, isFull = false, selected, changes, lineage}: TransformOptions
): Promise<Transform> {
  const session = sessions[0]!;
  const before = await readNodes(session);
  await dropRetired(session, plan);
  const isStale = ({id}: Model) =>
    (isFull || before.get(id)?.fingerprint !== plan.fingerprints.get(id)) && selected.has(id);
  const stale = plan.models.filter(isStale);
  const left = plan.models.filter(
    (model) => before.get(model.id)?.fingerprint !== plan.fingerprints.get(model.id) && !stale.includes(model)
  );
  const behind = findReaders(plan.models, left);
  const compared = findCompared(plan.models);
  const traced = new Map(lineage.map((model) => [model.id, model]));
  const incremental: string[] = [];
  await runInOrder(sessions, stale, (session, model) =>
    timeIn(effects, "model", model.id, async () => {
      const [isBehind, isCompared] = [behind.has(model.id), compared.has(model.id)];
      const known = {before: before.get(model.id), lineage: traced};
      const context = {plan, ...known, isFull, isBehind, isCompared, changes, effects};
      if (await buildModel(session, model, context)) incremental.push(model.id);
    })
  );
  const built = stale.map((model) => model.id);
  return {built, incremental, skipped: plan.models.map((model) => model.id).filter((id) => !built.includes(id))};
}

/** Ids of the models that read one of the given, however far down: built on them, they are not what their plan says. */
function findReaders(models: Model[], given: Model[]): Set<string> {
  const found = new Set(given.map((model) => model.id));
  for (const model of models) if (model.tables.some((table) => found.has(table))) found.add(model.id);
  return found;
}

/** Starts a model as soon as all it reads is there and a session is free. */
async function runInOrder(
  sessions: Session[],
  models: Model[],
  build: (session: Session, model: Model) => Promise<void>
): Promise<void> {
  const waiting = new Set(models);
  const unfinished = new Set(models.map((model) => model.id));
  const free = [...sessions];
  const running = new Set<Promise<void>>();
  while (waiting.size > 0 || running.size > 0) {
    for (const model of waiting) {
      if (free.length === 0) break;
      if (model.tables.some((table) => unfinished.has(table))) continue;
      waiting.delete(model);
      const session = free.pop()!;
      const run: Promise<void> = build(session, model).then(() => {
        unfinished.delete(model.id);
        free.push(session);
        running.delete(run);
      });
      running.add(run);
    }
    await Promise.race(running).catch(async (error: unknown) => {
      await Promise.allSettled(running);
      throw error;
    });
  }
}

interface BuildContext {
  plan: Plan;
  before: NodeState | undefined;
  isFull: boolean;
  /** Whether a table it reads, however far up, is out of date. */
  isBehind: boolean;
  /** Whether incremental models want to know what changes in it. */
  isCompared: boolean;
  changes: Changes;
  lineage: ReadonlyMap<string, ModelLineage>;
  effects: Effects;
}

/** Returns whether only affected keys were recomputed. */
async function buildModel(
  session: Session,
  model: Model,
  {plan, before, isFull, isBehind, isCompared, changes, lineage, effects}: BuildContext
): Promise<boolean> {
  const inputs = plan.inputs.get(model.id)!;
  const to = plan.fingerprints.get(model.id)!;
  const known = isFull || isBehind ? undefined : before;
  const started = performance.now();
  effects.log.progress(`transform: ${model.id} …`);
  try {
    const createSql = createModelSql(model, plan.histories.get(model.id));
    const way = await findWay(session, model, {createSql, before: known, inputs, to, isCompared, changes, lineage});
    await session.transaction(async () => {
      await way.apply();
      const row_count =
        model.contract.materialized === "view"
          ? null
          : (await session.row<{n: number}>(`select count(*) as n from ${quoteTable(model.id)}`)).n;
      await writeNode(session, {
        id: model.id,
        fingerprint: to + (isBehind ? "-behind" : ""),
        inputs,
        changed: findChanged(before?.inputs, inputs),
        row_count,
        seconds: (performance.now() - started) / 1000,
        built_at: effects.now().toISOString()
      });
    });
    await way.finish();
    return way.isIncremental;
  } catch (error) {
    throw explainFailure(model, error);
  }
}

/** The statement that makes a model's table or view; its first line is the model's own first line. */
export function createModelSql(model: Pick<Model, "id" | "name" | "sql" | "contract">, history?: History): string {
  return `create or replace ${kindOf(model)} ${quoteTable(model.id)} as ${snapshotSql(model, history)}`;
}

const kindOf = ({contract}: Pick<Model, "contract">) => (contract.materialized === "view" ? "view" : "table");

function explainFailure(model: Model, error: unknown): unknown {
  if (!(error instanceof SqlError)) return error;
  const Failure = {1: DataError, 2: UsageError, 3: SourceError}[error.exitCode];
  return new Failure(`${model.path}: ${error.message}`, {cause: error});
}

/** Drops tables and views whose model is gone or changed between the two kinds. */
async function dropRetired(session: Session, plan: Plan): Promise<void> {
  const kinds = new Map(plan.models.map((model) => [model.id, kindOf(model)]));
  const rows = await session.rows<{id: string; kind: "table" | "view"}>(`
    select schema_name || '.' || table_name as id, 'table' as kind from duckdb_tables() where schema_name in ('staging', 'snapshots', 'intermediate', 'core', 'marts')
    union all
    select schema_name || '.' || view_name, 'view' from duckdb_views() where not internal and schema_name in ('staging', 'snapshots', 'intermediate', 'core', 'marts')`);
  for (const {id, kind} of rows) {
    if (kinds.get(id) === kind) continue;
    await session.run(`drop ${kind} ${quoteTable(id)}`);
    await session.run("delete from meta.nodes where id = $1", [id]);
  }
}
