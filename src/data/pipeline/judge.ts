import type {CheckResult} from "./check.ts";
import type {Effects} from "./effects.ts";
import {DataError} from "./errors.ts";
import type {Run} from "./runs.ts";

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
