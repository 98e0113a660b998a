import type {Influences, Sources} from "./sources.ts";
import {merge, mergeInfluences, none, through} from "./sources.ts";
import type {Node} from "./syntax.ts";

export interface TracedColumn {
  /** Empty where the query gives it none. */
  name: string;
  sources: Sources;
}

/** A table, or the result of a query: its columns in order, and what its rows come of. */
export interface Relation {
  columns: TracedColumn[];
  /** What any other column is made of, where not all columns are known. */
  rest?: Sources;
  rows: Sources;
  influences: Influences;
}

/** What stands in `from`: the relations by name, and together as `*` sees them. */
export interface From extends Relation {
  named: {name: string; schema?: string; relation: Relation}[];
}

/** What an expression can name, from the inside out. */
export interface Scope {
  from?: From;
  /** Parameters of a macro or lambda. */
  parameters?: Map<string, Sources>;
  /** Columns of the same `select`, usable by those after them. */
  aliases?: Map<string, Sources>;
  /** The column that `columns(…)` stands for at the moment. */
  star?: Sources;
  ctes: ReadonlyMap<string, Relation>;
  outer?: Scope;
}

/** What is known before a query is read. */
export interface Dictionary {
  /** Columns of every table, by `schema.table`. */
  tables: ReadonlyMap<string, readonly string[]>;
  /** Names of functions that make one value of many rows, macros among them. */
  aggregates: ReadonlySet<string>;
  macros: ReadonlyMap<string, Macro[]>;
}

/** One form of a macro: an expression, or the query of a table macro. */
export interface Macro {
  parameters: string[];
  body: Node;
}

export const emptyFrom: From = {columns: [], rows: none, influences: new Map(), named: []};

/** A table of the warehouse; one that is not known may have any column. */
export function tableRelation(id: string, columns: readonly string[] | undefined): Relation {
  const only = (column: string): Sources => new Map([[`${id}.${column}`, "identity"]]);
  return {
    columns: (columns ?? []).map((name) => ({name, sources: only(name)})),
    ...(columns === undefined && {rest: only("*")}),
    rows: only("*"),
    influences: new Map()
  };
}

/** A relation under the names that an alias gives its first columns. */
export function renameColumns(relation: Relation, names: string[]): Relation {
  if (names.length === 0) return relation;
  const known = relation.columns.map((column, i) => ({...column, name: names[i] ?? column.name}));
  const more = names.slice(known.length).map((name) => ({name, sources: relation.rest ?? none}));
  return {...relation, columns: [...known, ...more]};
}

/** Rows of both, one after the other, columns paired by place or name. */
export function stack(left: Relation, right: Relation, isByName = false): Relation {
  const rightColumns = new Map(right.columns.map((column) => [column.name.toLowerCase(), column]));
  const partner = (column: TracedColumn, i: number) =>
    isByName ? rightColumns.get(column.name.toLowerCase()) : right.columns[i];
  const columns = left.columns.map((column, i) => ({
    name: column.name,
    sources: merge(column.sources, partner(column, i)?.sources ?? right.rest ?? none)
  }));
  const known = new Set(columns.map((column) => column.name.toLowerCase()));
  const more = isByName ? right.columns.filter((column) => !known.has(column.name.toLowerCase())) : [];
  return {...together(left, right), columns: [...columns, ...more]};
}

/** What two relations have in common when they become one, but for the columns. */
export function together(left: Relation, right: Relation): Omit<Relation, "columns"> {
  const rest = left.rest || right.rest ? merge(left.rest ?? none, right.rest ?? none) : undefined;
  return {
    ...(rest && {rest}),
    rows: merge(left.rows, right.rows),
    influences: mergeInfluences(left.influences, right.influences)
  };
}

/** What a name of one or more parts stands for; names that nothing has are functions such as `current_date`. */
export function resolve(names: string[], scope: Scope): Sources {
  const parts = names.map((name) => name.toLowerCase());
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = findIn(at, parts);
    if (found) return found;
  }
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.from?.rest) return at.from.rest;
  return none;
}

function findIn({parameters, from, aliases}: Scope, parts: string[]): Sources | undefined {
  const [first = "", second] = parts;
  const parameter = parameters?.get(first);
  if (parameter) return asField(parameter, parts.length > 1);
  if (!from) return aliases?.get(first);
  const qualified = second === undefined ? undefined : findQualified(from, parts);
  if (qualified) return qualified;
  const column = findColumn(from, first) ?? aliases?.get(first);
  if (column) return asField(column, parts.length > 1);
  const row = from.named.find(({name}) => name === first);
  return row && second === undefined
    ? through("transformation", merge(...row.relation.columns.map(({sources}) => sources)))
    : undefined;
}

const asField = (sources: Sources, isField: boolean) => (isField ? through("transformation", sources) : sources);

const findColumn = ({columns}: Relation, name: string) =>
  columns.find((column) => column.name.toLowerCase() === name)?.sources;

function findQualified({named}: From, parts: string[]): Sources | undefined {
  for (const {name, schema, relation} of named) {
    const skip = parts[0] === name ? 1 : parts[0] === schema && parts[1] === name ? 2 : 0;
    const column = parts[skip];
    if (skip === 0 || column === undefined) continue;
    const found = findColumn(relation, column) ?? relation.rest;
    if (found) return asField(found, parts.length > skip + 1);
  }
  return undefined;
}
