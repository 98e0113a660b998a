import {stat} from "node:fs/promises";
import type {Row, Session} from "./database.ts";
import {Database, openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import {UsageError} from "./errors.ts";
import {extract} from "./extract.ts";
import {formatTable} from "./format.ts";
import {inputFingerprints} from "./load.ts";
import {ParseMemory} from "./parse-memory.ts";
import {readContracts, readProject} from "./project.ts";
import {readLastRuns, readLayers, readModelsOverBudget, readSlowestModels} from "./runlog/read-runs.ts";
import {seedFingerprints} from "./seeds.ts";
import type {Settings} from "./settings.ts";
import {databasePath, inputMemoryPath} from "./settings.ts";
import type {NodeState} from "./state.ts";
import {readHistories} from "./snapshots/histories.ts";
import {findChanged, readNodes} from "./state.ts";
import type {Plan} from "./transform.ts";
import {planModels} from "./transform.ts";

/** Last runs, sizes, slowest models, what is over budget, and checks that are not green. */
export async function describeStatus(settings: Settings, {log}: Effects, {json = false} = {}): Promise<string> {
  const path = databasePath(settings);
  const database = await openWarehouse(path, {
    readOnly: true,
    onWait: (holder) => log.step(`waiting for process ${holder}`)
  });
  try {
    const session = await database.connect();
    const status = await readStatus(session, (await stat(path)).size);
    return json ? JSON.stringify(status) : printStatus(status);
  } finally {
    database.close();
  }
}

async function readStatus(session: Session, bytes: number) {
  const counts = await session.row<Record<"passed" | "warned" | "failed", number>>(
    "select count(*) filter (where status = 'pass') as passed, count(*) filter (where status = 'warn') as warned, count(*) filter (where status = 'fail') as failed from quality.check_results"
  );
  const open = await session.rows(
    "select status, check_id, failing_rows, threshold, reason from quality.check_results where status <> 'pass' order by status, check_id"
  );
  return {
    runs: await readLastRuns(session, 5),
    warehouse: {bytes, layers: await readLayers(session)},
    models: {slowest: await readSlowestModels(session, 5), over_budget: await readModelsOverBudget(session)},
    checks: {...counts, open}
  };
}

function printStatus({runs, warehouse, models, checks}: Awaited<ReturnType<typeof readStatus>>): string {
  return [
    print("Last runs", runs),
    print(`Warehouse: ${(warehouse.bytes / 1e6).toFixed(1)} MB`, warehouse.layers),
    print("Slowest models", models.slowest),
    print("Models over budget", models.over_budget),
    `Checks: ${checks.passed} passed, ${checks.warned} warned, ${checks.failed} failed`,
    ...(checks.open.length > 0 ? [print("Checks that are not green", checks.open)] : [])
  ].join("\n\n");
}

function print(title: string, rows: Row[]): string {
  return `${title}\n${rows.length === 0 ? "none" : formatTable({columns: Object.keys(rows[0]!), rows}, "table")}`;
}

/** Says what changed when a model was last built, and what has changed since. */
export async function explainModel(settings: Settings, name: string, effects: Effects): Promise<string> {
  const database = await openWarehouse(databasePath(settings), {readOnly: true});
  const scratch = await Database.open();
  try {
    const warehouse = await database.connect();
    const before = await readNodes(warehouse);
    const plan = await planNow(settings, {warehouse, scratch: await scratch.connect()}, before, effects);
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

async function planNow(
  settings: Settings,
  {warehouse, scratch: session}: {warehouse: Session; scratch: Session},
  before: Nodes,
  effects: Effects
): Promise<Plan> {
  const contracts = await readContracts(settings.root);
  const inputMemory = await ParseMemory.read(inputMemoryPath(settings));
  const input = await extract(settings, contracts.sources, effects, inputMemory);
  const project = await readProject(session, settings.root, contracts);
  const {v} = await session.row<{v: string}>("select version() as v");
  const roots = new Map([
    ...[...inputFingerprints(input, project.sources, settings.sample)].map(
      ([id, file]) => [id, settle(before.get(id), file)] as const
    ),
    ...(await seedFingerprints(settings.root, project.seeds))
  ]);
  const histories = await readHistories(warehouse, project, roots, settings.sample);
  return planModels(session, project, roots, v, undefined, histories);
}

/** A file that is still the one that was loaded stands for the table as it was loaded, without its rejected rows. */
const settle = (node: NodeState | undefined, file: string) => (node?.inputs.file === file ? node.fingerprint : file);

const inputNames: Record<string, string> = {
  sql: "its SQL",
  engine: "the engine's version",
  history: "the history it continues"
};

const describeInput = (name: string) => inputNames[name] ?? name;

/** What changed, followed through the models it reads down to SQL, macros, seeds and files. */
function findCauses(
  id: string,
  {inputs, fingerprints}: Pick<Plan, "inputs" | "fingerprints">,
  before: Nodes,
  trail = id
): string[] {
  const now = inputs.get(id);
  if (!now) return before.get(id)?.fingerprint === fingerprints.get(id) ? [] : [`${trail}: the file behind it changed`];
  return findChanged(before.get(id)?.inputs, now).flatMap((name) => {
    if (!fingerprints.has(name)) return [`${trail}: ${describeInput(name)} changed`];
    const deeper = findCauses(name, {inputs, fingerprints}, before, `${trail} ← ${name}`);
    return deeper.length > 0 ? deeper : [`${trail}: ${name} was rebuilt`];
  });
}
