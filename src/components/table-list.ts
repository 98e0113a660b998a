import {element} from "./dom.js";
import {formatCounted} from "./format.js";

/** A published table by its names; `describe` adds what catalog.json says of it. */
export type CatalogTable = {
  name: string;
  description?: string;
  rows: number;
  columns: {name: string; type: string; description?: string; unit?: string}[];
};

/** A table in tables.json: its name, its rows, and of each column name, type and, where it has one, unit. */
export type TableNames = [name: string, rows: number, columns: [name: string, type: string, unit?: string][]];

export const readTables = (names: readonly TableNames[]): CatalogTable[] =>
  names.map(([name, rows, columns]) => ({
    name,
    rows,
    columns: columns.map(([name, type, unit]) => ({name, type, unit}))
  }));

/** Adds the descriptions of tables and columns to their names. */
export function describe(tables: readonly CatalogTable[], described: readonly CatalogTable[]) {
  const all = new Map(described.map((table) => [table.name, table]));
  for (const table of tables) {
    const {description, columns = []} = all.get(table.name) ?? {};
    const texts = new Map(columns.map((column) => [column.name, column.description]));
    table.description = description;
    for (const column of table.columns) column.description = texts.get(column.name);
  }
}

/** Fetches what is said of tables and columns, once it is asked for; rejects where they do not come, and then tries again for the next to ask. */
export type DescribeTables = () => Promise<unknown>;

type Pick = (name: string) => void;

/** The published tables, each opening to its columns, which then tell what they are; a press on a name hands it over. */
export function tableList(tables: readonly CatalogTable[], describeTables: DescribeTables, onPick: Pick): HTMLElement {
  const sorted = tables.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  const items = sorted.map((table) => makeTable(table, describeTables, onPick));
  return element("div", {class: "table-list", role: "group", "aria-label": "Tables"}, ...items);
}

function makeTable(table: CatalogTable, describeTables: DescribeTables, onPick: Pick): HTMLElement {
  const {name, rows, columns} = table;
  const items = columns.map(({name, type, unit}) =>
    element(
      "li",
      {},
      makePick(name, onPick),
      element("span", {}, [type.toLowerCase(), unit].filter(Boolean).join(", "))
    )
  );
  const description = document.createTextNode("");
  const details = element(
    "details",
    {},
    element("summary", {}, element("code", {}, name), " ", element("span", {}, formatCounted(rows, "row"))),
    element("p", {}, description, " ", makePick(name, onPick, `Insert ${name}`)),
    element("ul", {}, ...items)
  );
  const tell = () => {
    description.data = table.description ?? "";
    items.forEach((item, i) => (item.title = columns[i]!.description ?? ""));
  };
  const explain = () => void (description.data = "What it is could not be fetched. Opening it again tries again.");
  details.addEventListener("toggle", () => void describeTables().then(tell, explain));
  return details;
}

function makePick(name: string, onPick: Pick, label = name): HTMLElement {
  return element("button", {type: "button", onclick: () => onPick(name), "aria-label": `Insert ${name}`}, label);
}
