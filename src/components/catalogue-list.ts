import {layerOf, nameOf, searchTables, type Found, type IndexTable} from "./catalogue-index.js";
import {element} from "./dom.js";
import {formatBytes, formatCounted, formatLabel, formatShortCount} from "./format.js";
import {makeSearch} from "./search-box.js";

/** Columns named per table that a search found. */
const namedColumns = 8;

/** All tables by layer, and a search over them and their columns. */
export function tableIndex(tables: readonly IndexTable[]): HTMLElement {
  const list = element("div", {class: "catalogue-list"});
  const status = element("span", {role: "status"});
  const search = makeSearch("tables and columns", show);

  function show(text: string) {
    const found = searchTables(tables, text);
    const columns = found.reduce((sum, item) => sum + item.columns.length, 0);
    status.textContent = text ? `${formatCounted(found.length, "table")}, ${formatCounted(columns, "column")}` : "";
    list.replaceChildren(...listLayers(found));
  }

  show("");
  return element("div", {class: "catalogue"}, element("div", {class: "catalogue-bar"}, search, status), list);
}

function listLayers(found: readonly Found[]): HTMLElement[] {
  if (found.length === 0) return [element("p", {class: "empty"}, "No table or column is named or described so.")];
  const layers = [...new Set(found.map(({table}) => layerOf(table.id)))];
  return layers.map((layer) =>
    element(
      "section",
      {"aria-labelledby": `layer-${layer}`},
      element("h2", {id: `layer-${layer}`}, formatLabel(layer)),
      element("ul", {}, ...found.filter(({table}) => layerOf(table.id) === layer).map(makeEntry))
    )
  );
}

function makeEntry({table, columns}: Found): HTMLElement {
  const {id, description, rows, bytes, open} = table;
  const facts = [`${formatShortCount(rows)} rows`, formatCounted(table.columns.length, "column")];
  if (bytes !== undefined) facts.push(`${formatBytes(bytes)} published`);
  if (open > 0) facts.push(`${formatCounted(open, "open check")}`);
  const links = columns
    .slice(0, namedColumns)
    .flatMap(([name]) => [element("a", {href: `#${id}.${name}`}, element("code", {}, name)), " "]);
  const rest = columns.length > namedColumns ? [`and ${columns.length - namedColumns} more`] : [];
  return element(
    "li",
    {},
    element("a", {href: `#${id}`}, element("code", {}, nameOf(id))),
    element("span", {class: "facts"}, facts.join(" · ")),
    element("p", {}, description),
    columns.length > 0 ? element("p", {class: "found"}, "Columns: ", ...links, ...rest) : null
  );
}
