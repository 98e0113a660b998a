import type {SyntaxNode} from "@observablehq/framework/dist/javascript/parse.js";

export type {SyntaxNode};

/** The node itself and all below it that pass, in the order of the source. */
export function findNodes<N extends SyntaxNode>(node: object, test: (node: SyntaxNode) => node is N): N[] {
  const found: N[] = [];
  visit(node);
  return found;

  function visit(value: unknown): void {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (test(value)) found.push(value);
    for (const key in value) visit(value[key]);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}
