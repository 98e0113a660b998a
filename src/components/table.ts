import {formatCsv} from "./csv.js";
import {element} from "./dom.js";
import {figureMenu} from "./figure-menu.js";
import {formatCount} from "./format.js";
import type {Provenance} from "./origin.js";
import {whenNear} from "./resize.js";
import type {Row} from "./rows.js";
import {makeSearch} from "./search-box.js";
import {isNumeric, makeFrame, type TableColumn, type TableSort} from "./table-parts.js";
import {searchRows, sortRows} from "./table-rows.js";

export type {TableColumn} from "./table-parts.js";

type Options = Provenance & {caption: string; sort?: TableSort | null; height?: string};

/** Tables longer than this can be searched. */
const long = 30;

/** A table that sorts by a click on a column's head; the order at first is that of the rows, unless told. */
export function dataTable(rows: readonly Row[], columns: readonly TableColumn[], options: Options): HTMLElement {
  return whenNear(() => makeTable(rows, columns, options));
}

function makeTable(
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
