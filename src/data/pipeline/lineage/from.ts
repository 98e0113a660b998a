import type {From, Relation, Scope, TracedColumn} from "./relations.ts";
import {emptyFrom, renameColumns, tableRelation, together} from "./relations.ts";
import type {Tracer} from "./queries.ts";
import type {Sources} from "./sources.ts";
import {influencesOf, merge, mergeInfluences, none, through} from "./sources.ts";
import type {Node} from "./syntax.ts";
import {childrenOf, isNode, lower, nodesOf, queryOf, textsOf} from "./syntax.ts";

/** What stands in `from`; a part may name those to the left of it. */
export function traceFrom(node: Node | undefined, scope: Scope, tracer: Tracer): From {
  switch (node?.type) {
    case "BASE_TABLE":
      return nameRelation(findTable(node, scope, tracer), node, String(node.table_name));
    case "SUBQUERY":
      return nameRelation(tracer.query(queryOf(node.subquery), scope), node, "");
    case "JOIN":
      return traceJoin(node, scope, tracer);
    case "TABLE_FUNCTION":
      return traceTableFunction(node, scope, tracer);
    case "EXPRESSION_LIST":
      return nameRelation(traceValues(node, scope, tracer), node, "");
    case "PIVOT":
      return nameRelation(tracePivot(node, scope, tracer), node, "");
    default:
      return emptyFrom;
  }
}

function nameRelation(relation: Relation, node: Node, name: string): From {
  const renamed = renameColumns(relation, textsOf(node.column_name_alias));
  const schema = node.schema_name ? {schema: lower(node.schema_name)} : {};
  return {...renamed, named: [{name: lower(node.alias ?? name), ...schema, relation: renamed}]};
}

function findTable(node: Node, scope: Scope, {dictionary}: Tracer): Relation {
  const cte = node.schema_name ? undefined : scope.ctes.get(lower(node.table_name));
  if (cte) return cte;
  const id = `${String(node.schema_name)}.${String(node.table_name)}`;
  return tableRelation(id, dictionary.tables.get(id));
}

function traceJoin(node: Node, scope: Scope, tracer: Tracer): From {
  const left = traceFrom(node.left as Node, scope, tracer);
  const right = traceFrom(node.right as Node, {from: left, ctes: scope.ctes, outer: scope}, tracer);
  const shared = sharedColumns(node, left, right);
  const both: From = {
    ...together(left, right),
    columns: [...left.columns.map((column) => mergeShared(column, node, shared, right)), ...unshared(right, shared)],
    named: [...left.named, ...right.named]
  };
  const condition = isNode(node.condition)
    ? tracer.expressions.trace(node.condition, {from: both, ctes: scope.ctes, outer: scope})
    : none;
  const matched = [...shared].flatMap((name) => [left, right].map((side) => sourcesOf(side, name)));
  const joined = influencesOf("join", merge(condition, ...matched));
  const result = /SEMI|ANTI/.test(String(node.join_type)) ? left : both;
  return {...result, influences: mergeInfluences(both.influences, joined)};
}

/** Names of the columns that `using` or a natural join makes one of. */
function sharedColumns(node: Node, left: From, right: From): Set<string> {
  if (node.ref_type !== "NATURAL") return new Set(textsOf(node.using_columns).map(lower));
  const names = new Set(left.columns.map(({name}) => lower(name)));
  return new Set(right.columns.map(({name}) => lower(name)).filter((name) => names.has(name)));
}

function mergeShared(column: TracedColumn, node: Node, shared: Set<string>, right: From): TracedColumn {
  if (!shared.has(lower(column.name))) return column;
  const other = sourcesOf(right, column.name);
  if (node.join_type === "RIGHT") return {...column, sources: other};
  return node.join_type === "FULL"
    ? {...column, sources: through("transformation", merge(column.sources, other))}
    : column;
}

const unshared = ({columns}: From, shared: Set<string>) => columns.filter(({name}) => !shared.has(lower(name)));

const sourcesOf = ({columns, rest}: Relation, name: string): Sources =>
  columns.find((column) => lower(column.name) === lower(name))?.sources ?? rest ?? none;

/** Columns of a table function, whatever they are called, are made of its arguments. */
function traceTableFunction(node: Node, scope: Scope, tracer: Tracer): From {
  const call = node.function as Node;
  const name = lower(call.function_name);
  const [macro] = tracer.dictionary.macros.get(name) ?? [];
  if (macro) return nameRelation(tracer.query(...tracer.expressions.expand(macro, call, scope)), node, name);
  const sources = through("transformation", tracer.expressions.traceAll(nodesOf(call.children), scope));
  return nameRelation({columns: [], rest: sources, rows: sources, influences: new Map()}, node, name);
}

function traceValues(node: Node, scope: Scope, {expressions}: Tracer): Relation {
  const rows = (node.values ?? []) as Node[][];
  const columns = (rows[0] ?? []).map((_, i) => ({
    name: `col${i}`,
    sources: expressions.traceAll(
      rows.map((row) => row[i]!),
      scope
    )
  }));
  return {columns, rows: none, influences: new Map()};
}

/** Columns that a pivot does not name stay; the new ones are made of those it names. */
function tracePivot(node: Node, scope: Scope, tracer: Tracer): Relation {
  const source = traceFrom(node.source as Node, scope, tracer);
  const inner = {from: source, ctes: scope.ctes, outer: scope};
  const isUnpivot = textsOf(node.unpivot_names).length > 0;
  const listed = isUnpivot ? new Set(nodesOf(node.pivots).flatMap(entryValues).map(lower)) : new Set<string>();
  const unpivoted = source.columns.filter(({name}) => listed.has(lower(name))).map(({sources}) => sources);
  const named = merge(tracer.expressions.traceAll(childrenOf([node.aggregates, node.pivots]), inner), ...unpivoted);
  const isNamed = ({sources}: TracedColumn) => [...sources.keys()].some((key) => named.has(key));
  return {
    ...source,
    columns: source.columns.filter((column) => !isNamed(column)),
    rest: through(isUnpivot ? "transformation" : "aggregation", named)
  };
}

const entryValues = (pivot: Node): string[] =>
  nodesOf(pivot.entries).flatMap((entry) => nodesOf(entry.values).map((value) => String(value.value)));
