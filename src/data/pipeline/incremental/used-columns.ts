import type {Model} from "../graph.ts";
import {entriesOf, isNode, lower} from "../lineage/syntax.ts";

/**
 * Those of a table's columns that can have a part in a model that reads it: named in its SQL or among its own. All of
 * them where the SQL looks at rows as wholes: distinct ones, sets, groups or joins of all columns, rows as values.
 */
export function findUsedColumns(
  {canonical, contract}: Pick<Model, "canonical" | "contract">,
  columns: string[]
): string[] {
  const tree = JSON.parse(canonical) as unknown;
  const named = new Set(contract.columns.map(({name}) => lower(name)));
  const relations = new Set<string>();
  const values = new Set<string>();
  let isWhole = false;
  walk(tree, (node) => {
    const kind = `${lower(node.type)} ${lower(node.ref_type)}`;
    isWhole ||= /distinct|set_operation|natural|columns/.test(kind) || node.aggregate_handling === "FORCE_AGGREGATES";
    isWhole ||= lower(node.class) === "star" && Boolean(node.columns ?? node.expr);
    for (const {key} of entriesOf(node.cte_map)) relations.add(lower(key));
    if (!node.class) for (const name of [node.alias, node.table_name]) relations.add(lower(name));
    if (Array.isArray(node.column_names) && node.column_names.length === 1) values.add(lower(node.column_names[0]));
  });
  for (const text of textsIn(tree)) named.add(lower(text));
  isWhole ||= [...values].some((name) => relations.has(name) && !columns.some((column) => lower(column) === name));
  return isWhole ? columns : columns.filter((column) => named.has(lower(column)));
}

function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (!isNode(node)) return;
  if (!Array.isArray(node)) visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}

function textsIn(node: unknown): string[] {
  if (typeof node === "string") return [node];
  return isNode(node) ? Object.values(node).flatMap(textsIn) : [];
}
