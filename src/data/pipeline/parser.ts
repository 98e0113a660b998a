import type {Session} from "./database.ts";
import {UsageError} from "./errors.ts";

/** What a SELECT names, read off the engine's own syntax tree. */
export interface ParsedSelect {
  /** `schema.table` of every table read. */
  tables: string[];
  /** Lower-case names of every function called, macros among them. */
  functions: string[];
  /** The syntax tree as text, without positions: equal for statements that differ in layout and comments only. */
  canonical: string;
}

type Tree = null | boolean | number | string | Tree[] | {[key: string]: Tree};

/** Parses one SELECT of a file; `path` is for messages. */
export async function parseSelect(session: Session, sql: string, path: string): Promise<ParsedSelect> {
  const {json} = await session.row<{json: string}>(
    "select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true, skip_default := true) as json",
    [sql]
  );
  const tree = JSON.parse(json) as {error: boolean; error_message?: string; position?: string; statements?: Tree[]};
  if (tree.error)
    throw new UsageError(
      `${path}${formatLine(sql, tree.position)}: ${tree.error_message ?? "not a SELECT"}. A model is one SELECT.`
    );
  if (tree.statements?.length !== 1)
    throw new UsageError(`${path}: ${tree.statements?.length ?? 0} statements. A model is one SELECT.`);
  return describe(tree.statements[0]!, path);
}

function formatLine(sql: string, position?: string): string {
  return position === undefined ? "" : `, line ${sql.slice(0, Number(position)).split("\n").length}`;
}

function describe(tree: Tree, path: string): ParsedSelect {
  const [tables, functions, ctes, bare] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  walk(tree, (node) => {
    for (const entry of entriesOf(node.cte_map)) ctes.add(entry);
    if (node.type === "BASE_TABLE" && typeof node.table_name === "string") {
      if (typeof node.schema_name === "string") tables.add(`${node.schema_name}.${node.table_name}`);
      else bare.add(node.table_name);
    }
    if (typeof node.function_name === "string") functions.add(node.function_name.toLowerCase());
  });
  for (const name of bare) {
    if (!ctes.has(name))
      throw new UsageError(
        `${path}: reads "${name}" without a schema. Write the schema before it, as in staging.${name}.`
      );
  }
  const reader = [...functions].find((name) => /^(read_|parquet_scan|sniff_csv|glob$)/.test(name));
  if (reader)
    throw new UsageError(
      `${path}: calls ${reader}(). Models read tables only; declare the file in sql/sources.yml or put it under seeds/.`
    );
  return {
    tables: [...tables].sort(),
    functions: [...functions].sort(),
    canonical: JSON.stringify(tree, (key, value: Tree) => (key === "query_location" ? undefined : value))
  };
}

function entriesOf(map: Tree | undefined): string[] {
  if (typeof map !== "object" || map === null || Array.isArray(map) || !Array.isArray(map.map)) return [];
  return map.map.map((entry) => (entry as {key: string}).key);
}

function walk(node: Tree, visit: (node: {[key: string]: Tree}) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) return node.forEach((child) => walk(child, visit));
  visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}
