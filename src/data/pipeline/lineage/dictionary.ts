import type {Session} from "../database.ts";
import {fingerprint} from "../files.ts";
import type {Project} from "../project.ts";
import type {Dictionary, Macro} from "./relations.ts";
import type {Node} from "./syntax.ts";
import {isNode, lower} from "./syntax.ts";

/** What the tracing must know: columns of all tables, the engine's aggregates, and the macros of the session, which are the project's. */
export async function readDictionary(session: Session, project: Project): Promise<Dictionary> {
  const version = fingerprint(...project.macros.map(({sql}) => sql));
  if (functions?.version !== version) functions = {version, ...(await readFunctions(session))};
  return {tables: readTables(project), macros: functions.macros, aggregates: functions.aggregates};
}

type Functions = Pick<Dictionary, "macros" | "aggregates">;

/** As of the last macros: a process that builds again and again rarely sees others. */
let functions: (Functions & {version: string}) | undefined;

async function readFunctions(session: Session): Promise<Functions> {
  const macros = await readMacros(session);
  return {macros, aggregates: await readAggregates(session, macros)};
}

/** The columns that the loader adds to every raw table. */
const loaderColumns = ["_source_file", "_row_number", "_loaded_at"];

export function readTables({sources, seeds, models}: Project): Map<string, readonly string[]> {
  const namesOf = ({columns}: Project["sources"][number] | Project["seeds"][number]) => columns.map(({name}) => name);
  return new Map<string, readonly string[]>([
    ...sources.map((source) => [source.id, [...namesOf(source), ...loaderColumns]] as const),
    ...[...seeds, ...models.map(({contract}) => contract)].map((table) => [table.id, namesOf(table)] as const)
  ]);
}

interface MacroRow {
  name: string;
  type: "macro" | "table_macro";
  parameters: string[];
  json: string;
}

async function readMacros(session: Session): Promise<Map<string, Macro[]>> {
  const rows = await session.rows<MacroRow>(`
    select lower(function_name) as name, function_type as type, parameters, json_serialize_sql(
        case when function_type = 'macro' then 'select ' || macro_definition else macro_definition end,
        skip_null := true, skip_empty := true, skip_default := true
    ) as json
    from duckdb_functions()
    where not internal and function_type in ('macro', 'table_macro') and schema_name = 'main'`);
  const macros = new Map<string, Macro[]>();
  for (const {name, type, parameters, json} of rows) {
    const body = readBody(json, type);
    if (body) macros.set(name, [...(macros.get(name) ?? []), {parameters: parameters.map(lower), body}]);
  }
  return macros;
}

/** The query of a table macro, the expression of another. */
function readBody(json: string, type: MacroRow["type"]): Node | undefined {
  const {statements} = JSON.parse(json) as {statements?: {node: Node}[]};
  const node = statements?.[0]?.node;
  return type === "macro" ? (node?.select_list as Node[] | undefined)?.[0] : node;
}

/** A macro whose body calls an aggregate is one itself. */
async function readAggregates(session: Session, macros: Map<string, Macro[]>): Promise<Set<string>> {
  const rows = await session.rows<{name: string}>(
    "select distinct lower(function_name) as name from duckdb_functions() where function_type = 'aggregate'"
  );
  const aggregates = new Set(rows.map(({name}) => name));
  const isAggregate = (forms: Macro[]) => forms.some(({body}) => calls(body, aggregates));
  for (let found = true; found;) {
    const more = [...macros].filter(([name, forms]) => !aggregates.has(name) && isAggregate(forms));
    for (const [name] of more) aggregates.add(name);
    found = more.length > 0;
  }
  return aggregates;
}

function calls(value: unknown, names: Set<string>): boolean {
  if (!isNode(value) || value.class === "SUBQUERY") return false;
  if (value.class === "FUNCTION" && names.has(lower(value.function_name))) return true;
  return Object.values(value).some((inner) => calls(inner, names));
}
