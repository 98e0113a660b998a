import {element} from "./dom.js";
import {none, type Format} from "./format.js";
import type {Row, Value} from "./rows.js";

export type TableColumn = {
  label: string;
  value: (row: Row) => Value;
  /** Numbers are right-aligned and need a format; other values are shown as text. */
  format?: Format | ((value: never) => string);
  /** What is shown in place of the text, such as a small line or a link; the value still sorts and is downloaded. */
  node?: (row: Row) => Node | string;
};

/** By the place of a column. */
export type TableSort = {column: number; descending: boolean};

export type TableFrame = {
  /** Scrolls by itself, and can be reached by keyboard for that. */
  region: HTMLElement;
  show(rows: readonly Row[], sort: TableSort | null): void;
};

/** A table whose heads are buttons, which ask for another order. */
export function makeFrame(
  columns: readonly TableColumn[],
  {caption, height, onSort}: {caption: string; height?: string; onSort: (column: number) => void}
): TableFrame {
  const body = element("tbody", {class: "figures"});
  const heads = columns.map(({label}, i) =>
    element("th", {scope: "col"}, element("button", {type: "button", onclick: () => onSort(i)}, label))
  );
  const table = element(
    "table",
    {},
    element("caption", {}, element("span", {}, caption)),
    element("thead", {}, element("tr", {}, ...heads)),
    body
  );
  const empty = element("p", {class: "empty"}, "Nothing matches these filters.");
  const style = height ? `max-height: ${height}` : null;
  const region = element("div", {class: "table", tabindex: 0, role: "region", "aria-label": caption, style}, table);
  return {
    region,
    show(rows, sort) {
      const kinds = columns.map((column) => findKind(rows, column));
      heads.forEach((head, i) => markHead(head, kinds[i] === null, i === sort?.column ? sort : null));
      body.replaceChildren(...rows.map((row) => makeRow(row, columns, kinds)));
      if (rows.length === 0) region.append(empty);
      else empty.remove();
    }
  };
}

export function isNumeric(rows: readonly Row[], {value}: TableColumn): boolean {
  return rows.some((row) => typeof value(row) === "number");
}

export function formatCell({value, format}: TableColumn, row: Row): string {
  const cell = value(row);
  if (cell === null || cell === undefined) return none;
  return format ? format(cell as never) : String(cell);
}

function markHead(head: HTMLElement, isNumber: boolean, sort: TableSort | null) {
  head.classList.toggle("number", isNumber);
  if (sort) head.setAttribute("aria-sort", sort.descending ? "descending" : "ascending");
  else head.removeAttribute("aria-sort");
}

/** Names, texts and dates tell so, figures do not: there are many more of these, and pages are sent with them filled in. */
function makeRow(row: Row, columns: readonly TableColumn[], kinds: readonly Kind[]): HTMLElement {
  const cells = columns.map((column, i) => {
    const content = column.node?.(row) ?? formatCell(column, row);
    return i === 0
      ? element("th", {scope: "row", class: kinds[i] === null ? "number" : null}, content)
      : element("td", {class: kinds[i]!}, content);
  });
  return element("tr", {}, ...cells);
}

type Kind = "text" | "date" | null;

function findKind(rows: readonly Row[], {value, format}: TableColumn): Kind {
  if (rows.some((row) => value(row) instanceof Date)) return "date";
  return !format || rows.some((row) => typeof value(row) === "string") ? "text" : null;
}
