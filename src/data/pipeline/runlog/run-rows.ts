import {readlink, stat} from "node:fs/promises";
import {basename} from "node:path";
import {hidePaths} from "../artifacts/artifacts.ts";
import {databasePath, publishPath} from "../settings.ts";
import {quoteLiteral} from "../sql-text.ts";
import type {Run} from "../runs.ts";
import {readCommit} from "./git-commit.ts";
import {toLiteral} from "./insert-rows.ts";
import type {PeakMemory} from "./memory.ts";
import type {ModelRow} from "./model-rows.ts";
import type {RunContext} from "./record-run.ts";
import type {Span, Timeline} from "./timeline.ts";

/** A run's row of `meta.runs`. */
export async function describeRun(
  {run, record, settings, effects, isFull}: RunContext,
  peak: PeakMemory,
  error?: Error
) {
  const [startedAt, finishedAt] = [new Date(run.started_at), effects.now()];
  const published = record.published?.reduce((sum, {bytes}) => sum + bytes, 0);
  return {
    run_id: run.run_id,
    status: error ? "error" : "success",
    started_at: startedAt,
    finished_at: finishedAt,
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    data_label: run.data || null,
    sample: settings.sample,
    engine: run.engine || null,
    commit_id: await readCommit(settings.root),
    is_full_refresh: isFull,
    release: await readlink(publishPath(settings)).then(basename, () => null),
    built_count: run.built.length,
    skipped_count: run.skipped.length,
    passed_count: run.checks.passed,
    warned_count: run.checks.warned,
    failed_count: run.checks.failed,
    rows_in: run.rows_in,
    rows_rejected: run.rows_rejected,
    published_bytes: published,
    warehouse_bytes: await stat(databasePath(settings)).then(
      ({size}) => size,
      () => null
    ),
    peak_process_bytes: peak.process,
    peak_engine_bytes: peak.engine,
    peak_temp_bytes: peak.temp,
    failure: error && hidePaths(error.message, settings)
  };
}

const describeTimes = ({startedAt, finishedAt, seconds}: Span) => ({
  started_at: startedAt,
  finished_at: finishedAt,
  seconds
});

/** A row of `meta.run_stages`. */
export const describeStage = ({run_id}: Run, span: Span) => ({
  run_id,
  stage: span.name,
  status: toStatus(span),
  ...describeTimes(span)
});

const toStatus = ({hasFailed}: Span) => (hasFailed ? "error" : "success");

/** A row of `meta.run_models`. */
export const describeModelRow = (
  {run_id}: Run,
  {id, span, rows, bytes, isPublished, fingerprint, budget}: ModelRow
) => ({
  run_id,
  id,
  kind: span.kind,
  status: toStatus(span),
  ...describeTimes(span),
  thread: span.thread,
  row_count: rows,
  bytes,
  is_published: isPublished,
  fingerprint,
  budget_seconds: budget?.seconds,
  budget_bytes: budget?.bytes
});

/** The statement that adds to `meta.run_checks` what was checked anew in a run, each check with the scan that counted it. */
export function insertCheckRows({run_id, started_at}: Run, {spans}: Timeline): string {
  const scans = spans
    .filter(({kind}) => kind === "check")
    .map(
      (span) => `(${[span.name, span.startedAt, span.finishedAt, span.seconds, span.thread].map(toLiteral).join(", ")})`
    );
  if (scans.length === 0) return "";
  return `
    insert into meta.run_checks
    with scans(name, started_at, finished_at, seconds, thread) as (values ${scans.join(", ")})
    select ${quoteLiteral(run_id)}, check_id, table_name, status, failing_rows, total_rows, s.started_at, s.finished_at, s.seconds, s.thread
    from quality.check_results as c
    join scans as s on s.name = c.check_id or (s.name = c.table_name and not exists (select 1 from scans where name = c.check_id))
    where checked_at >= date_trunc('second', ${toLiteral(new Date(started_at))})`;
}
