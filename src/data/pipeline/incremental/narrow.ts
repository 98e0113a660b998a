import type {Session} from "../database.ts";
import type {Model} from "../graph.ts";
import type {ModelLineage} from "../lineage/lineage.ts";
import {splitKey} from "../lineage/sources.ts";
import {quoteIdentifier, quoteTable} from "../sql-text.ts";
import {isAmong} from "./affected.ts";
import type {Changes} from "./changes.ts";
import {changesTable} from "./changes.ts";
import type {Incremental, Link} from "./config.ts";
import {replaceTables} from "./rewrite.ts";
import {findUsedColumns} from "./used-columns.ts";

interface NarrowContext {
  /** The table of affected keys. */
  keys: string;
  changes: Changes;
  /** What models come of, by their id. */
  lineage: ReadonlyMap<string, ModelLineage>;
}

/** The model's SQL, with the inputs that carry its key, and those that are joined to them, narrowed to the affected ones. */
export async function narrow(session: Session, model: Model, context: NarrowContext): Promise<string | undefined> {
  const {inputs} = model.contract.incremental!;
  const views = new Map<string, string>();
  const narrowInput = async (table: string): Promise<void> => {
    const [link, ...others] = inputs[table]!;
    if (views.has(table) || others.length > 0 || !link || link.type === "all") return;
    if (link.type === "through") await narrowInput(link.input);
    const condition = findCondition(link, context.keys, views);
    if (condition === undefined) return;
    const view = `${table} of ${model.id}`;
    const rows =
      (await narrowView(session, {table, view, condition}, context)) ??
      `select * from ${quoteTable(table)} where ${condition.sql}`;
    await session.run(
      isJoinedTo(table, inputs)
        ? `create table ${changesTable(view)} as ${await selectUsed(session, {table, rows}, model, context)}`
        : `create view ${changesTable(view)} as ${rows}`
    );
    views.set(table, view);
  };
  for (const table of Object.keys(inputs)) await narrowInput(table);
  return replaceTables(session, model, views);
}

/** Whether others are narrowed by an input, which then is searched only once. */
const isJoinedTo = (table: string, inputs: Incremental["inputs"]) =>
  Object.values(inputs).some((links) => links.some((link) => link.type === "through" && link.input === table));

/** Which rows of an input bear on affected keys: those for which `expressions` over it yield what `values` asks for. */
interface Condition {
  expressions: string[];
  values: string;
  sql: string;
}

/** Undefined where the input that it goes through is not narrowed itself. */
function findCondition(link: Exclude<Link, {type: "all"}>, keys: string, views: Map<string, string>) {
  if (link.type === "carries")
    return {expressions: link.key, values: `select key_1 from ${keys}`, sql: isAmong(link.key, keys)};
  const view = views.get(link.input);
  if (!view) return undefined;
  const by = link.by.map(quoteIdentifier).join(", ");
  const values = `select ${by} from ${changesTable(view)}`;
  return {
    expressions: link.by,
    values,
    sql: link.by.length === 1 ? `${by} in (${values})` : `(${by}) in (select (${by}) from ${changesTable(view)})`
  };
}

interface Narrowed {
  table: string;
  /** Name of what the input's rows are to be. */
  view: string;
  condition: Condition;
}

/**
 * The query of a view that picks rows before it computes their columns, as the engine itself does not. Undefined for a
 * table, and where no column of what the view reads stands for the key.
 */
async function narrowView(session: Session, {table, view, condition}: Narrowed, {changes, lineage}: NarrowContext) {
  const model = await changes.findView(session, table);
  const [column, ...others] = condition.expressions;
  const [source, ...more] = lineage.get(table)?.columns[column!] ?? [];
  if (!model || others.length > 0 || more.length > 0 || source?.[1] !== "identity") return undefined;
  const [read, part] = [model.tables[0]!, `${model.tables[0]} of ${view}`];
  const key = quoteIdentifier(splitKey(source[0]).column);
  await session.run(
    `create view ${changesTable(part)} as select * from ${quoteTable(read)} where ${key} in (${condition.values})`
  );
  const sql = await replaceTables(session, model, new Map([[read, part]]));
  return sql && `select * from (${sql}\n)`;
}

/** The rows of an input with nothing in columns that have no part in the model, and by which nothing is found. */
async function selectUsed(
  session: Session,
  {table, rows}: {table: string; rows: string},
  model: Model,
  {lineage}: NarrowContext
): Promise<string> {
  const columns = await session.rows<{name: string; type: string}>(
    `select column_name as name, column_type as type from (describe ${quoteTable(table)})`
  );
  const names = columns.map(({name}) => name);
  const links = Object.values(model.contract.incremental!.inputs).flat();
  const used = new Set([
    ...findUsedColumns(model, lineage.get(model.id), table, names),
    ...links.flatMap((link) => (link.type === "through" ? link.by : []))
  ]);
  const list = columns.map(({name, type}) =>
    used.has(name) ? quoteIdentifier(name) : `cast(null as ${type}) as ${quoteIdentifier(name)}`
  );
  return `select ${list.join(", ")} from (${rows})`;
}
