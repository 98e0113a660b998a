import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {closest, distance} from "fastest-levenshtein";
import type {ModelContract} from "./contracts.ts";
import type {Session} from "./database.ts";
import {UsageError} from "./errors.ts";
import {findFiles} from "./files.ts";
import type {ParsedSelect} from "./parser.ts";
import type {ParseMemory} from "./parse-memory.ts";
import {parseSelect} from "./parser.ts";
import {firstVersionsSql} from "./snapshots/snapshot-sql.ts";

export const layers = ["staging", "snapshots", "intermediate", "core", "marts"] as const;

/** One SELECT of `sql/<layer>/`, its contract, and what it reads. */
export interface Model extends ParsedSelect {
  /** `schema.name`. */
  id: string;
  schema: string;
  name: string;
  /** Relative to the root. */
  path: string;
  sql: string;
  contract: ModelContract;
}

/** Reads all models and their contracts; every model needs a contract and every contract a model. */
export async function readModels(
  session: Session,
  root: string,
  contracts: Map<string, ModelContract>,
  memory: ParseMemory
): Promise<Model[]> {
  const files = await findFiles(join(root, "sql"), new RegExp(`^(${layers.join("|")})/.*\\.sql$`));
  refuseDoubles(files);
  const models = await Promise.all(files.map((file) => readModel(file, {session, root, contracts, memory})));
  const ids = new Set(models.map((model) => model.id));
  for (const contract of contracts.values()) {
    if (!ids.has(contract.id))
      throw new UsageError(
        `${contract.path}: ${contract.name} has a contract but no model. Expected sql/${contract.schema}/${contract.name}.sql.`
      );
  }
  return models;
}

const baseName = (file: string) => file.slice(file.lastIndexOf("/") + 1, -".sql".length);

function refuseDoubles(files: string[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    const other = seen.get(baseName(file));
    if (other)
      throw new UsageError(`Two models are called ${baseName(file)}: sql/${other} and sql/${file}. Rename one.`);
    seen.set(baseName(file), file);
  }
}

interface ModelContext {
  session: Session;
  root: string;
  contracts: Map<string, ModelContract>;
  memory: ParseMemory;
}

async function readModel(file: string, {session, root, contracts, memory}: ModelContext): Promise<Model> {
  const [schema, name, path] = [file.split("/")[0]!, baseName(file), `sql/${file}`];
  const id = `${schema}.${name}`;
  const contract = contracts.get(id);
  if (!contract)
    throw new UsageError(
      `${path}: no contract. Add "- name: ${name}" with its columns to sql/${schema}/_${schema}.yml.`
    );
  const text = (await readFile(join(root, path), "utf8")).trim().replace(/;$/, "");
  const sql = contract.snapshot ? firstVersionsSql(contract.snapshot, text) : text;
  const parsed = await memory.recall([path, sql], () => parseSelect(session, sql, path));
  return {id, schema, name, path, sql, contract, ...parsed};
}

/**
 * Models in an order in which each stands after what it reads. Refuses a name that no model, source or seed has, and
 * models that read each other in a circle.
 */
export function sortModels(models: Model[], roots: ReadonlySet<string>): Model[] {
  const byId = new Map(models.map((model) => [model.id, model]));
  const sorted: Model[] = [];
  const done = new Set<string>();

  const visit = (model: Model, trail: Model[]) => {
    if (done.has(model.id)) return;
    if (trail.includes(model))
      throw new UsageError(
        `Models read each other in a circle: ${[...trail.slice(trail.indexOf(model)), model].map(({path}) => path).join(" → ")}. Break it.`
      );
    for (const table of model.tables) {
      const next = byId.get(table);
      if (next) visit(next, [...trail, model]);
      else if (!roots.has(table)) throw new UsageError(describeUnknown(model, table, [...byId.keys(), ...roots]));
    }
    done.add(model.id);
    sorted.push(model);
  };

  for (const model of models) visit(model, []);
  return sorted;
}

function describeUnknown({path}: Model, table: string, known: string[]): string {
  const best = closest(table, known);
  const hint = distance(best, table) <= 4 ? ` Did you mean ${best}?` : " Add a model, a seed or a source of that name.";
  return `${path}: unknown table ${table}.${hint}`;
}

/** The ids reached from one by `edges`, itself included. */
export function reachable(ids: Iterable<string>, edges: (id: string) => Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...edges(id));
  }
  return seen;
}
