import {formatCount, formatCounted, formatList} from "./format.js";
import type {LineageFile, Place} from "./lineage-graph.js";
import {reach, readGraph} from "./lineage-graph.js";

export const titleOf = (page: string) =>
  page === "index" ? "Home" : page.charAt(0).toUpperCase() + page.slice(1).replaceAll("-", " ");

/** How the tables hang together, or where one of them comes from and what it feeds. */
export function answerLineage(file: LineageFile, chosen: number | undefined): string {
  const {nodes} = file;
  if (chosen === undefined) {
    const inputs = nodes.filter(({type}) => type === "source").length;
    const published = nodes.filter(({isPublished}) => isPublished).length;
    return `${formatCounted(inputs, "input file")} become ${formatCounted(nodes.length - inputs, "table")}, of which ${formatCount(published)} ${published === 1 ? "is" : "are"} published for the pages.`;
  }
  const {parents, children} = readGraph(file);
  const files = [...reach(parents, chosen)].flatMap((node) => nodes[node]!.file ?? []);
  const fed = reach(children, chosen).size;
  const {id} = nodes[chosen]!;
  const origin = nodes[chosen]!.file
    ? `is the input file ${nodes[chosen]!.file}`
    : files.length === 0
      ? "comes of no input file"
      : `comes of ${formatCounted(files.length, "input file")}`;
  const pages = (file.pages[id] ?? []).map(titleOf);
  const use = pages.length > 0 ? `; ${formatList(pages)} ${pages.length === 1 ? "asks" : "ask"} it` : "";
  return `${id} ${origin} and feeds ${fed === 0 ? "no other table" : formatCounted(fed, "table")}${use}.`;
}

/** The name of a column or, for -1, of its table's rows. */
export function namePlace({nodes}: LineageFile, [node, column]: Place): string {
  const {id, columns} = nodes[node]!;
  return column === -1 ? `rows of ${id}` : `${id}.${columns[column]!.name}`;
}

/** The table, and the column if one is named, of an address such as `?node=core.fact_orders&column=price`. */
export function readChoice(search: string, {nodes}: LineageFile): {node?: number; column?: number} {
  const params = new URLSearchParams(search);
  const text = params.get("node") ?? "";
  const node = nodes.findIndex(({id}) => id === text || (text !== "" && id.endsWith(`.${text}`)));
  if (node === -1) return {};
  const column = nodes[node]!.columns.findIndex(({name}) => name === params.get("column"));
  return column === -1 ? {node} : {node, column};
}
