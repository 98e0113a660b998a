import {mkdir} from "node:fs/promises";
import {availableParallelism} from "node:os";
import {runChecks} from "./check.ts";
import type {CheckResult} from "./check.ts";
import {planChecks} from "./check-plan.ts";
import {findMismatches} from "./contract-check.ts";
import type {Session} from "./database.ts";
import {openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import {defaultEffects} from "./effects.ts";
import {DataError, describeFailure} from "./errors.ts";
import {extract} from "./extract.ts";
import {load} from "./load.ts";
import {createMacros} from "./macros.ts";
import {readContracts, readProject} from "./project.ts";
import {publish} from "./publish.ts";
import type {Run} from "./runs.ts";
import {appendRun, createRun} from "./runs.ts";
import {loadSeeds} from "./seeds.ts";
import {selectModels} from "./select.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";
import {prepareState} from "./state.ts";
import {planModels, transform} from "./transform.ts";

export interface BuildOptions {
  /** Build everything, changed or not. */
  isFull?: boolean;
  /** Models to build, such as `fact_orders+`. */
  select?: string[];
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
  const started = performance.now();
  try {
    await runStages(settings, options, effects, run);
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

async function runStages(
  settings: Settings,
  {isFull = false, select}: BuildOptions,
  effects: Effects,
  run: Run
): Promise<void> {
  const {log} = effects;
  const contracts = await readContracts(settings.root);
  const input = await timed(run, "extract", () => extract(settings, contracts.sources, effects));
  run.data = input.label;
  await mkdir(settings.warehouseDir, {recursive: true});
  const database = await openWarehouse(databasePath(settings), {
    onWait: (holder) => log.step(`waiting for process ${holder}, which holds the warehouse`)
  });
  try {
    const sessions = await Promise.all(
      Array.from({length: Math.max(2, availableParallelism())}, () => database.connect())
    );
    const session = sessions[0]!;
    run.engine = (await session.row<{v: string}>("select version() as v")).v;
    await prepareState(session);
    const project = await timed(run, "parse", () => readProject(session, settings.root, contracts));
    const macros = await createMacros(session, project.macros);

    const raw = await timed(run, "load", () => load(input, project.sources, {sessions, settings, effects, isFull}));
    const seeds = await loadSeeds(session, settings.root, project.seeds, {now: effects.now(), isFull});
    [run.rows_in, run.rows_rejected] = [raw.rowsIn, raw.rowsRejected];
    log.step(
      `load: ${raw.loaded.length} of ${project.sources.length} input tables changed, ${raw.rowsIn} rows in, ${raw.rowsRejected} rejected`
    );

    const plan = planModels(project.models, new Map([...raw.fingerprints, ...seeds]), macros, run.engine);
    const {fingerprints} = plan;
    const modelContracts = project.models.map((model) => model.contract);
    const checks = await planChecks(session, settings.root, [...project.sources, ...project.seeds, ...modelContracts]);
    const isSourceCheck = ({reads}: {reads: string[]}) => reads.every((table) => raw.fingerprints.has(table));
    const checkOptions = {effects, fingerprints, sources: project.sources, isFull};
    const sourceResults = await timed(run, "check sources", () =>
      runChecks(sessions, checks.filter(isSourceCheck), checkOptions)
    );
    judge(run, sourceResults, effects);

    const selected = select && selectModels(project.models, select);
    const {built, skipped} = await timed(run, "transform", () =>
      transform(sessions, plan, {effects, isFull, selected})
    );
    [run.built, run.skipped] = [built, skipped];
    log.step(`transform: ${built.length} models built, ${skipped.length} up to date`);

    await timed(run, "contracts", () => checkContracts(session, run, [...project.seeds, ...modelContracts]));
    const modelResults = await timed(run, "check", () =>
      runChecks(
        sessions,
        checks.filter((check) => !isSourceCheck(check)),
        checkOptions
      )
    );
    const results = [...sourceResults, ...modelResults];
    judge(run, results, effects);
    log.step(`check: ${run.checks.passed} passed, ${run.checks.warned} warned, ${run.checks.failed} failed`);

    const published = await timed(run, "publish", () =>
      publish(sessions, {extract: input, contracts: modelContracts, fingerprints, results, settings, effects})
    );
    const bytes = published.tables.reduce((sum, table) => sum + table.bytes, 0);
    log.step(
      `publish: ${published.written.length} of ${published.tables.length} tables written, ${(bytes / 1e6).toFixed(2)} MB in all`
    );
  } finally {
    database.close();
  }
}

const round = (milliseconds: number) => Math.round(milliseconds) / 1000;

async function timed<T>(run: Run, stage: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    run.stages[stage] = round(performance.now() - started);
  }
}

async function checkContracts(
  session: Session,
  run: Run,
  contracts: Parameters<typeof findMismatches>[1]
): Promise<void> {
  const mismatches = await findMismatches(session, contracts);
  if (mismatches.length === 0) return;
  run.failed = mismatches.map((message) => ({id: "contract", message}));
  throw new DataError(`A contract is broken; nothing was published.\n  ${mismatches.join("\n  ")}`);
}

/** Counts results into the run; a failed one stops the build. */
export function judge(run: Pick<Run, "checks" | "failed">, results: CheckResult[], {log}: Effects): void {
  const byStatus = (status: CheckResult["status"]) => results.filter((result) => result.status === status);
  const failed = byStatus("fail");
  run.checks = {passed: byStatus("pass").length, warned: byStatus("warn").length, failed: failed.length};
  run.failed = failed.map((result) => ({id: result.check_id, message: describe(result)}));
  if (failed.length === 0) return;
  for (const result of byStatus("warn")) log.warn(describe(result));
  throw new DataError(
    `${failed.length} critical ${failed.length === 1 ? "check" : "checks"} failed; nothing was published.\n  ${run.failed.map(({message}) => message).join("\n  ")}\n` +
      `The rows: npm run warehouse -- query "select * from quality.failing_rows"`
  );
}

function describe({check_id, failing_rows, threshold, path, reason}: CheckResult): string {
  return `${path}: ${check_id}: ${failing_rows} rows, limit ${threshold}${reason ? ` (${reason})` : ""}`;
}
