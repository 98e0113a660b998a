import {mkdir} from "node:fs/promises";
import {availableParallelism} from "node:os";
import {recordArtifacts} from "./artifacts/artifacts.ts";
import type {BuildRecord} from "./artifacts/record.ts";
import {createRecord} from "./artifacts/record.ts";
import {runChecks} from "./check.ts";
import type {CheckResult} from "./check.ts";
import type {Check} from "./check-plan.ts";
import {planChecks} from "./check-plan.ts";
import {findMismatches} from "./contract-check.ts";
import {repairDamage} from "./damage.ts";
import type {Session} from "./database.ts";
import {openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import {defaultEffects} from "./effects.ts";
import {DataError, describeFailure} from "./errors.ts";
import type {Extract} from "./extract.ts";
import {extract} from "./extract.ts";
import {describeLineage} from "./lineage/file.ts";
import type {ModelLineage} from "./lineage/lineage.ts";
import {readLineage} from "./lineage/remembered.ts";
import {Changes, dropChanges} from "./incremental/changes.ts";
import {followViews} from "./incremental/views.ts";
import {judge} from "./judge.ts";
import {load} from "./load.ts";
import {ensureMacros} from "./macros.ts";
import {ParseMemory} from "./parse-memory.ts";
import type {Project} from "./project.ts";
import {readContracts, readProject} from "./project.ts";
import {publish} from "./publish.ts";
import {recordEarlyFailure, recordRun} from "./runlog/record-run.ts";
import {Timeline, timeIn} from "./runlog/timeline.ts";
import type {Run} from "./runs.ts";
import {appendRun, createRun} from "./runs.ts";
import {loadSeeds} from "./seeds.ts";
import {selectModels} from "./select.ts";
import type {Settings} from "./settings.ts";
import {databasePath, inputMemoryPath, memoryPath} from "./settings.ts";
import {backUpHistories, restoreHistories} from "./snapshots/backup.ts";
import {keepHistories, readHistories} from "./snapshots/histories.ts";
import {prepareState, readFingerprints, readNodes} from "./state.ts";
import type {Plan} from "./transform.ts";
import {planModels, transform} from "./transform.ts";

export interface BuildOptions {
  /** Build everything, changed or not. */
  isFull?: boolean;
  /** Models to build, such as `fact_orders+`, `marts` or `tag:daily`; all without any. */
  select?: string[];
  /** Models to leave as they are. */
  exclude?: string[];
}

/**
 * The whole way from the input files to the published tables. Throws what stopped it, after noting the run; what was
 * published before then stays.
 */
export async function buildWarehouse(
  settings: Settings,
  options: BuildOptions = {},
  effects: Effects = defaultEffects()
): Promise<Run> {
  const run = createRun(effects.now());
  const timeline = new Timeline(effects.now());
  const started = performance.now();
  try {
    await runStages(settings, options, {...effects, timeline}, run);
    run.status = "success";
  } catch (error) {
    if (run.failed.length === 0) run.failed.push({id: (error as Error).name, message: describeFailure(error).message});
    throw Object.assign(error as Error, {run});
  } finally {
    run.seconds = round(performance.now() - started);
    await appendRun(settings, run).catch((error: Error) =>
      effects.log.warn(`the run could not be noted: ${error.message}`)
    );
  }
  return run;
}

async function runStages(settings: Settings, options: BuildOptions, effects: TimedEffects, run: Run): Promise<void> {
  const {isFull = false} = options;
  const memory = await ParseMemory.read(memoryPath(settings));
  const inputMemory = await ParseMemory.read(inputMemoryPath(settings), {isAnew: isFull});
  const reading = readInputs({settings, effects, run, memory, inputMemory});
  const {contracts, input} = await reading.catch(async (error: Error) => {
    await recordEarlyFailure({settings, effects, timeline: effects.timeline, run, isFull}, error);
    throw error;
  });
  run.data = input.label;
  await mkdir(settings.warehouseDir, {recursive: true});
  const work = async ([storage, ...sessions]: Session[]) => {
    await inputMemory.save();
    const context = {
      storage: storage!,
      sessions,
      settings,
      effects,
      run,
      timeline: effects.timeline,
      isFull,
      changes: new Changes(),
      record: createRecord(),
      memory
    };
    return recordRun(context, () => recordArtifacts(context, () => buildTables(input, contracts, options, context)));
  };
  await repairDamage(settings, effects, () => withWarehouse(settings, effects, work));
}

type TimedEffects = Effects & {timeline: Timeline};

interface Reading {
  settings: Settings;
  effects: TimedEffects;
  run: Run;
  memory: ParseMemory;
  /** What earlier builds read of the input files; a full refresh does not rely on it. */
  inputMemory: ParseMemory;
}

async function readInputs({settings, effects, run, memory, inputMemory}: Reading) {
  const contracts = await readContracts(settings.root, memory);
  const find = () => extract(settings, contracts.sources, effects, inputMemory);
  const input = await timed({run, effects}, "extract", find);
  return {contracts, input};
}

async function buildTables(
  input: Extract,
  contracts: Awaited<ReturnType<typeof readContracts>>,
  options: BuildOptions,
  context: StageContext
): Promise<void> {
  const {sessions, settings, effects, run, record, memory} = context;
  run.engine = await prepareState(sessions[0]!);
  const project = await timed(context, "parse", () => readProject(sessions[0]!, settings.root, contracts, memory));
  record.project = project;
  const roots = await timed(context, "load", () => loadInputs(input, project, context));
  const checks = await planChecks(sessions[0]!, settings.root, contractsOf(project), memory);
  record.checks = checks;
  const [rootChecks, modelChecks] = partition(checks, ({reads}) => reads.every((table) => roots.has(table)));
  const rootResults = await timed(context, "check sources", () => check(rootChecks, project, context));
  const macros = await ensureMacros(sessions[0]!, project.macros, run.engine);
  await restoreHistories(sessions[0]!, settings);
  const histories = await readHistories(sessions[0]!, project, roots, settings.sample);
  const plan = await planModels(sessions[0]!, project, roots, run.engine, macros, histories);
  followViews(context.changes, {project, plan, before: await readNodes(sessions[0]!)});
  const lineage = await timed(context, "lineage", () => readLineage(sessions[0]!, project, plan, effects));
  record.lineage = lineage;
  await timed(context, "transform", () => buildModels(plan, options, lineage, context));
  const results = await timed(context, "check", async () => {
    await checkContracts(project, context);
    const [results] = await Promise.all([check(modelChecks, project, context, rootResults), storeTables(context)]);
    return results;
  });
  effects.log.step(describeChecks(run));
  const hasHistory = await keepHistories(sessions[0]!, plan, await readFingerprints(sessions[0]!));
  await backUpHistories(sessions[0]!, settings, hasHistory);
  await timed(context, "publish", () => publishTables(input, project, lineage, results, context));
  await effects.onPublished?.();
  await dropChanges(sessions[0]!);
}

interface StageContext {
  /** Kept free for writing tables to disk. */
  storage: Session;
  sessions: Session[];
  settings: Settings;
  effects: Effects;
  run: Run;
  isFull: boolean;
  /** What changes in tables that are not made anew. */
  changes: Changes;
  record: BuildRecord;
  memory: ParseMemory;
}

/**
 * Writes what was built to the database's file while checks read it, which else would wait for the end. A few models are left for
 * the end: their checks are done before, and would wait to keep their results.
 */
async function storeTables({storage, run}: StageContext): Promise<void> {
  if (run.built.length <= 5) return;
  // A small build does not merge all that a large one left in parts, but a little of it each time.
  if (run.incremental.length > 0) await storage.run("set max_vacuum_tasks = 2");
  await storage.checkpoint();
}

/** Opens the warehouse for one writer, with a session to store tables and as many to work with as there are cores. */
async function withWarehouse(settings: Settings, {log}: Effects, work: (sessions: Session[]) => Promise<void>) {
  const onWait = (holder: string) => log.step(`waiting for process ${holder}, which holds the warehouse`);
  const database = await openWarehouse(databasePath(settings), {onWait});
  try {
    const count = 1 + Math.max(2, availableParallelism());
    await work(await Promise.all(Array.from({length: count}, () => database.connect())));
    await database.keepShortLog(databasePath(settings));
  } finally {
    database.close();
  }
}

const contractsOf = ({sources, seeds, models}: Project) => [
  ...sources,
  ...seeds,
  ...models.map(({contract}) => contract)
];

/** Rows of all input files below which no statement is long. */
const fewRows = 2_000_000;

/** Loads input files and seeds; returns the fingerprint of each table that models start from. */
async function loadInputs(
  input: Extract,
  {sources, seeds}: Project,
  context: StageContext
): Promise<Map<string, string>> {
  const {sessions, settings, effects, run, isFull, changes} = context;
  const raw = await load(input, sources, {sessions, settings, effects, isFull, changes});
  // Short statements, several at once, wait for threads to share them for longer than that gains.
  if (!raw.isAnew || raw.rowsIn < fewRows) await sessions[0]!.run("set threads = 1");
  const seeded = await loadSeeds(sessions[0]!, settings.root, seeds, {effects, isFull});
  [run.rows_in, run.rows_rejected] = [raw.rowsIn, raw.rowsRejected];
  effects.log.step(
    `load: ${raw.loaded.length} of ${sources.length} input tables changed, ${raw.rowsIn} rows in, ${raw.rowsRejected} rejected`
  );
  const fingerprints = await readFingerprints(sessions[0]!);
  return new Map([...seeded, ...sources.map(({id}) => [id, fingerprints.get(id)!] as const)]);
}

async function buildModels(
  plan: Plan,
  {select, exclude}: BuildOptions,
  lineage: ModelLineage[],
  {sessions, effects, run, isFull, changes}: StageContext
) {
  const selected = selectModels(plan.models, select, exclude);
  Object.assign(run, await transform(sessions, plan, {effects, isFull, selected, changes, lineage}));
  effects.log.step(
    `transform: ${run.built.length} models built, ${run.incremental.length} of them by affected keys, ${run.skipped.length} left as they are`
  );
}

/** Runs checks on the tables that exist; a critical failure, among `earlier` results too, stops the build. */
async function check(checks: Check[], {sources}: Project, context: StageContext, earlier: CheckResult[] = []) {
  const {sessions, effects, run, isFull, record, changes} = context;
  const fingerprints = await readFingerprints(sessions[0]!);
  const due = checks.filter(({reads}) => reads.every((table) => fingerprints.has(table)));
  const results = [...earlier, ...(await runChecks(sessions, due, {effects, fingerprints, sources, isFull, changes}))];
  record.results = results;
  judge(run, results, effects);
  return results;
}

const describeChecks = ({checks: {passed, warned, failed}}: Run) =>
  `check: ${passed} passed, ${warned} warned, ${failed} failed`;

async function publishTables(
  extract: Extract,
  project: Project,
  traced: ModelLineage[],
  results: CheckResult[],
  context: StageContext
) {
  const {sessions, settings, effects, record} = context;
  const {models} = project;
  const fingerprints = await readFingerprints(sessions[0]!);
  const missing = models.filter(({id}) => !fingerprints.has(id));
  if (missing.length > 0) return effects.log.step(`publish: nothing, for ${missing.length} models were never built`);
  const contracts = models.map((model) => model.contract);
  const lineage = describeLineage(project, traced);
  const {written, tables} = await publish(sessions, {
    extract,
    contracts,
    fingerprints,
    results,
    lineage,
    settings,
    effects
  });
  record.published = tables;
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  effects.log.step(
    `publish: ${written.length} of ${tables.length} tables written, ${(bytes / 1e6).toFixed(2)} MB in all`
  );
}

function partition<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

const round = (milliseconds: number) => Math.round(milliseconds) / 1000;

interface Timed {
  run: Run;
  effects: Effects;
}

async function timed<T>({run, effects}: Timed, stage: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await timeIn(effects, "stage", stage, work);
  } finally {
    run.stages[stage] = round(performance.now() - started);
  }
}

async function checkContracts({seeds, models}: Project, {sessions, run}: StageContext): Promise<void> {
  const fingerprints = await readFingerprints(sessions[0]!);
  const contracts = [...seeds, ...models.map((model) => model.contract)].filter(({id}) => fingerprints.has(id));
  const mismatches = await findMismatches(sessions[0]!, contracts);
  if (mismatches.length === 0) return;
  run.failed = mismatches.map((message) => ({id: "contract", message}));
  throw new DataError(`A contract is broken; nothing was published.\n  ${mismatches.join("\n  ")}`);
}
