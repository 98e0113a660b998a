import {showBusy} from "./busy.js";
import {formatCsv} from "./csv.js";
import {mostRows, type Result} from "./desk.js";
import {element} from "./dom.js";
import {formatCount} from "./format.js";
import {formatValue} from "./result-format.js";
import {whilePrinting} from "./printed.js";
import type {Column, Row, Value} from "./rows.js";
import {saveCsv, saveFile} from "./save.js";
import {sortRows} from "./table-rows.js";
import {makeFrame, type TableColumn, type TableSort} from "./table-parts.js";
import {writeParquet} from "./warehouse.js";

const size = 100;

/** A result in pages, sorted by a press on a column's head. */
export function resultTable({text, rows, columns, isCapped}: Result): HTMLElement {
  const shown = columns.map(makeColumn);
  const frame = makeFrame(shown, {caption: "Result of the query", height: "32rem", onSort: sortBy});
  const status = element("span", {class: "table-status", role: "status"});
  const [back, next] = [button("Previous", () => go(start - size)), button("Next", () => go(start + size))];
  const [csv, parquet] = [button("Download as CSV", save), button("Download as Parquet", () => void saveParquet())];
  const message = element("div", {role: "alert"});
  let [start, sort, sorted] = [0, null as TableSort | null, rows];

  function sortBy(column: number) {
    const descending = sort?.column === column ? !sort.descending : columns[column]!.type === "number";
    sort = {column, descending};
    sorted = sortRows(rows, shown[column]!, descending);
    go(0);
  }

  function go(to: number) {
    start = to;
    show(sorted.slice(start, start + size));
    frame.region.scrollTop = 0;
    back.disabled = start === 0;
    next.disabled = start + size >= sorted.length;
  }

  function show(page: readonly Row[], first = start) {
    frame.show(page, sort);
    const end = formatCount(first + page.length);
    status.textContent = page.length ? `${formatCount(first + 1)}–${end} of ${formatCount(rows.length)}` : "No rows";
  }

  function save() {
    saveCsv("result", formatCsv(sorted, shown));
  }

  /** All rows there are, from the engine. */
  async function saveParquet() {
    message.textContent = "";
    try {
      const bytes = await showBusy(writeParquet({text: text.replace(/;\s*$/, ""), params: []}));
      saveFile("result.parquet", bytes as BlobPart, "application/vnd.apache.parquet");
    } catch (error) {
      message.textContent = `There is no such file: ${(error as Error).message.split("\n")[0]}`;
    }
  }

  go(0);
  const pager = element("nav", {class: "pager", "aria-label": "Pages of the result"}, back, status, next);
  const note = `Only the first ${formatCount(mostRows)} rows were read: narrow the query, or end it with limit.`;
  const box = element(
    "div",
    {class: "table-box paged"},
    isCapped ? element("p", {class: "banner", role: "note"}, note) : null,
    element("div", {class: "table-bar"}, csv, parquet),
    message,
    frame.region,
    pager
  );
  return whilePrinting(box, {expand: () => show(sorted, 0), restore: () => go(start)});
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return element("button", {type: "button", onclick}, label);
}

function makeColumn({name, type}: Column): TableColumn {
  const format = (value: Value) => formatValue(value, type);
  return {label: name, value: (row) => row[name] ?? null, format: format as TableColumn["format"]};
}
