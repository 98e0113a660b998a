import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Session} from "./database.ts";
import type {SqlError} from "./errors.ts";
import {UsageError} from "./errors.ts";
import {findFiles, fingerprint} from "./files.ts";
import {parseSelect} from "./parser.ts";
import {readSetting, writeSetting} from "./state.ts";

/** Fingerprint of each macro's definition, macros it calls included, by lower-case name. */
export type Macros = Map<string, string>;

export interface MacroFile {
  path: string;
  sql: string;
}

export async function readMacroFiles(root: string): Promise<MacroFile[]> {
  const files = await findFiles(join(root, "sql/macros"), /\.sql$/);
  return Promise.all(
    files.map(async (file) => ({
      path: `sql/macros/${file}`,
      sql: await readFile(join(root, "sql/macros", file), "utf8")
    }))
  );
}

/** Creates the macros in the warehouse unless it has them already, made of the same files by the same engine. */
export async function ensureMacros(session: Session, files: MacroFile[], engine: string): Promise<Macros> {
  const version = fingerprint(engine, ...files.flatMap(({path, sql}) => [path, sql]));
  const stored = JSON.parse((await readSetting(session, "macros")) ?? "{}") as {
    version?: string;
    macros?: [string, string][];
  };
  if (stored.version === version) return new Map(stored.macros);
  await writeSetting(session, "macros", "{}");
  const macros = await createMacros(session, files);
  await writeSetting(session, "macros", JSON.stringify({version, macros: [...macros]}));
  return macros;
}

/** Creates the macros of `sql/macros/` in the warehouse, in the order of their file names, and drops those that are gone. */
export async function createMacros(session: Session, files: MacroFile[]): Promise<Macros> {
  const old = await session.rows<{name: string; type: string}>(listSql);
  for (const {name, type} of old)
    await session.run(`drop macro${type === "table_macro" ? " table" : ""} if exists main."${name}"`);
  for (const {path, sql} of files) {
    await session.run(sql).catch((error: SqlError) => {
      throw new UsageError(`${path}: ${error.message}`, {cause: error});
    });
  }
  const rows = await session.rows<{name: string; definition: string}>(listSql);
  const calls = new Map<string, string[]>();
  for (const {name, definition} of rows)
    calls.set(name, (await parseSelect(session, toSelect(definition), `macro ${name}`)).functions);
  const definitions = new Map(rows.map(({name, definition}) => [name, definition]));
  return new Map(
    rows.map(({name}) => [
      name,
      fingerprint(...reach(name, calls).map((reached) => `${reached} ${definitions.get(reached)}`))
    ])
  );
}

const listSql = `
select lower(function_name) as name, any_value(function_type) as type, string_agg(to_json(parameters)::varchar || macro_definition order by to_json(parameters)::varchar) as definition
from duckdb_functions()
where not internal and function_type in ('macro', 'table_macro') and schema_name = 'main'
group by all order by 1`;

/** A macro's body is an expression, a table macro's a query. */
const toSelect = (definition: string) => {
  const body = definition.slice(definition.indexOf("]") + 1);
  return /^\s*(select|with|from)\b/i.test(body) ? body : `select ${body}`;
};

/** A macro and all that it calls, itself first. */
function reach(name: string, calls: Map<string, string[]>, seen = new Set<string>()): string[] {
  if (seen.has(name) || !calls.has(name)) return [];
  seen.add(name);
  for (const called of calls.get(name)!) reach(called, calls, seen);
  return [...seen];
}
