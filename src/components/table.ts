import {formatCsv} from "./csv.js";
import {element} from "./dom.js";
import {figureMenu} from "./figure-menu.js";
import {formatCount} from "./format.js";
import type {Provenance} from "./origin.js";
import type {Row} from "./rows.js";
import {makeSearch} from "./search-box.js";
import {fold} from "./sql-page.js";
import {formatCell, isNumeric, makeFrame, type TableColumn, type TableSort} from "./table-parts.js";

export type {TableColumn} from "./table-parts.js";

type Options = Provenance & {caption: string; sort?: TableSort | null; height?: string};

/** Tables longer than this can be searched. */
const long = 30;

/** A table that sorts by a click on a column's head; the order at first is that of the rows, unless told. */
export function dataTable(
  rows: readonly Row[],
  columns: readonly TableColumn[],
  {caption, sort = null, height, source, metrics}: Options
): HTMLElement {
  let words = "";
  const status = element("span", {class: "table-status", role: "status"});
  const frame = makeFrame(columns, {caption, height, onSort: sortBy});

  function sortBy(column: number) {
    sort = {column, descending: sort?.column === column ? !sort.descending : isNumeric(rows, columns[column]!)};
    show();
  }

  function shown() {
    const found = searchRows(rows, columns, words);
    return sort ? sortRows(found, columns[sort.column]!, sort.descending) : found;
  }

  function show() {
    const found = shown();
    status.textContent = words ? `${formatCount(found.length)} of ${formatCount(rows.length)} rows` : "";
    frame.show(found, sort);
  }

  show();
  const search = makeSearch(caption, (text) => {
    words = text;
    show();
  });
  const bar = rows.length > long ? element("div", {class: "table-bar"}, search, status) : null;
  const csv = () => formatCsv(shown(), columns);
  const menu = figureMenu({title: caption, source, metrics, csv});
  return element("div", {class: "table-box figure"}, menu, bar, frame.region);
}

/** The rows of which the cells, as shown, hold each of the words, whatever the case and the accents. */
export function searchRows(rows: readonly Row[], columns: readonly TableColumn[], text: string): readonly Row[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const cells = columns.map((column) => fold(formatCell(column, row)));
    return words.every((word) => cells.some((cell) => cell.includes(word)));
  });
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
