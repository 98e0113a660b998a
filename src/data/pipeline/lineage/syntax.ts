/** A node of the engine's syntax tree, as `json_serialize_sql` writes it without nulls, defaults and empty lists. */
export interface Node {
  class?: string;
  type?: string;
  alias?: string;
  [key: string]: unknown;
}

export const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

export const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);
export const lower = (value: unknown): string => String(value ?? "").toLowerCase();

/** The entries of a map: CTEs, replaced columns. */
export const entriesOf = (map: unknown): {key: string; value: Node}[] =>
  (Array.isArray(map) ? map : ((map as {map?: unknown[]} | undefined)?.map ?? [])) as {key: string; value: Node}[];

/** The expressions directly inside a node, whatever they are in it. */
export function childrenOf(node: unknown): Node[] {
  if (!isNode(node)) return [];
  return Object.values(node).flatMap((value) => (isNode(value) && value.class ? [value] : childrenOf(value)));
}

/** Whether a test holds for an expression or one inside it; subqueries are not looked into. */
export function someExpression(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => child.class !== "SUBQUERY" && someExpression(child, test));
}

/** The query inside a CTE, a subquery in `from`, or one in an expression. */
export const queryOf = (holder: unknown): Node => (holder as {node: Node}).node;
