import type {Session} from "../database.ts";
import type {Model} from "../graph.ts";
import {readDictionary} from "../lineage/dictionary.ts";
import type {Project} from "../project.ts";
import {findChanged} from "../state.ts";
import type {NodeState} from "../state.ts";
import type {Change, Changes} from "./changes.ts";
import {changesTable} from "./changes.ts";
import {replaceTables} from "./rewrite.ts";
import {isRowWise} from "./row-wise.ts";

interface ViewContext {
  project: Project;
  /** Fingerprints of all tables, and of what each model is made of, as they are to be after this build. */
  plan: {fingerprints: Map<string, string>; inputs: Map<string, Record<string, string>>};
  /** Tables as they were before models are built. */
  before: Map<string, NodeState>;
}

/** Lets the changes of views be asked for: the view of the rows that changed in the table it reads. */
export function followViews(changes: Changes, {project, plan, before}: ViewContext): void {
  const models = new Map(project.models.map((model) => [model.id, model]));
  let aggregates: Promise<ReadonlySet<string>> | undefined;
  const isPlain = async (session: Session, model: Model) => {
    aggregates ??= readDictionary(session, project).then((dictionary) => dictionary.aggregates);
    return isRowWise(model, await aggregates);
  };
  changes.seeThroughBy(async (session, id) => {
    const model = models.get(id);
    return model?.contract.materialized === "view" && (await isPlain(session, model)) ? model : undefined;
  });
  changes.deriveBy(async (session, id) => {
    const [model, node, inputs, to] = [models.get(id), before.get(id), plan.inputs.get(id), plan.fingerprints.get(id)];
    if (model?.contract.materialized !== "view" || !node || !inputs || !to) return undefined;
    const [table] = model.tables as [string];
    if (findChanged(node.inputs, inputs).some((name) => name !== table)) return undefined;
    const change = await changes.findBetween(session, table, node.inputs[table], inputs[table]);
    if (!change) return undefined;
    if (!(await isPlain(session, model))) return undefined;
    const rows = await viewChange(session, model, table, change);
    return rows === undefined ? undefined : {from: node.fingerprint, to, rows};
  });
}

async function viewChange(session: Session, model: Model, table: string, change: Change): Promise<string | undefined> {
  const parts: string[] = [];
  for (const isNew of [false, true]) {
    const view = `${model.id} ${isNew ? "came" : "went"}`;
    await session.run(
      `create view ${changesTable(view)} as select * exclude (_is_new) from ${change.rows} where _is_new = ${isNew}`
    );
    const sql = await replaceTables(session, model, new Map([[table, view]]));
    if (!sql) return undefined;
    parts.push(`select *, ${isNew} as _is_new from (${sql}\n)`);
  }
  await session.run(`create table ${changesTable(model.id)} as ${parts.join("\nunion all\n")}`);
  return changesTable(model.id);
}
