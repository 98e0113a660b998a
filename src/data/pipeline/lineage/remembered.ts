import type {Session} from "../database.ts";
import type {Effects} from "../effects.ts";
import {defaultEffects} from "../effects.ts";
import {fingerprint} from "../files.ts";
import type {Model} from "../graph.ts";
import type {Project} from "../project.ts";
import {quoteLiteral} from "../sql-text.ts";
import type {Plan} from "../transform.ts";
import {readDictionary, readTables} from "./dictionary.ts";
import type {ModelLineage} from "./lineage.ts";
import {traceModel} from "./lineage.ts";
import type {Dictionary} from "./relations.ts";

/** Raised when the tracing changes, so that all models are traced anew. */
const version = "1";

/**
 * The lineage of all models, in the project's order. Traces those whose SQL, macros or columns changed since they were
 * last traced, and remembers them in the warehouse; needs the project's macros in the session.
 */
export async function readLineage(
  session: Session,
  project: Project,
  plan: Pick<Plan, "inputs">,
  {log}: Pick<Effects, "log"> = defaultEffects()
): Promise<ModelLineage[]> {
  await session.run(
    "create table if not exists meta.lineage (id varchar not null, fingerprint varchar not null, lineage varchar not null)"
  );
  const known = new Map((await session.rows<Remembered>("select * from meta.lineage")).map((row) => [row.id, row]));
  const tables = readTables(project);
  const versions = new Map(project.models.map((model) => [model.id, versionOf(model, tables, plan)]));
  const stale = project.models.filter(({id}) => known.get(id)?.fingerprint !== versions.get(id));
  if (stale.length === 0 && known.size === versions.size) return toLineage(project, known);
  const dictionary = await readDictionary(session, project);
  for (const model of stale) known.set(model.id, trace(model, versions.get(model.id)!, dictionary, log));
  await remember(
    session,
    stale.map(({id}) => known.get(id)!),
    [...versions.keys()]
  );
  return toLineage(project, known);
}

interface Remembered {
  id: string;
  fingerprint: string;
  lineage: string;
}

/** A model that cannot be traced does not stop the build: its columns come of nothing, until it is traced anew. */
function trace(model: Model, version: string, dictionary: Dictionary, log: Effects["log"]): Remembered {
  try {
    return {id: model.id, fingerprint: version, lineage: JSON.stringify(traceModel(model, dictionary))};
  } catch (error) {
    log.warn(`${model.path}: what its columns come of cannot be told: ${(error as Error).message}`);
    const nothing: ModelLineage = {id: model.id, columns: {}, rows: [], influences: []};
    return {id: model.id, fingerprint: "", lineage: JSON.stringify(nothing)};
  }
}

const toLineage = ({models}: Project, known: Map<string, Remembered>) =>
  models.map(({id}) => JSON.parse(known.get(id)!.lineage) as ModelLineage);

/** A model's lineage is determined by its syntax tree, its macros, what it checks, and the columns of the tables it reads. */
function versionOf(
  {id, canonical, tables, contract}: Model,
  columns: Map<string, readonly string[]>,
  {inputs}: Pick<Plan, "inputs">
) {
  const macros = Object.entries(inputs.get(id) ?? {}).filter(([name]) => name.startsWith("macro "));
  const known = [...tables, id].map((table) => columns.get(table));
  return fingerprint(version, canonical, JSON.stringify([macros, known, contract.snapshot?.checkColumns]));
}

async function remember(session: Session, traced: Remembered[], ids: string[]): Promise<void> {
  const current = ids.map(quoteLiteral).join(", ");
  const changed = traced.map(({id}) => quoteLiteral(id)).join(", ");
  const values = traced.map((row) => `(${[row.id, row.fingerprint, row.lineage].map(quoteLiteral).join(", ")})`);
  await session.transaction(async () => {
    await session.run(`delete from meta.lineage where id not in (${current || "''"}) or id in (${changed || "''"})`);
    if (values.length > 0) await session.run(`insert into meta.lineage values ${values.join(", ")}`);
  });
}
