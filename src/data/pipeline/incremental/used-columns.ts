import type {Model} from "../graph.ts";
import type {ModelLineage} from "../lineage/lineage.ts";
import {isNode, lower} from "../lineage/syntax.ts";

/**
 * Those of a table's columns that have a part in a model that reads it: in its columns, or in which rows it has. All of
 * them where that is not known, or the SQL looks at rows as wholes: distinct ones, and sets of them.
 */
export function findUsedColumns(
  {canonical}: Pick<Model, "canonical">,
  lineage: ModelLineage | undefined,
  table: string,
  columns: string[]
): string[] {
  const isTraced = lineage && Object.keys(lineage.columns).length > 0;
  if (!isTraced || readsWholeRows(JSON.parse(canonical))) return columns;
  const used = new Set([...Object.values(lineage.columns).flat(), ...lineage.influences].map(([key]) => key));
  return columns.filter((column) => used.has(`${table}.${column}`));
}

/** Whether rows are compared as wholes anywhere, or one becomes many whose values may then be dropped. */
function readsWholeRows(node: unknown): boolean {
  if (!isNode(node)) return false;
  const {type, setop_type, setop_all, function_name} = node;
  const isStacked = setop_type === "UNION" && setop_all !== false;
  const comparesRows = type === "DISTINCT_MODIFIER" || (type === "SET_OPERATION_NODE" && !isStacked);
  return comparesRows || lower(function_name) === "unnest" || Object.values(node).some(readsWholeRows);
}
