import type {Model} from "../graph.ts";
import {isNode} from "../lineage/syntax.ts";

/**
 * Whether each row of a model comes of one row of the one table that it reads, whatever its other rows: no join, no
 * aggregate, no window, no limit, nothing distinct, no subquery. `aggregates` are lower-case names, macros among them.
 */
export function isRowWise({canonical, tables, functions}: Model, aggregates: ReadonlySet<string>): boolean {
  if (tables.length !== 1 || functions.some((name) => aggregates.has(name))) return false;
  return isPlain(JSON.parse(canonical));
}

const others = ["modifiers", "group_expressions", "group_sets", "having", "qualify", "sample"];

function isPlain(node: unknown): boolean {
  if (!isNode(node)) return true;
  const kind = String(node.type ?? "");
  if (["WINDOW", "SUBQUERY"].includes(String(node.class)) || /JOIN|SET_OPERATION|TABLE_FUNCTION|RECURSIVE/.test(kind))
    return false;
  if (others.some((key) => key in node && !isEmpty(node[key])) || node.aggregate_handling === "FORCE_AGGREGATES")
    return false;
  if (String(node.function_name ?? "").toLowerCase() === "unnest") return false;
  return Object.values(node).every(isPlain);
}

const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
