import {readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {findFiles} from "./files.ts";
import {YAMLException, load} from "js-yaml";
import {z} from "zod";
import {UsageError} from "./errors.ts";
import type {DataTest} from "./data-tests.ts";
import {parseTests, testSchema} from "./data-tests.ts";
import type {Incremental} from "./incremental/config.ts";
import {incrementalFields, parseIncremental} from "./incremental/config.ts";
import {ParseMemory} from "./parse-memory.ts";

export interface Column {
  name: string;
  /** Type in the engine's spelling, such as `DECIMAL(18,2)`. */
  type: string;
  description: string;
  unit?: string;
  isPublished: boolean;
  isPii: boolean;
}

/** What a table promises: its columns, its tests, how it is kept and published. */
export interface Contract {
  /** `schema.name`. */
  id: string;
  schema: string;
  name: string;
  description: string;
  /** The contract's own file, relative to the root. */
  path: string;
  columns: Column[];
  tests: DataTest[];
}

export interface ModelContract extends Contract {
  materialized: "table" | "view" | "snapshot";
  /** How a table is kept up to date by its affected keys alone. */
  incremental?: Incremental;
  isPublished: boolean;
  /** Row order of the published Parquet. */
  orderBy: string[];
  tags: string[];
  /** What it may cost before the build warns, where it is not the settings' budget. */
  budget?: {seconds?: number; bytes?: number};
  /** Of a table that keeps the versions of earlier builds. */
  snapshot?: SnapshotConfig;
}

export interface SnapshotConfig {
  /** The source's key, of which there is one row in the model's SELECT. */
  uniqueKey: string;
  /** The column that gets the key of the version. */
  surrogateKey: string;
  /** Columns whose change makes a new version; others are corrected in place. */
  checkColumns: string[];
}

export interface SourceContract extends Contract {
  /** Name of the input file. */
  file: string;
  key: string[];
  isOptional: boolean;
  /** The column a sample is drawn by. */
  sampleBy?: string;
}

const columnSchema = z.strictObject({
  name: z.string(),
  data_type: z.string(),
  description: z.string().min(1),
  unit: z.string().optional(),
  published: z.boolean().default(true),
  pii: z.boolean().default(false),
  data_tests: z.array(testSchema).default([])
});

const tableFields = {
  name: z.string(),
  description: z.string().min(1),
  data_tests: z.array(testSchema).default([]),
  columns: z.array(columnSchema).min(1)
};

const budgetSchema = z.strictObject({
  seconds: z.number().positive().optional(),
  bytes: z.number().positive().optional()
});

const configSchema = z.strictObject({
  materialized: z.enum(["table", "view", "snapshot", "incremental"]).default("table"),
  ...incrementalFields,
  published: z.boolean().default(true),
  order_by: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  meta: z.strictObject({budget: budgetSchema.optional()}).optional(),
  surrogate_key: z.string().optional(),
  check_cols: z.array(z.string()).min(1).optional()
});

const modelSchema = z.strictObject({...tableFields, config: configSchema.prefault({})});
const sourceSchema = z.strictObject({
  ...tableFields,
  file: z.string(),
  key: z.array(z.string()).default([]),
  sample_by: z.string().optional(),
  optional: z.boolean().default(false)
});

const modelsSchema = z.strictObject({version: z.literal(2), models: z.array(modelSchema)});
const seedsSchema = z.strictObject({version: z.literal(2), seeds: z.array(modelSchema)});
const sourcesSchema = z.strictObject({
  version: z.literal(2),
  sources: z.array(
    z.strictObject({name: z.string(), description: z.string().optional(), tables: z.array(sourceSchema)})
  )
});

/** The contracts of the input files, in `sql/sources.yml`. */
export function readSources(root: string, memory = ParseMemory.none()): Promise<SourceContract[]> {
  const path = "sql/sources.yml";
  return readYaml({root, path, schema: sourcesSchema, memory}, ({sources}) =>
    sources.flatMap(({name: schema, tables}) =>
      tables.map((table) => ({
        ...toContract(table, schema, path),
        file: table.file,
        key: table.key,
        isOptional: table.optional,
        ...(table.sample_by && {sampleBy: table.sample_by})
      }))
    )
  );
}

/** The contracts of the models, in `sql/<layer>/_<layer>.yml`, by `schema.name`. */
export async function readModelContracts(
  root: string,
  memory = ParseMemory.none()
): Promise<Map<string, ModelContract>> {
  const contracts = new Map<string, ModelContract>();
  for (const file of await findFiles(join(root, "sql"), /^[^/]+\/_[^/]+\.ya?ml$/)) {
    const [path, layer] = [`sql/${file}`, file.split("/")[0]!];
    const toContracts = ({models}: z.infer<typeof modelsSchema>) =>
      models.map((model) => toModelContract(model, layer, path));
    for (const contract of await readYaml({root, path, schema: modelsSchema, memory}, toContracts))
      addUnique(contracts, contract);
  }
  return contracts;
}

/** The contracts of the reference tables, in `seeds/_seeds.yml`. */
export function readSeeds(root: string, memory = ParseMemory.none()): Promise<ModelContract[]> {
  const path = "seeds/_seeds.yml";
  return readYaml({root, path, schema: seedsSchema, memory}, ({seeds}) =>
    seeds.map((seed) => toModelContract(seed, "seeds", path))
  );
}

function addUnique(contracts: Map<string, ModelContract>, contract: ModelContract): void {
  const other = contracts.get(contract.id);
  if (other)
    throw new UsageError(`${contract.path} and ${other.path} both have a contract for ${contract.id}. Keep one.`);
  contracts.set(contract.id, contract);
}

function toModelContract(model: z.infer<typeof modelSchema>, schema: string, path: string): ModelContract {
  const {materialized, published, order_by, tags, meta} = model.config;
  const incremental = parseIncremental(model.config, `${path}: ${schema}.${model.name}`);
  return {
    ...toContract(model, schema, path),
    materialized: materialized === "incremental" ? "table" : materialized,
    ...(incremental && {incremental}),
    isPublished: published,
    orderBy: order_by,
    tags,
    ...(meta?.budget && {budget: meta.budget}),
    ...(materialized === "snapshot" && {snapshot: toSnapshot(model, path)})
  };
}

function toSnapshot({name, config, columns}: z.infer<typeof modelSchema>, path: string): SnapshotConfig {
  const {unique_key: [unique_key] = [], surrogate_key, check_cols} = config;
  if (!unique_key || !surrogate_key || !check_cols)
    throw new UsageError(`${path}: the snapshot ${name} needs unique_key, surrogate_key and check_cols in its config.`);
  const needed = [unique_key, surrogate_key, ...check_cols, "valid_from", "valid_to", "is_current"];
  const unknown = needed.find((column) => !columns.some((known) => known.name === column));
  if (unknown)
    throw new UsageError(`${path}: the snapshot ${name} needs a column ${unknown}, which its contract lacks.`);
  return {uniqueKey: unique_key, surrogateKey: surrogate_key, checkColumns: check_cols};
}

type Table = Pick<z.infer<typeof modelSchema>, keyof typeof tableFields>;

function toContract({name, description, columns, data_tests}: Table, schema: string, path: string): Contract {
  const id = `${schema}.${name}`;
  return {
    id,
    schema,
    name,
    description,
    path: relative(".", path),
    columns: columns.map((column) => ({
      name: column.name,
      type: normalizeType(column.data_type),
      description: column.description,
      ...(column.unit && {unit: column.unit}),
      isPublished: column.published && !column.pii,
      isPii: column.pii
    })),
    tests: [
      ...parseTests(data_tests, {table: id, path}),
      ...columns.flatMap((column) => parseTests(column.data_tests, {table: id, column: column.name, path}))
    ]
  };
}

const aliases: Record<string, string> = {
  INT: "INTEGER",
  TEXT: "VARCHAR",
  STRING: "VARCHAR",
  BOOL: "BOOLEAN",
  FLOAT8: "DOUBLE",
  NUMERIC: "DECIMAL"
};

/** A type's name as the engine prints it: `decimal(18, 2)` becomes `DECIMAL(18,2)`. */
export function normalizeType(type: string): string {
  const upper = type
    .trim()
    .toUpperCase()
    .replace(/\s*([(,)])\s*/g, "$1");
  return upper.replace(/^\w+/, (name) => aliases[name] ?? name);
}

interface YamlFile<T> {
  root: string;
  /** Relative to the root. */
  path: string;
  schema: z.ZodType<T>;
  memory: ParseMemory;
}

/** Reads a YAML file of a known shape, and what is made of it. */
export async function readYaml<T, U>({root, path, schema, memory}: YamlFile<T>, make: (content: T) => U): Promise<U> {
  const text = await readText(join(root, path), path);
  return memory.recall([path, text], () => make(parseAs(schema, text, path)));
}

function parseAs<T>(schema: z.ZodType<T>, text: string, path: string): T {
  const result = schema.safeParse(parseYaml(text, path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(
    `${path}: ${issue!.path.join(".")}: ${issue!.message}. See "Contracts" in the guide for the format.`
  );
}

async function readText(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, {cause: error});
  }
}

function parseYaml(text: string, path: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UsageError(`${path}: ${error.message}`, {cause: error});
  }
}
