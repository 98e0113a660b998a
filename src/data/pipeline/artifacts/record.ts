import type {CatalogTable} from "../catalog.ts";
import type {Check} from "../check-plan.ts";
import type {CheckResult} from "../check.ts";
import type {Session} from "../database.ts";
import type {ModelLineage} from "../lineage/lineage.ts";
import type {Project} from "../project.ts";
import type {Run} from "../runs.ts";
import type {NodeState} from "../state.ts";
import {readNodes} from "../state.ts";
import type {UnitTest} from "../unit-tests.ts";

/** What a build leaves for the artefacts as it goes; what it did not come to is missing. */
export interface BuildRecord {
  project?: Project;
  checks: Check[];
  /** Results that count for this build, whether of now or remembered. */
  results: CheckResult[];
  lineage: ModelLineage[];
  /** All that stands published after it. */
  published?: CatalogTable[];
}

export const createRecord = (): BuildRecord => ({checks: [], results: [], lineage: []});

/** A build as the artefacts tell it. */
export interface Build {
  run: Run;
  project: Project;
  lineage: ModelLineage[];
  /** Tables made in this build, in the order in which they were. */
  made: MadeTable[];
  /** All tests of the project. */
  planned: Check[];
  /** The models' unit tests, which a build does not run. */
  unitTests: UnitTest[];
  /** Those with a result that counts for this build. */
  checks: JudgedCheck[];
  /** What stopped it, and the model that did, if one did. */
  failure?: {message: string; modelId?: string};
  finishedAt: string;
}

export interface MadeTable {
  id: string;
  startedAt: string;
  finishedAt: string;
  seconds: number;
  rows: number | null;
}

export interface JudgedCheck {
  check: Check;
  result: CheckResult;
  checkedAt: string;
}

interface Outcome {
  run: Run;
  error: Error | undefined;
  unitTests: UnitTest[];
  now: Date;
  /** Makes text fit to leave the machine. */
  clean(text: string): string;
}

/** Reads from the warehouse what it knows of the build's tables and checks. */
export async function readBuild(
  session: Session,
  {project, checks, results, lineage}: BuildRecord & {project: Project},
  {run, error, unitTests, now, clean}: Outcome
): Promise<Build> {
  const nodes = [...(await readNodes(session)).values()].map(toMade);
  const byId = new Map(checks.map((check) => [check.id, check]));
  const checkedAt = await readCheckTimes(session);
  const message = error && clean(error.message);
  const modelId = message && project.models.find(({path}) => message.startsWith(`${path}:`))?.id;
  return {
    run,
    project,
    lineage,
    planned: checks,
    unitTests,
    made: nodes
      .filter(({finishedAt}) => finishedAt >= run.started_at)
      .sort((a, b) => (`${a.finishedAt} ${a.id}` < `${b.finishedAt} ${b.id}` ? -1 : 1)),
    checks: results.flatMap((result) => {
      const check = byId.get(result.check_id);
      return check ? [{check, result, checkedAt: checkedAt.get(check.id) ?? run.started_at}] : [];
    }),
    ...(message !== undefined && {failure: {message, ...(modelId && {modelId})}}),
    finishedAt: now.toISOString()
  };
}

/** The warehouse keeps times without a zone, which is always UTC. */
const toIso = (timestamp: string) => new Date(`${timestamp}Z`).toISOString();

function toMade({id, built_at, seconds, row_count}: NodeState): MadeTable {
  const finishedAt = toIso(built_at);
  const startedAt = new Date(Date.parse(finishedAt) - Math.round(seconds * 1000)).toISOString();
  return {id, startedAt, finishedAt, seconds, rows: row_count};
}

async function readCheckTimes(session: Session): Promise<Map<string, string>> {
  const rows = await session.rows<{id: string; at: string | null}>(
    "select check_id as id, checked_at as at from quality.check_results"
  );
  return new Map(rows.flatMap(({id, at}) => (at ? [[id, toIso(at)] as const] : [])));
}
