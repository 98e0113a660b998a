import {z} from "zod";
import type {Contract} from "../contracts.ts";
import {UsageError} from "../errors.ts";
import type {Model} from "../graph.ts";

/** How the rows of an input find the keys of the model that they bear on. */
export type Link =
  /** Each row belongs to one key, which these expressions over it yield. */
  | {type: "carries"; key: string[]}
  /** It is joined to another input on columns of equal names; that input's rows know the key. */
  | {type: "through"; input: string; by: string[]}
  /** It bears on all keys: the model is made anew unless what it uses of the input stayed the same. */
  | {type: "all"};

/** What a contract says of a model that recomputes affected keys only. */
export interface Incremental {
  uniqueKey: string[];
  /** By table read; a change in one that is not named makes the model anew. */
  inputs: Record<string, Link[]>;
  /** A column that numbers all rows from 1, in an order that no two rows share. */
  numbering?: {column: string; orderBy: string[]};
}

const namesSchema = z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1)]);
const throughSchema = z.strictObject({through: z.string(), by: namesSchema});

/** What the configuration of an incremental model has beyond others. */
export const incrementalFields = {
  unique_key: namesSchema.optional(),
  numbering: z.strictObject({column: z.string(), order_by: namesSchema}).optional(),
  inputs: z.record(z.string(), z.union([throughSchema, z.array(throughSchema).min(2), namesSchema])).optional()
};

type Fields = z.infer<z.ZodObject<typeof incrementalFields>>;

/** Undefined for a model that is not incremental; `place` is for messages. */
export function parseIncremental(
  {materialized, unique_key, numbering, inputs}: Fields & {materialized: string},
  place: string
): Incremental | undefined {
  if (materialized !== "incremental") {
    if (numbering ?? inputs) throw new UsageError(`${place}: inputs and numbering need "materialized: incremental".`);
    return undefined;
  }
  if (!unique_key || !inputs)
    throw new UsageError(
      `${place}: "materialized: incremental" needs ${unique_key ? "" : "a unique_key"}${unique_key || inputs ? "" : " and "}${inputs ? "" : "inputs"}. See "Incremental models" in sql/README.md.`
    );
  return {
    uniqueKey: unique_key,
    inputs: Object.fromEntries(Object.entries(inputs).map(([table, link]) => [table, toLinks(link)])),
    ...(numbering && {numbering: {column: numbering.column, orderBy: numbering.order_by}})
  };
}

function toLinks(link: NonNullable<Fields["inputs"]>[string]): Link[] {
  const links = Array.isArray(link) ? link : [link];
  const isKey = links.every((part) => typeof part === "string");
  if (isKey) return links.join() === "all" ? [{type: "all"}] : [{type: "carries", key: links}];
  return (links as z.infer<typeof throughSchema>[]).map(({through, by}) => ({type: "through", input: through, by}));
}

/** Refuses what an incremental model's contract says of columns and tables that are not there. */
export function checkIncremental(models: Model[], contracts: Contract[]): void {
  const columns = new Map(contracts.map(({id, columns}) => [id, new Set(columns.map(({name}) => name))]));
  for (const model of models) if (model.contract.incremental) checkModel(model, model.contract.incremental, columns);
}

type Columns = Map<string, Set<string>>;

function checkModel(model: Model, {uniqueKey, numbering, inputs}: Incremental, columns: Columns): void {
  const {id, contract, path} = model;
  const refuse = (problem: string): never => {
    throw new UsageError(`${contract.path}: ${id}: ${problem}`);
  };
  const getColumn = (table: string, column: string, key: string) => {
    if (columns.get(table)!.has(column)) return;
    refuse(
      `${key} names the column ${column}, which ${table} does not have. It has ${[...columns.get(table)!].join(", ")}.`
    );
  };
  for (const column of uniqueKey) getColumn(id, column, "unique_key");
  for (const column of numbering ? [numbering.column, ...numbering.orderBy] : []) getColumn(id, column, "numbering");
  const getInput = (table: string) => {
    if (model.tables.includes(table)) return;
    refuse(`inputs names ${table}, which ${path} does not read. It reads ${model.tables.join(", ")}.`);
  };
  if (
    !Object.values(inputs)
      .flat()
      .some(({type}) => type === "carries")
  )
    refuse('no input carries the unique_key. Name one whose rows do, such as "staging.stg_orders: order_id".');
  for (const [table, links] of Object.entries(inputs)) {
    getInput(table);
    for (const link of links) {
      if (link.type === "carries" && link.key.length !== uniqueKey.length)
        refuse(`inputs: ${table} gives ${link.key.length} columns for a unique_key of ${uniqueKey.length}.`);
      if (link.type !== "through") continue;
      if (!inputs[link.input]) refuse(`inputs: ${table} goes through ${link.input}, which inputs does not name.`);
      for (const column of link.by) for (const end of [table, link.input]) getColumn(end, column, `inputs: ${table}`);
    }
    if (!reachesKey(table, inputs)) refuse(`inputs: ${table} goes through itself and never reaches the unique_key.`);
  }
}

/** Whether each way from a table ends at one that carries the key. */
function reachesKey(table: string, inputs: Incremental["inputs"], trail: string[] = []): boolean {
  if (trail.includes(table)) return false;
  return inputs[table]!.every((link) => link.type !== "through" || reachesKey(link.input, inputs, [...trail, table]));
}
