import {Expressions} from "./expressions.ts";
import {traceFrom} from "./from.ts";
import type {Dictionary, Relation, Scope} from "./relations.ts";
import {renameColumns, stack} from "./relations.ts";
import type {Influences, Sources} from "./sources.ts";
import {influencesOf, merge, mergeInfluences, none, through} from "./sources.ts";
import {expandItem} from "./stars.ts";
import type {Node} from "./syntax.ts";
import {childrenOf, entriesOf, isNode, lower, nodesOf, queryOf, textsOf} from "./syntax.ts";

/** Traces each column of a query to the columns of the tables it reads. */
export function traceQuery(query: Node, dictionary: Dictionary): Relation {
  const tracer: Tracer = {
    dictionary,
    query: (node, scope) => traceNode(node, scope, tracer),
    expressions: new Expressions(dictionary, (node, scope) => traceNode(node, scope, tracer))
  };
  return tracer.query(query, {ctes: new Map()});
}

export interface Tracer {
  dictionary: Dictionary;
  expressions: Expressions;
  query(node: Node, scope: Scope): Relation;
}

function traceNode(node: Node, scope: Scope, tracer: Tracer): Relation {
  const inner = {...scope, ctes: readCtes(node, scope, tracer)};
  if (node.type === "SELECT_NODE") return traceSelect(node, inner, tracer);
  if (node.type === "RECURSIVE_CTE_NODE") return traceRecursion(node, inner, tracer);
  const parts = [node.left, node.right, ...nodesOf(node.children)].filter(isNode);
  const [first, ...others] = parts.map((part) => tracer.query(part, inner));
  return others.reduce((left, right) => combine(String(node.setop_type), left, right), first!);
}

function readCtes(node: Node, scope: Scope, tracer: Tracer): Map<string, Relation> {
  const ctes = new Map(scope.ctes);
  for (const {key, value} of entriesOf(node.cte_map)) {
    const relation = tracer.query(queryOf(value.query), {...scope, ctes});
    ctes.set(lower(key), renameColumns(relation, textsOf(value.aliases)));
  }
  return ctes;
}

/** The recursive part reads what the first part, and then itself, yields. */
function traceRecursion(node: Node, scope: Scope, tracer: Tracer): Relation {
  const step = (so: Relation) => {
    const ctes = new Map(scope.ctes).set(lower(node.cte_name), so);
    return stack(so, tracer.query(node.right as Node, {...scope, ctes}));
  };
  return step(step(tracer.query(node.left as Node, scope)));
}

function combine(operation: string, left: Relation, right: Relation): Relation {
  if (operation.startsWith("UNION")) return stack(left, right, operation === "UNION_BY_NAME");
  const compared = influencesOf("filter", merge(...right.columns.map(({sources}) => sources), right.rows));
  return {...left, influences: mergeInfluences(left.influences, right.influences, compared)};
}

function traceSelect(node: Node, outer: Scope, tracer: Tracer): Relation {
  const {expressions} = tracer;
  const from = traceFrom(node.from_table as Node, outer, tracer);
  const aliases = new Map<string, Sources>();
  const scope: Scope = {from, aliases, ctes: outer.ctes, outer};
  const items = nodesOf(node.select_list);
  const expanded = items.map((item) => {
    const result = expandItem(item, scope, expressions);
    if (item.alias && result.columns[0]) aliases.set(lower(item.alias), result.columns[0].sources);
    return result;
  });
  const keys = groupKeys(node, items, expressions);
  const isGrouped = keys.length > 0 || items.some((item) => expressions.isAggregate(item));
  const rests = expanded.flatMap(({rest}) => (rest ? [rest] : []));
  return {
    columns: expanded.flatMap(({columns}) => columns),
    ...(rests.length > 0 && {rest: merge(...rests)}),
    rows: isGrouped ? through("aggregation", from.rows) : from.rows,
    influences: mergeInfluences(
      from.influences,
      influencesOf("group_by", expressions.traceAll(keys, scope)),
      rowInfluences(node, scope, expressions)
    )
  };
}

/** The expressions that rows are grouped by: written out, by their place in `select`, or all that are no aggregates. */
function groupKeys(node: Node, items: Node[], expressions: Expressions): Node[] {
  if (node.aggregate_handling === "FORCE_AGGREGATES") {
    const keys = items.filter((item) => !expressions.isAggregate(item));
    return keys.length < items.length ? keys : [];
  }
  return nodesOf(node.group_expressions).map((key) => items[ordinalOf(key) - 1] ?? key);
}

const ordinalOf = (key: Node) =>
  key.class === "CONSTANT" ? Number((key.value as {value?: unknown} | undefined)?.value) : 0;

/** Conditions on rows; an order counts only where a limit cuts it off. */
function rowInfluences(node: Node, scope: Scope, expressions: Expressions): Influences {
  const modifiers = nodesOf(node.modifiers);
  const ofType = (...types: string[]) => modifiers.filter(({type}) => types.includes(String(type)));
  const filters = [node.where_clause, node.having, node.qualify, ...ofType("DISTINCT_MODIFIER")];
  const isLimited = ofType("LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER").length > 0;
  const order = isLimited ? childrenOf(ofType("ORDER_MODIFIER")) : [];
  const trace = (nodes: Node[]) => (nodes.length > 0 ? expressions.traceAll(nodes, scope) : none);
  return mergeInfluences(influencesOf("filter", trace(childrenOf(filters))), influencesOf("sort", trace(order)));
}
