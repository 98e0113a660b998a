import type {CheckResult} from "./check.ts";
import {runChecks} from "./check.ts";
import {planChecks} from "./check-plan.ts";
import {findMismatches} from "./contract-check.ts";
import {Database, openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import type {SqlError} from "./errors.ts";
import {DataError, SourceError, UsageError} from "./errors.ts";
import {judge} from "./judge.ts";
import type {Project} from "./project.ts";
import {readContracts, readProject} from "./project.ts";
import type {CheckCounts} from "./runs.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";
import {readFingerprints} from "./state.ts";
import type {UnitResult} from "./unit-tests.ts";
import {describeUnitFailure, hasPassed, readUnitTests, runUnitTests} from "./unit-tests.ts";

export interface TestOptions {
  /** Unit tests only, which need no built warehouse. */
  isUnitOnly?: boolean;
  json?: boolean;
}

interface Report {
  unit_tests: {passed: number; failed: number};
  checks: CheckCounts;
  failed: {id: string; message: string}[];
  results: CheckResult[];
}

/**
 * Runs the unit tests in memory, then every contract and data test on the built warehouse; throws when one fails.
 * Returns what to print.
 */
export async function testWarehouse(settings: Settings, effects: Effects, options: TestOptions = {}): Promise<string> {
  const report: Report = {
    unit_tests: {passed: 0, failed: 0},
    checks: {passed: 0, warned: 0, failed: 0},
    failed: [],
    results: []
  };
  const scratch = await Database.open();
  const project = await readProject(await scratch.connect(), settings.root, await readContracts(settings.root));
  scratch.close();
  judgeUnits(report, await runUnitTests(settings.root, project, await readUnitTests(settings.root)));
  if (!options.isUnitOnly) await checkWarehouse(settings, project, effects, report);
  return options.json ? JSON.stringify(report) : describe(report, options);
}

function judgeUnits(report: Report, results: UnitResult[]): void {
  const failed = results.filter((result) => !hasPassed(result));
  report.unit_tests = {passed: results.length - failed.length, failed: failed.length};
  if (failed.length === 0) return;
  throw new UsageError(
    `${failed.length} of ${results.length} unit tests failed.\n  ${failed.map(describeUnitFailure).join("\n  ")}`
  );
}

async function checkWarehouse(settings: Settings, project: Project, effects: Effects, report: Report): Promise<void> {
  const path = databasePath(settings);
  const database = await openWarehouse(path, {mustExist: true});
  try {
    const session = await database.connect();
    const fingerprints = await readFingerprints(session).catch(takeEmpty);
    const missing = project.models.find((model) => !fingerprints.has(model.id));
    if (missing)
      throw new SourceError(`${missing.id} was never built in ${path}. Run "npm run warehouse -- build" first.`);
    const models = project.models.map((model) => model.contract);
    const mismatches = await findMismatches(session, [...project.seeds, ...models]);
    if (mismatches.length > 0) throw new DataError(`A contract is broken.\n  ${mismatches.join("\n  ")}`);
    const checks = await planChecks(session, settings.root, [...project.sources, ...project.seeds, ...models]);
    report.results = await runChecks([session], checks, {
      effects,
      fingerprints,
      sources: project.sources,
      isFull: true
    });
    judge(report, report.results, effects);
  } finally {
    database.close();
  }
}

/** A warehouse that a build never reached has no record of its tables. */
function takeEmpty(error: SqlError): Map<string, string> {
  if (error.kind !== "Catalog") throw error;
  return new Map();
}

function describe({unit_tests, checks, results}: Report, {isUnitOnly}: TestOptions): string {
  const warned = results.filter((result) => result.status === "warn");
  const lines = warned.map(
    ({check_id, failing_rows, reason}) => `warn  ${check_id}: ${failing_rows} rows${reason ? ` (${reason})` : ""}`
  );
  return [
    ...lines,
    `unit tests: ${unit_tests.passed} passed, ${unit_tests.failed} failed`,
    ...(isUnitOnly ? [] : [`checks: ${checks.passed} passed, ${checks.warned} warned, ${checks.failed} failed`])
  ].join("\n");
}
