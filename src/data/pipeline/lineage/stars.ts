import type {From, Relation, Scope, TracedColumn} from "./relations.ts";
import type {Expressions} from "./expressions.ts";
import {fromOf} from "./expressions.ts";
import type {Sources} from "./sources.ts";
import type {Node} from "./syntax.ts";
import {childrenOf, entriesOf, lower, nodesOf, textsOf} from "./syntax.ts";

export interface Expanded {
  columns: TracedColumn[];
  /** What further columns are made of, where the star stands for a relation whose columns are not all known. */
  rest?: Sources;
}

/** The columns that an entry of `select` yields: one, or those that `*` or `columns(…)` stands for. */
export function expandItem(item: Node, scope: Scope, expressions: Expressions): Expanded {
  if (item.class === "STAR" && !item.columns) return expandStar(item, scope, expressions);
  const star = findStar(item);
  if (!star) return {columns: [{name: nameOf(item), sources: expressions.trace(item, scope)}]};
  const {columns, rest} = expandColumns(star, scope, expressions);
  const trace = (sources: Sources) => expressions.trace(item, {...scope, star: sources});
  return {
    columns: columns.map(({name, sources}) => ({name: item.alias ?? name, sources: trace(sources)})),
    ...(rest && {rest: trace(rest)})
  };
}

const nameOf = (item: Node) =>
  item.alias ?? (item.class === "COLUMN_REF" ? (textsOf(item.column_names).at(-1) ?? "") : "");

const findStar = (node: Node): Node | undefined =>
  node.class === "STAR" && node.columns
    ? node
    : childrenOf(node)
        .filter((child) => child.class !== "SUBQUERY")
        .map(findStar)
        .find(Boolean);

function expandStar(star: Node, scope: Scope, expressions: Expressions): Expanded {
  const {columns, rest} = starred(star, fromOf(scope));
  const left = new Set(textsOf(star.exclude_list).map(excludedName));
  const replaced = new Map(entriesOf(star.replace_list).map(({key, value}) => [lower(key), value]));
  const renamed = new Map(entriesOf(star.rename_list).map(({key, value}) => [excludedName(key), String(value)]));
  const kept = columns.filter(({name}) => !left.has(lower(name)));
  return {
    columns: kept.map(({name, sources}) => {
      const replacement = replaced.get(lower(name));
      return {
        name: renamed.get(lower(name)) ?? name,
        sources: replacement ? expressions.trace(replacement, scope) : sources
      };
    }),
    ...(rest && {rest})
  };
}

/** A column to leave out or rename is written as its name, or as an object that also names its table. */
const excludedName = (entry: unknown) =>
  lower(typeof entry === "object" && entry !== null ? (entry as {column?: string}).column : entry);

function starred({relation_name}: Node, from: From): Pick<Relation, "columns" | "rest"> {
  if (!relation_name) return from;
  return from.named.find(({name}) => name === lower(relation_name))?.relation ?? {columns: []};
}

/** `columns('pattern')` takes the names a pattern is found in, a list those it names, a lambda possibly any. */
function expandColumns(star: Node, scope: Scope, expressions: Expressions): Expanded {
  const expanded = expandStar({...star, columns: false}, scope, expressions);
  const wanted = star.expr as Node | undefined;
  if (wanted?.class === "CONSTANT") {
    const pattern = new RegExp(String((wanted.value as {value?: unknown}).value));
    return {...expanded, columns: expanded.columns.filter(({name}) => pattern.test(name))};
  }
  const listed = wanted?.function_name === "list_value" ? nodesOf(wanted.children) : [];
  if (listed.length === 0) return expanded;
  const names = new Set(listed.map((node) => lower((node.value as {value?: unknown} | undefined)?.value)));
  return {...expanded, columns: expanded.columns.filter(({name}) => names.has(lower(name)))};
}
