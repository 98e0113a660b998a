import {element, type Child} from "./dom.js";
import {namePlace, titleOf} from "./lineage-answers.js";
import {reach, traceColumn, type LineageFile, type Place, type TableGraph, type Traced} from "./lineage-graph.js";

/** The address of a table, or of one of its columns. */
export const link = (id: string, column?: string) => `?node=${id}${column === undefined ? "" : `&column=${column}`}`;

/** What a table comes of and feeds, as lists: the same as the graph says. */
export function tableLists(file: LineageFile, {parents, children}: TableGraph, chosen: number): HTMLElement {
  const {id} = file.nodes[chosen]!;
  const far = (next: readonly ReadonlySet<number>[]) =>
    [...reach(next, chosen)].filter((node) => !next[chosen]!.has(node));
  const tables = (nodes: Iterable<number>) => [...nodes].sort((a, b) => a - b).map((node) => tableLink(file, node));
  const pages = (file.pages[id] ?? []).map((page) =>
    element("a", {href: page === "index" ? "./" : `./${page}`}, titleOf(page))
  );
  return element(
    "div",
    {class: "lineage-lists"},
    listOf("Reads", tables(parents[chosen]!)),
    listOf("Further back", tables(far(parents))),
    listOf("Is read by", tables(children[chosen]!)),
    listOf("Further on", tables(far(children))),
    listOf("Asked by the pages", pages)
  );
}

const tableLink = ({nodes}: LineageFile, node: number) =>
  element("a", {href: link(nodes[node]!.id)}, element("code", {}, nodes[node]!.id));

function placeLink(file: LineageFile, place: Place): HTMLElement {
  const {id, columns} = file.nodes[place[0]]!;
  const text = element("code", {}, namePlace(file, place));
  return element("a", {href: link(id, place[1] === -1 ? undefined : columns[place[1]]!.name)}, text);
}

function listOf(title: string, items: readonly Child[]): HTMLElement | null {
  if (items.length === 0) return null;
  const list = element("ul", {}, ...items.map((item) => element("li", {}, item)));
  return element("section", {}, element("h3", {}, `${title} (${items.length})`), list);
}

/** The columns of a table, each a link to where it comes from and goes. */
export function columnLinks({nodes}: LineageFile, chosen: number, column: number | undefined): HTMLElement {
  const {id, columns} = nodes[chosen]!;
  const items = columns.map(({name}, i) =>
    element(
      "li",
      {},
      element("a", {href: link(id, name), "aria-current": i === column ? "true" : null}, element("code", {}, name))
    )
  );
  return element("section", {class: "lineage-columns"}, element("h3", {}, "Columns"), element("ul", {}, ...items));
}

/** Where a column comes from and goes: one step, and all the way to the input files and the published columns. */
export function columnLists(file: LineageFile, place: Place): HTMLElement {
  const [up, down] = [traceColumn(file, place, "up"), traceColumn(file, place, "down")];
  const isInput = ([node]: Place) => ["source", "seed"].includes(file.nodes[node]!.type);
  const isOut = ([node, column]: Place) => column !== -1 && file.nodes[node]!.columns[column]!.isPublished === true;
  const steps = (traced: readonly Traced[]) =>
    traced.map(({place, kind}) => element("span", {}, placeLink(file, place), ` ${kind}`));
  const ends = (places: readonly Place[], isEnd: (place: Place) => boolean) =>
    places
      .filter(isEnd)
      .sort(([a, b], [c, d]) => a - c || b - d)
      .map((end) => placeLink(file, end));
  return element(
    "div",
    {class: "lineage-lists"},
    listOf("Made directly of", steps(up.direct)),
    listOf("Comes of these columns of input files and seeds", ends(up.values, isInput)),
    listOf("Steered by these columns of input files and seeds", ends(up.steering, isInput)),
    listOf("Goes directly into", steps(down.direct)),
    listOf("Feeds these published columns", ends(down.values, isOut)),
    listOf("Steers these published columns", ends(down.steering, isOut))
  );
}
