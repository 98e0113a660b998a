import {toFailingRows} from "../check-plan.ts";
import type {CheckResult} from "../check.ts";
import {describeMetadata} from "./manifest.ts";
import {nodeIds, relationName, testId} from "./node-ids.ts";
import type {Build, JudgedCheck, MadeTable} from "./record.ts";

/** The format is that of dbt's run results, version 6. */
export const runResultsVersion = "https://schemas.getdbt.com/dbt/run-results/v6.json";

/**
 * What the build made and how its tests came out. A model that was up to date is not in it, as with a selection of dbt's;
 * a test of unchanged tables is, with the time it last ran.
 */
export function describeRunResults(build: Build) {
  const {run, project, made, checks} = build;
  const ids = nodeIds(project);
  const models = new Map(project.models.map((model) => [model.id, model]));
  return {
    metadata: describeMetadata(build, runResultsVersion),
    results: [
      ...made
        .filter(({id}) => !id.startsWith("raw."))
        .map((table) => describeMade(table, ids.get(table.id)!, models.get(table.id)?.sql)),
      ...describeStopped(build, ids),
      ...checks.map(describeCheck)
    ],
    elapsed_time: (Date.parse(build.finishedAt) - Date.parse(run.started_at)) / 1000,
    args: {which: "build", invocation_command: "npm run warehouse -- build"}
  };
}

interface Result {
  unique_id: string;
  status: string;
  startedAt: string;
  finishedAt: string;
  seconds: number;
  message: string | null;
  failures: number | null;
  code: string | null;
  relation: string | null;
  response?: Record<string, unknown>;
}

/** A result in dbt's shape. */
const toResult = ({
  unique_id,
  status,
  startedAt,
  finishedAt,
  seconds,
  message,
  failures,
  code,
  relation,
  response
}: Result) => ({
  status,
  timing: [
    {name: "compile", started_at: startedAt, completed_at: startedAt},
    {name: "execute", started_at: startedAt, completed_at: finishedAt}
  ],
  thread_id: "main",
  execution_time: seconds,
  adapter_response: response ?? {},
  message,
  failures,
  unique_id,
  compiled: code === null ? null : true,
  compiled_code: code,
  relation_name: relation
});

function describeMade({id, startedAt, finishedAt, seconds, rows}: MadeTable, unique_id: string, sql?: string) {
  return toResult({
    unique_id,
    status: "success",
    startedAt,
    finishedAt,
    seconds,
    message: rows === null ? "a view" : `${rows} rows`,
    failures: null,
    code: sql ?? null,
    relation: relationName(id),
    ...(rows !== null && {response: {rows_affected: rows}})
  });
}

/** The model that stopped the build, and those that read it, which the build did not come to. */
function describeStopped({failure, project, made, finishedAt}: Build, ids: Map<string, string>) {
  const failed = project.models.find(({id}) => id === failure?.modelId);
  if (!failed) return [];
  const reached = new Set([failed.id]);
  for (const {id, tables} of project.models) if (tables.some((table) => reached.has(table))) reached.add(id);
  const built = new Set(made.map(({id}) => id));
  return project.models
    .filter(({id}) => reached.has(id) && !built.has(id))
    .map(({id, sql}) =>
      toResult({
        unique_id: ids.get(id)!,
        status: id === failed.id ? "error" : "skipped",
        startedAt: finishedAt,
        finishedAt,
        seconds: 0,
        message: id === failed.id ? failure!.message : null,
        failures: null,
        code: sql,
        relation: relationName(id)
      })
    );
}

function describeCheck({check, result, checkedAt}: JudgedCheck) {
  return toResult({
    unique_id: testId(check),
    status: result.status,
    startedAt: checkedAt,
    finishedAt: checkedAt,
    seconds: 0,
    message: describeOutcome(result),
    failures: result.failing_rows,
    code: toFailingRows(check),
    relation: null
  });
}

const describeOutcome = ({status, failing_rows, threshold, reason}: CheckResult) =>
  status === "pass" ? null : `${failing_rows} rows, limit ${threshold}${reason ? ` (${reason})` : ""}`;
