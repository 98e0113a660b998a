import {element} from "./dom.js";
import {none, type Format} from "./format.js";
import type {Row, Value} from "./rows.js";

export type TableColumn = {
  label: string;
  value: (row: Row) => Value;
  /** Numbers are right-aligned and need a format; other values are shown as text. */
  format?: Format | ((value: never) => string);
};

type Options = {caption: string; sort?: {column: number; descending: boolean} | null; height?: string};

/** A table that sorts by a click on a column's head; the order at first is that of the rows, unless told. */
export function dataTable(
  rows: readonly Row[],
  columns: readonly TableColumn[],
  {caption, sort = null, height}: Options
): HTMLElement {
  const body = element("tbody");
  const heads = columns.map((column, i) => {
    const button = element("button", {type: "button", onclick: () => sortBy(i)}, column.label);
    return element("th", {scope: "col", class: alignment(rows, column)}, button);
  });

  function sortBy(index: number) {
    const descending = sort?.column === index ? !sort.descending : isNumeric(rows, columns[index]!);
    sort = {column: index, descending};
    show();
  }

  function show() {
    heads.forEach((head, i) => {
      if (i !== sort?.column) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", sort.descending ? "descending" : "ascending");
    });
    const sorted = sort ? sortRows(rows, columns[sort.column]!, sort.descending) : rows;
    body.replaceChildren(...sorted.map((row) => makeRow(row, rows, columns)));
  }

  show();
  return element(
    "div",
    {
      class: "table",
      tabindex: 0,
      role: "region",
      "aria-label": caption,
      style: height ? `max-height: ${height}` : null
    },
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body),
    rows.length === 0 ? element("p", {class: "empty"}, "Nothing matches these filters.") : null
  );
}

function makeRow(row: Row, rows: readonly Row[], columns: readonly TableColumn[]): HTMLElement {
  const cells = columns.map((column, i) =>
    element(
      i === 0 ? "th" : "td",
      i === 0 ? {scope: "row", class: alignment(rows, column)} : {class: alignment(rows, column)},
      formatCell(column, row)
    )
  );
  return element("tr", {}, ...cells);
}

function formatCell({value, format}: TableColumn, row: Row): string {
  const cell = value(row);
  if (cell === null) return none;
  return format ? format(cell as never) : String(cell);
}

/** Sorts by value, missing values last either way. */
export function sortRows(rows: readonly Row[], {value}: TableColumn, descending: boolean): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    if (typeof x === "string" && typeof y === "string") return sign * x.localeCompare(y, "en");
    return sign * (Number(x) - Number(y));
  });
}

function isNumeric(rows: readonly Row[], {value}: TableColumn): boolean {
  return rows.some((row) => typeof value(row) === "number");
}

function alignment(rows: readonly Row[], {value, format}: TableColumn): string {
  const isText = rows.some((row) => typeof value(row) === "string" || value(row) instanceof Date);
  return format && !isText ? "number" : "text";
}
