import {runChecks} from "./check.ts";
import {planChecks} from "./check-plan.ts";
import {findMismatches} from "./contract-check.ts";
import {openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import {DataError} from "./errors.ts";
import {judge} from "./pipeline.ts";
import {readContracts, readProject} from "./project.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";
import {existsSync} from "node:fs";
import {SourceError} from "./errors.ts";
import {prepareState, readFingerprints} from "./state.ts";

/** Runs every contract and test on the built warehouse; throws when a critical one fails. Returns what to print. */
export async function testWarehouse(settings: Settings, effects: Effects, {json = false} = {}): Promise<string> {
  const path = databasePath(settings);
  if (!existsSync(path))
    throw new SourceError(`There is no warehouse at ${path}. Run "npm run warehouse -- build" first.`);
  const database = await openWarehouse(path);
  try {
    const session = await database.connect();
    await prepareState(session);
    const project = await readProject(session, settings.root, await readContracts(settings.root));
    const contracts = [...project.sources, ...project.seeds, ...project.models.map((model) => model.contract)];
    const mismatches = await findMismatches(session, contracts.slice(project.sources.length));
    if (mismatches.length > 0) throw new DataError(`A contract is broken.\n  ${mismatches.join("\n  ")}`);
    const fingerprints = await readFingerprints(session);
    const results = await runChecks([session], await planChecks(session, settings.root, contracts), {
      effects,
      fingerprints,
      sources: project.sources,
      isFull: true
    });
    const report = {checks: {passed: 0, warned: 0, failed: 0}, failed: []};
    judge(report, results, effects);
    if (json) return JSON.stringify({...report, results});
    const warned = results
      .filter((result) => result.status === "warn")
      .map(
        (result) => `warn  ${result.check_id}: ${result.failing_rows} rows${result.reason ? ` (${result.reason})` : ""}`
      );
    return [
      ...warned,
      `${report.checks.passed} passed, ${report.checks.warned} warned, ${report.checks.failed} failed`
    ].join("\n");
  } finally {
    database.close();
  }
}
