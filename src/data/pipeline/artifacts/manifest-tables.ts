import {createHash} from "node:crypto";
import type {Column, Contract, ModelContract, SnapshotConfig, SourceContract} from "../contracts.ts";
import type {Model} from "../graph.ts";
import type {Project} from "../project.ts";
import {databaseName, macroId, packageName, relationName} from "./node-ids.ts";

export interface ManifestContext {
  /** dbt's ids, by `schema.name`. */
  ids: Map<string, string>;
  /** Seconds since 1970. */
  createdAt: number;
  /** Names of the project's macros. */
  macros: Set<string>;
}

export const checksumOf = (text: string) => ({
  name: "sha256",
  checksum: createHash("sha256").update(text).digest("hex")
});

/** What every node has; `path` is relative to `sql/` or `seeds/`, `file` to the root. */
export function describeNode(
  {schema, name, path, description}: Pick<Contract, "schema" | "name" | "path" | "description">,
  {id, file, createdAt}: {id: string; file: string; createdAt: number}
) {
  return {
    database: databaseName,
    schema,
    name,
    package_name: packageName,
    path: file.slice(file.indexOf("/") + 1),
    original_file_path: file,
    unique_id: id,
    fqn: [packageName, schema, name],
    alias: name,
    description,
    patch_path: `${packageName}://${path}`,
    relation_name: relationName(`${schema}.${name}`),
    created_at: createdAt,
    unrendered_config: {}
  };
}

export function describeModel({id, path, sql, contract, tables, functions}: Model, context: ManifestContext) {
  const tablesOf = (schema: "raw" | "") => tables.filter((table) => table.startsWith("raw.") === (schema === "raw"));
  return {
    ...describeNode(contract, {id: context.ids.get(id)!, file: path, createdAt: context.createdAt}),
    ...describeContract(contract, contract.incremental ? "incremental" : contract.materialized),
    resource_type: contract.snapshot ? "snapshot" : "model",
    checksum: checksumOf(sql),
    language: "sql",
    raw_code: sql,
    compiled: true,
    compiled_path: path,
    compiled_code: sql,
    extra_ctes_injected: true,
    extra_ctes: [],
    refs: tablesOf("").map((table) => ({name: table.split(".")[1]!, package: null, version: null})),
    sources: tablesOf("raw").map((table) => table.split(".")),
    metrics: [],
    depends_on: dependsOn(tables, functions, context),
    contract: {enforced: true, alias_types: true, checksum: checksumOf(JSON.stringify(contract.columns)).checksum},
    ...(contract.snapshot ? {} : modelOnly)
  };
}

/** What dbt says of models and not of snapshots. */
const modelOnly = {access: "protected", constraints: [], version: null, latest_version: null, deprecation_date: null};

function dependsOn(tables: string[], functions: string[], {ids, macros}: ManifestContext) {
  return {
    macros: functions.filter((name) => macros.has(name)).map(macroId),
    nodes: tables.flatMap((table) => ids.get(table) ?? [])
  };
}

export function describeSeed(seed: ModelContract, {ids, createdAt}: ManifestContext) {
  const file = `seeds/${seed.name}.csv`;
  return {
    ...describeNode(seed, {id: ids.get(seed.id)!, file, createdAt}),
    ...describeContract(seed, "seed"),
    resource_type: "seed",
    checksum: checksumOf(JSON.stringify(seed.columns)),
    raw_code: "",
    root_path: null,
    depends_on: {macros: []}
  };
}

/** Configuration, columns and notes of a model or seed. */
function describeContract(contract: ModelContract, materialized: string) {
  const {tags, columns, isPublished, orderBy, incremental, snapshot} = contract;
  const meta = {layer: contract.schema, published: isPublished, order_by: orderBy};
  return {
    config: {
      enabled: true,
      materialized,
      ...(incremental && {unique_key: incremental.uniqueKey}),
      ...(snapshot && describeSnapshot(snapshot)),
      tags,
      meta,
      contract: {enforced: materialized !== "seed"}
    },
    tags,
    meta,
    docs: {show: true, node_color: null},
    columns: describeColumns(columns),
    group: null
  };
}

const describeSnapshot = ({uniqueKey, checkColumns}: SnapshotConfig) => ({
  strategy: "check",
  unique_key: uniqueKey,
  check_cols: checkColumns,
  snapshot_meta_column_names: {dbt_valid_from: "valid_from", dbt_valid_to: "valid_to"}
});

/** An input file's table; what dbt calls its identifier is the raw table's name. */
export function describeSource(source: SourceContract, {ids, createdAt}: ManifestContext) {
  const {unrendered_config, alias, ...node} = describeNode(source, {
    id: ids.get(source.id)!,
    file: source.path,
    createdAt
  });
  return {
    ...node,
    unrendered_config,
    path: source.path,
    fqn: [packageName, source.schema, source.name],
    resource_type: "source",
    source_name: source.schema,
    source_description: "The input files as text, each row with where it comes from.",
    loader: "olist-analytics",
    identifier: alias,
    quoting: {database: null, schema: null, identifier: null, column: null},
    loaded_at_field: "_loaded_at",
    freshness: null,
    external: {location: source.file},
    columns: describeColumns(source.columns),
    meta: {file: source.file, key: source.key, optional: source.isOptional},
    source_meta: {},
    tags: [],
    config: {enabled: true}
  };
}

const describeColumns = (columns: Column[]) =>
  Object.fromEntries(columns.map((column) => [column.name, describeColumn(column)]));

const describeColumn = ({name, type, description, unit, isPublished, isPii}: Column) => ({
  name,
  description,
  data_type: type,
  meta: {...(unit && {unit}), published: isPublished, pii: isPii},
  tags: isPii ? ["pii"] : [],
  constraints: [],
  quote: null
});

/** The macros of all files, by dbt's id. */
export function describeMacros({macros}: Project, createdAt: number) {
  const found = macros.flatMap(({path, sql}) =>
    [...sql.matchAll(macroPattern)].map(([text, name, parameters]): MacroText => {
      return {path, name: name!.toLowerCase(), parameters: parameters!, text: text.trim()};
    })
  );
  const names = found.map(({name}) => name);
  return Object.fromEntries(found.map((macro) => [macroId(macro.name), describeMacro(macro, names, createdAt)]));
}

interface MacroText {
  path: string;
  name: string;
  parameters: string;
  text: string;
}

/** A macro's definition, up to the next. */
const macroPattern =
  /create\s+(?:or\s+replace\s+)?macro\s+"?(\w+)"?\s*\(([^)]*)\)[\s\S]*?(?=create\s+(?:or\s+replace\s+)?macro\s|$(?![\s\S]))/gi;

function describeMacro({path, name, parameters, text}: MacroText, names: string[], createdAt: number) {
  const body = text.slice(text.indexOf(")")).toLowerCase();
  const called = names.filter((other) => other !== name && new RegExp(`\\b${other}\\(`).test(body));
  const own = parameters.split(",").map((parameter) => parameter.split(":=")[0]!.trim());
  return {
    name,
    resource_type: "macro",
    package_name: packageName,
    path: path.slice("sql/".length),
    original_file_path: path,
    unique_id: macroId(name),
    macro_sql: text,
    depends_on: {macros: called.map(macroId)},
    description: "",
    meta: {},
    docs: {show: true, node_color: null},
    patch_path: null,
    arguments: own.filter(Boolean).map((argument) => ({name: argument, type: null, description: ""})),
    created_at: createdAt,
    supported_languages: null
  };
}
