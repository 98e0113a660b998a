import type {Query} from "../../../components/query.ts";
import {compileQuery} from "../../../components/query.ts";
import type {Cell, Page} from "./pages.ts";
import {lineAt} from "./pages.ts";
import type {Problem} from "./problems.ts";
import type {SyntaxNode} from "./syntax.ts";
import {findNodes} from "./syntax.ts";

/** A query of a page, read without running the page. */
export interface PageQuery {
  file: string;
  /** The file's line that `strings[0]` begins on, leading blank lines apart. */
  line: number;
  strings: string[];
  /** The fields of the shared filters that stand between the strings. */
  fields: string[];
}

export type Filters = Record<string, string | number | boolean | null>;

const optOut = /^[ \t]*--[ \t]*not at build\b:?(.*)$/m;

/** The queries of a page that the build runs, and what is wrong with the others; `known` are the names of the shared filters. */
export function readQueries(page: Page, known: readonly string[]): {queries: PageQuery[]; problems: Problem[]} {
  const queries: PageQuery[] = [];
  const problems: Problem[] = [];
  for (const cell of page.cells) {
    for (const node of findNodes(cell.node.body, isQuery)) {
      const found = readQuery(page.file, cell, node, known);
      if (found && "message" in found) problems.push(found);
      else if (found) queries.push(found);
    }
  }
  return {queries, problems};
}

export function compilePageQuery({strings, fields}: PageQuery, filters: Filters): Query {
  return compileQuery(
    strings,
    fields.map((field) => filters[field])
  );
}

interface QueryNode extends SyntaxNode {
  quasi: SyntaxNode & {quasis: (SyntaxNode & {value: {cooked: string}})[]; expressions: SyntaxNode[]};
}

function isQuery(node: SyntaxNode): node is QueryNode {
  return node.type === "TaggedTemplateExpression" && (node.tag as {name?: string}).name === "sql";
}

function readQuery(
  file: string,
  cell: Cell,
  {quasi}: QueryNode,
  known: readonly string[]
): PageQuery | Problem | undefined {
  const {input} = cell.node;
  const strings = quasi.quasis.map(({value}) => value.cooked);
  const lineOf = (position: number) => cell.line + lineAt(input, position) - 1;
  const reason = optOut.exec(strings.join("?"))?.[1]?.trim();
  if (reason) return undefined;
  const line = lineOf(quasi.start + 1 + leadingSpace(strings[0]!));
  if (reason === "")
    return {file, line, message: "a query that is not run at build says why: -- not at build: <reason>"};
  const fields = quasi.expressions.map(readField);
  const wrong = fields.findIndex((field) => field === undefined || !known.includes(field));
  if (wrong < 0) return {file, line, strings, fields: fields as string[]};
  const {start, end} = quasi.expressions[wrong]!;
  return {file, line: lineOf(start), message: explain(input.slice(start, end), fields[wrong], known)};
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}

/** The x of filters.x, or undefined. */
function readField(node: SyntaxNode): string | undefined {
  const {object, property, computed, optional} = node as SyntaxNode &
    Record<string, {type: string; name: string} | undefined>;
  const isField =
    node.type === "MemberExpression" &&
    !computed &&
    !optional &&
    object?.type === "Identifier" &&
    object.name === "filters";
  return isField ? property?.name : undefined;
}

function explain(expression: string, field: string | undefined, known: readonly string[]): string {
  const fields = known.map((name) => `filters.${name}`).join(", ");
  if (field !== undefined) return `\${${expression}} is no shared filter: use one of ${fields}`;
  return (
    `\${${expression}} is not known at build: a query may interpolate only ${fields}. ` +
    'Move the rest into the SQL, or add a line "-- not at build: <reason>" to the query'
  );
}
