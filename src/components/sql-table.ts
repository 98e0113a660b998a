import {formatCsv} from "./csv.js";
import {element} from "./dom.js";
import {figureMenu} from "./figure-menu.js";
import {formatCount} from "./format.js";
import {findOrigin, type Provenance} from "./origin.js";
import type {Query} from "./query.js";
import {whenNear} from "./resize.js";
import type {Row} from "./rows.js";
import {nameFile, saveCsv} from "./save.js";
import {makeSearch} from "./search-box.js";
import {countColumn, findLimit, pageQuery, unlimited, type Wish} from "./sql-page.js";
import {isNumeric, makeFrame, type TableColumn, type TableSort} from "./table-parts.js";
import type {Ask} from "./warehouse.js";

export type SqlColumn = Omit<TableColumn, "value"> & {
  /** The column of the query, by which the table sorts. */
  column: string;
  /** What is shown; the column itself unless told. */
  value?: TableColumn["value"];
};

type Options = Provenance & {
  caption: string;
  /** From components/warehouse.js. */
  ask: Ask;
  /** Columns of the query that are searched; those shown, unless told. */
  search?: readonly string[];
  height?: string;
};

/** Tables up to this length can be shown as a whole, as they are to be printed. */
const mostShown = 5000;
const wholeHeight = "40rem";

/**
 * A long table, which asks the engine for a page at a time. Its rows are the first page, straight from an `sql` block that ends in
 * `limit 25` or so, and best also selects `count(*) over ()::integer as rows_count`, so that the number of rows is known at once.
 */
export function sqlTable(rows: readonly Row[], columns: readonly SqlColumn[], options: Options): HTMLElement {
  const origin = findOrigin(rows);
  if (!origin) throw new TypeError(`${options.caption}: the rows of an sqlTable come straight from an sql block`);
  return whenNear(() => makeTable(rows, origin.query, columns, options));
}

function makeTable(
  rows: readonly Row[],
  query: Query,
  columns: readonly SqlColumn[],
  {caption, ask, search = columns.map(({column}) => column), height, source = rows, metrics}: Options
): HTMLElement {
  const size = findLimit(query.text) ?? Math.max(rows.length, 1);
  const shown = columns.map((column) => ({
    ...column,
    value: column.value ?? ((row: Row) => row[column.column] ?? null)
  }));
  const wish: Wish = {search: "", searched: search, sort: null};
  const first = {rows, count: countRows(rows, size)};
  let [start, turn, sort, isWhole] = [0, 0, null as TableSort | null, false];
  let current = first;

  const frame = makeFrame(shown, {caption, height, onSort: sortBy});
  const pager = makePager((steps) => go(Math.min(start + steps * size, lastStart(current.count, size))));
  const whole = element("button", {type: "button", onclick: toggleWhole}, "Show all");
  const download = element(
    "button",
    {type: "button", onclick: () => void tell(async () => saveCsv(nameFile(caption), await listAll()))},
    "Download as CSV"
  );
  const message = element("div", {role: "alert"});

  function sortBy(column: number) {
    const descending = sort?.column === column ? !sort.descending : isNumeric(current.rows, shown[column]!);
    sort = {column, descending};
    wish.sort = {column: columns[column]!.column, descending};
    go(0);
  }

  function toggleWhole() {
    isWhole = !isWhole;
    go(0);
  }

  function go(to: number) {
    start = Math.max(0, to);
    void tell(load);
  }

  async function load() {
    const mine = ++turn;
    const isFirst = start === 0 && !wish.search && !wish.sort && !isWhole;
    const {text, params} = pageQuery(query, wish, {size: isWhole ? mostShown : size, start});
    const rows = isFirst && first.count !== null ? first.rows : await ask(text, params);
    if (mine !== turn) return;
    current = {rows, count: rows[0] ? Number(rows[0][countColumn] ?? first.count) : 0};
    show();
  }

  async function listAll() {
    const {text, params} = pageQuery(query, wish);
    return formatCsv(await ask(text, params), shown);
  }

  /** Says that work is under way, and if it fails, why, with a way to try again. */
  async function tell(work: () => Promise<void>) {
    frame.region.setAttribute("aria-busy", "true");
    message.replaceChildren();
    try {
      await work();
    } catch (error) {
      const retry = element("button", {type: "button", onclick: () => void tell(work)}, "Try again");
      message.replaceChildren(element("p", {}, `The rows could not be had: ${firstLine(error)} `, retry));
    } finally {
      frame.region.removeAttribute("aria-busy");
    }
  }

  function show() {
    frame.show(current.rows, sort);
    frame.region.scrollTop = 0;
    frame.region.style.maxHeight = isWhole ? wholeHeight : (height ?? "");
    pager.show(start, current.rows.length, current.count, size);
    whole.textContent = isWhole ? `Show ${size} at a time` : "Show all";
    whole.hidden = !isWhole && (current.count === null || current.count <= size || current.count > mostShown);
  }

  show();
  const find = makeSearch(caption, (text) => {
    wish.search = text;
    isWhole = false;
    go(0);
  });
  const bar = element("div", {class: "table-bar"}, find, whole, download);
  const menu = figureMenu({title: caption, source, metrics, csv: listAll, queries: [unlimited(query)]});
  return element("div", {class: "table-box paged figure"}, menu, bar, frame.region, message, pager.node);
}

/** Buttons to the pages; a step is a page forward or back. */
function makePager(onStep: (steps: number) => void) {
  const status = element("span", {class: "table-status", role: "status"});
  const button = (label: string, steps: number) =>
    element("button", {type: "button", onclick: () => onStep(steps)}, label);
  const [first, back] = [button("First", -Infinity), button("Previous", -1)];
  const [next, last] = [button("Next", 1), button("Last", Infinity)];
  return {
    node: element("nav", {class: "pager", "aria-label": "Pages of the table"}, first, back, status, next, last),
    show(start: number, length: number, count: number | null, size: number) {
      const end = start + length;
      const of = count === null ? "many" : formatCount(count);
      status.textContent = length === 0 ? "No rows" : `${formatCount(start + 1)}–${formatCount(end)} of ${of}`;
      first.disabled = back.disabled = start === 0;
      next.disabled = count === null ? length < size : end >= count;
      last.disabled = count === null || next.disabled;
    }
  };
}

/** The number of rows there are, as far as the first page can tell. */
function countRows(rows: readonly Row[], size: number): number | null {
  const told = rows[0]?.[countColumn];
  if (typeof told === "number") return told;
  return rows.length < size ? rows.length : null;
}

function lastStart(count: number | null, size: number): number {
  return count === null ? Infinity : size * Math.floor(Math.max(0, count - 1) / size);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
}
