import {existsSync} from "node:fs";
import type {BuildRecord} from "../artifacts/record.ts";
import {createRecord} from "../artifacts/record.ts";
import type {Session} from "../database.ts";
import {openWarehouse} from "../database.ts";
import type {Effects} from "../effects.ts";
import type {Run} from "../runs.ts";
import type {Settings} from "../settings.ts";
import {databasePath} from "../settings.ts";
import {describeExcess} from "./budget.ts";
import {insertRows} from "./insert-rows.ts";
import type {PeakMemory} from "./memory.ts";
import {readProcessPeak, watchMemory} from "./memory.ts";
import {readModelRows} from "./model-rows.ts";
import {insertCheckRows, describeModelRow, describeRun, describeStage} from "./run-rows.ts";
import {createRunTables, forgetOldRuns} from "./run-tables.ts";
import type {Timeline} from "./timeline.ts";

export interface RunContext {
  settings: Settings;
  effects: Effects;
  timeline: Timeline;
  run: Run;
  record: BuildRecord;
  isFull: boolean;
}

interface Sessions {
  storage: Session;
  sessions: Session[];
}

/**
 * Does the build's work and keeps what is known of it in the warehouse, whether it came to its end or not. Warns of
 * models that cost more than their budget.
 */
export async function recordRun(context: RunContext & Sessions, work: () => Promise<void>): Promise<void> {
  const {storage, sessions} = context;
  await watchMemory(storage, async (getPeak) => {
    const keep = async (error?: Error) =>
      tryTo(context, async () => keepRun(sessions[0]!, context, await getPeak(), error));
    try {
      await work();
    } catch (error) {
      await keep(error as Error);
      throw error;
    }
    await keep();
  });
}

/** Keeps a run that failed before it opened the warehouse, where there is one. */
export async function recordEarlyFailure(context: Omit<RunContext, "record">, error: Error): Promise<void> {
  const path = databasePath(context.settings);
  if (!existsSync(path)) return;
  const peak = {process: readProcessPeak(), engine: 0, temp: 0};
  await tryTo(context, async () => {
    const database = await openWarehouse(path, {mustExist: true, waitSeconds: 1});
    try {
      await keepRun(await database.connect(), {...context, record: createRecord()}, peak, error);
    } finally {
      database.close();
    }
  });
}

/** A build counts even where its record cannot be kept. */
async function tryTo({effects}: Pick<RunContext, "effects">, work: () => Promise<void>): Promise<void> {
  await work().catch((error: Error) =>
    effects.log.warn(`the run could not be kept in the warehouse: ${error.message}`)
  );
}

async function keepRun(session: Session, context: RunContext, peak: PeakMemory, error?: Error): Promise<void> {
  const {run, timeline, effects} = context;
  const models = await readModelRows(session, context);
  const stages = timeline.spans.filter(({kind}) => kind === "stage");
  const row = await describeRun(context, peak, error);
  await session.transaction(async () => {
    await session.run(`create schema if not exists meta; ${createRunTables}`);
    await insertRows(session, "meta.runs", [row]);
    await insertRows(
      session,
      "meta.run_stages",
      stages.map((span) => describeStage(run, span))
    );
    await insertRows(
      session,
      "meta.run_models",
      models.map((model) => describeModelRow(run, model))
    );
    const checks = insertCheckRows(run, timeline);
    if (checks) await session.run(checks);
    await forgetOldRuns(session);
  });
  for (const {id, span, bytes, budget} of models)
    for (const excess of budget ? describeExcess({id, seconds: span.seconds, bytes}, budget) : [])
      effects.log.warn(excess);
}
