import {formatCount, formatCounted, formatList, formatSeconds, formatTime} from "./format.js";

/** A build of the warehouse, as data/runs.json tells it; times are UTC without saying so. */
export type Run = {
  run_id: string;
  status: "success" | "error";
  started_at: string;
  seconds: number;
  data_label: string | null;
  engine: string | null;
  commit_id: string | null;
  is_full_refresh: boolean;
  built_count: number;
  skipped_count: number;
  passed_count: number;
  warned_count: number;
  failed_count: number;
  rows_in: number;
  rows_rejected: number;
  published_bytes: number | null;
  warehouse_bytes: number | null;
  peak_process_bytes: number;
  peak_engine_bytes: number | null;
  peak_temp_bytes: number | null;
  failure: string | null;
};

/** A piece of a run, with seconds from the run's start. */
export type Piece = {name: string; start_seconds: number; seconds: number; status?: "success" | "error"};
export type Work = Piece & {thread: number; kind?: "source" | "seed" | "model"; checks_count?: number};
export type Detail = {run_id: string; stages: Piece[]; tables: Work[]; scans: Work[]};

export type Cost = {
  id: string;
  seconds: number;
  row_count: number | null;
  bytes: number | null;
  is_published: boolean;
  budget_seconds: number;
  budget_bytes: number;
};

/** When a run began, in UTC. */
export const startOf = ({started_at}: Run) => new Date(`${started_at}Z`);

/** A measure of runs that came as far as their checks. */
export const ifChecked = (value: (run: Run) => number) => (run: Run) =>
  run.passed_count + run.warned_count + run.failed_count > 0 ? value(run) : null;

/** How the last run went. */
export function answerLastRun(runs: readonly Run[]): string {
  const run = runs.at(-1)!;
  const when = `The last build, on ${formatTime(startOf(run))} UTC,`;
  if (run.status === "error") return `${when} failed after ${formatSeconds(run.seconds)}${describeFailed(run)}.`;
  return `${when} ${describeMade(run)} in ${formatSeconds(run.seconds)}; ${describeChecks(run)}.`;
}

function describeMade({built_count, skipped_count, rows_in}: Run): string {
  if (built_count === 0) return `found all ${formatCounted(skipped_count, "model")} up to date`;
  const left = skipped_count > 0 ? ` and left ${formatCount(skipped_count)} as they were` : "";
  return `made ${formatCounted(built_count, "model")} of ${formatCounted(rows_in, "row")} of input${left}`;
}

function describeChecks({passed_count, warned_count}: Run): string {
  const passed = `${formatCounted(passed_count, "check")} passed`;
  return warned_count === 0 ? passed : `${passed} and ${formatCount(warned_count)} warned`;
}

const describeFailed = ({failed_count}: Run) =>
  failed_count === 0 ? "" : `, as ${formatCounted(failed_count, "critical check")} did not hold`;

/** Whether a model's last build cost more than its budget, in time or in bytes. */
export const isOverBudget = ({seconds, bytes, budget_seconds, budget_bytes}: Cost) =>
  seconds > budget_seconds || (bytes !== null && bytes > budget_bytes);

/** What the models cost, and which of them too much. */
export function answerCosts(costs: readonly Cost[]): string {
  const over = costs.filter(isOverBudget).map(({id}) => id);
  const [dearest] = costs;
  if (!dearest) return "No model was built yet.";
  const most = `${dearest.id} takes the longest, ${formatSeconds(dearest.seconds)}`;
  if (over.length === 0) return `All ${formatCounted(costs.length, "model")} keep within their budget; ${most}.`;
  return `${formatList(over)} ${over.length === 1 ? "costs" : "cost"} more than the budget allows; ${most}.`;
}

/** How much was done at once in a run: the time all its pieces took together, against the time they took one beside the other. */
export function answerParallel({tables, scans}: Detail): string {
  const work = [...tables, ...scans];
  const threads = new Set(work.map(({thread}) => thread)).size;
  if (work.length === 0) return "It stopped before it made a table.";
  const sum = work.reduce((total, {seconds}) => total + seconds, 0);
  const tablesMade = formatCounted(tables.length, "table");
  return `${tablesMade} and ${formatCounted(scans.length, "scan")} of checks kept up to ${formatCounted(threads, "session")} at work at once: ${formatSeconds(sum)} of work.`;
}
