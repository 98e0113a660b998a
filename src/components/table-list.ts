import {element} from "./dom.js";
import {formatCounted} from "./format.js";

/** What catalog.json tells of a published table. */
export type CatalogTable = {
  name: string;
  description: string;
  rows: number;
  columns: {name: string; type: string; description: string; unit?: string}[];
};

/** The published tables by layer, each opening to its columns; a press on a name hands it over. */
export function tableList(tables: readonly CatalogTable[], onPick: (name: string) => void): HTMLElement {
  const items = tables.toSorted((a, b) => a.name.localeCompare(b.name, "en")).map((table) => makeTable(table, onPick));
  return element("div", {class: "table-list", role: "group", "aria-label": "Tables"}, ...items);
}

function makeTable({name, description, rows, columns}: CatalogTable, onPick: (name: string) => void): HTMLElement {
  const items = columns.map(({name, type, description, unit}) =>
    element(
      "li",
      {title: description},
      makePick(name, onPick),
      element("span", {}, [type.toLowerCase(), unit].filter(Boolean).join(", "))
    )
  );
  return element(
    "details",
    {},
    element("summary", {}, element("code", {}, name), " ", element("span", {}, formatCounted(rows, "row"))),
    element("p", {}, description, " ", makePick(name, onPick, `Insert ${name}`)),
    element("ul", {}, ...items)
  );
}

function makePick(name: string, onPick: (name: string) => void, label = name): HTMLElement {
  return element("button", {type: "button", onclick: () => onPick(name), "aria-label": `Insert ${name}`}, label);
}
