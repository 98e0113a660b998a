import {stat} from "node:fs/promises";
import type {Session} from "./database.ts";
import {Database, openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import {UsageError} from "./errors.ts";
import {extract} from "./extract.ts";
import {formatTable} from "./format.ts";
import {inputFingerprints} from "./load.ts";
import {readContracts, readProject} from "./project.ts";
import {readRuns} from "./runs.ts";
import {seedFingerprints} from "./seeds.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";
import type {NodeState} from "./state.ts";
import {findChanged, readNodes} from "./state.ts";
import type {Plan} from "./transform.ts";
import {planModels} from "./transform.ts";

/** Last runs, size, and checks that are not green. */
export async function describeStatus(settings: Settings, {log}: Effects, {json = false} = {}): Promise<string> {
  const runs = (await readRuns(settings)).slice(-5).reverse();
  const path = databasePath(settings);
  const database = await openWarehouse(path, {
    readOnly: true,
    onWait: (holder) => log.step(`waiting for process ${holder}`)
  });
  try {
    const session = await database.connect();
    const bytes = (await stat(path)).size;
    const layers = await session.rows(
      "select split_part(id, '.', 1) as layer, count(*) as tables, sum(row_count)::bigint as rows, round(sum(seconds), 2) as seconds, max(built_at) as built_at from meta.nodes group by all order by min(built_at)"
    );
    const checks = await session.rows(
      "select status, check_id, failing_rows, threshold, reason from quality.check_results where status <> 'pass' order by status, check_id"
    );
    const counts = await session.row<Record<string, number>>(
      "select count(*) filter (where status = 'pass') as passed, count(*) filter (where status = 'warn') as warned, count(*) filter (where status = 'fail') as failed from quality.check_results"
    );
    if (json) return JSON.stringify({runs, warehouse: {path, bytes, layers}, checks: {...counts, open: checks}});
    const lines = runs.map(({run_id, status, seconds, built, rows_in, data, failed}) => ({
      run: run_id,
      status,
      seconds,
      built: built.length,
      rows_in,
      data,
      failure: failed[0]?.message.split("\n")[0] ?? ""
    }));
    return [
      print("Last runs", lines),
      print(`Warehouse: ${(bytes / 1e6).toFixed(1)} MB`, layers),
      `Checks: ${counts.passed} passed, ${counts.warned} warned, ${counts.failed} failed`,
      ...(checks.length > 0 ? [print("Checks that are not green", checks)] : [])
    ].join("\n\n");
  } finally {
    database.close();
  }
}

function print(title: string, rows: Record<string, unknown>[]): string {
  return `${title}\n${rows.length === 0 ? "none" : formatTable({columns: Object.keys(rows[0]!), rows}, "table")}`;
}

/** Says what changed when a model was last built, and what has changed since. */
export async function explainModel(settings: Settings, name: string, effects: Effects): Promise<string> {
  const database = await openWarehouse(databasePath(settings), {readOnly: true});
  const scratch = await Database.open();
  try {
    const before = await readNodes(await database.connect());
    const plan = await planNow(settings, await scratch.connect(), before, effects);
    const model = plan.models.find((model) => model.id === name || model.name === name);
    if (!model)
      throw new UsageError(
        `--why ${name}: no such model. Known: ${plan.models.map((model) => model.name).join(", ")}.`
      );
    const node = before.get(model.id);
    const last = node
      ? `${model.id} was last built at ${node.built_at}, because of: ${node.changed.map(describeInput).join(", ")}.`
      : `${model.id} was never built.`;
    const causes = findCauses(model.id, plan, before);
    return `${last}\n${causes.length === 0 ? "It is up to date." : `The next build makes it anew, because of:\n${causes.map((cause) => `  ${cause}`).join("\n")}`}`;
  } finally {
    database.close();
    scratch.close();
  }
}

type Nodes = Map<string, NodeState>;

async function planNow(settings: Settings, session: Session, before: Nodes, effects: Effects): Promise<Plan> {
  const contracts = await readContracts(settings.root);
  const input = await extract(settings, contracts.sources, effects);
  const project = await readProject(session, settings.root, contracts);
  const {v} = await session.row<{v: string}>("select version() as v");
  const roots = new Map([
    ...[...inputFingerprints(input, project.sources, settings.sample)].map(
      ([id, file]) => [id, settle(before.get(id), file)] as const
    ),
    ...(await seedFingerprints(settings.root, project.seeds))
  ]);
  return planModels(session, project, roots, v);
}

/** A file that is still the one that was loaded stands for the table as it was loaded, without its rejected rows. */
const settle = (node: NodeState | undefined, file: string) => (node?.inputs.file === file ? node.fingerprint : file);

const describeInput = (name: string) =>
  name === "sql" ? "its SQL" : name === "engine" ? "the engine's version" : name;

/** What changed, followed through the models it reads down to SQL, macros, seeds and files. */
function findCauses(id: string, {inputs, fingerprints}: Plan, before: Nodes, trail = id): string[] {
  const now = inputs.get(id);
  if (!now) return before.get(id)?.fingerprint === fingerprints.get(id) ? [] : [`${trail}: the file behind it changed`];
  return findChanged(before.get(id)?.inputs, now).flatMap((name) => {
    if (!fingerprints.has(name)) return [`${trail}: ${describeInput(name)} changed`];
    const deeper = findCauses(name, {models: [], inputs, fingerprints}, before, `${trail} ← ${name}`);
    return deeper.length > 0 ? deeper : [`${trail}: ${name} was rebuilt`];
  });
}
