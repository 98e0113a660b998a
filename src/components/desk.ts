import {element} from "./dom.js";
import {QueryError} from "./errors.js";
import {examples} from "./explore-examples.js";
import {formatCounted} from "./format.js";
import {findOrigin} from "./origin.js";
import type {Column, Row} from "./rows.js";
import {makeEditor} from "./sql-editor.js";
import {locateError} from "./sql-error.js";
import {historyList} from "./history-list.js";
import {openHistory} from "./sql-history.js";
import {decodeSql, encodeSql} from "./sql-link.js";
import {tableList, type CatalogTable, type DescribeTables} from "./table-list.js";
import type {Ask} from "./warehouse.js";

/** What a query gave: at most `mostRows` rows, and whether there were more. */
export type Result = {text: string; rows: readonly Row[]; columns: readonly Column[]; isCapped: boolean};

export const mostRows = 10_000;

type Options = {
  ask: Ask;
  /** Resolves when the tables have their descriptions, which are fetched when first asked for. */
  describeTables: DescribeTables;
};

type Desk = HTMLElement & {value: Result | null};

/** Where a reader writes SQL and runs it; an input whose value is the last result. A query in the page's address is run at once. */
export function makeDesk(tables: readonly CatalogTable[], {ask, describeTables}: Options): Desk {
  const history = openHistory();
  let running: AbortController | undefined;

  const editor = makeEditor({
    tables,
    describeTables,
    label: "SQL",
    onRun: () => void run(),
    onChange: () => editor.mark()
  });
  const runButton = element("button", {type: "button", class: "primary", onclick: () => void run()}, "Run");
  const stopButton = element("button", {type: "button", onclick: () => running?.abort(), disabled: true}, "Stop");
  const linkButton = element("button", {type: "button", onclick: () => void copyLink()}, "Copy link");
  const status = element("span", {class: "desk-status", role: "status"});
  const alert = element("div", {class: "desk-error", role: "alert"});
  const past = historyList(history, open);

  function open(text: string) {
    editor.setText(text);
    editor.focus();
  }

  async function run() {
    const text = editor.getText();
    if (!text.trim()) return say("There is nothing to run yet.");
    running?.abort();
    const mine = (running = new AbortController());
    const start = performance.now();
    begin();
    history.add(text);
    past.show();
    globalThis.history.replaceState(null, "", await encodeSql(text));
    try {
      const result = await Promise.race([askCapped(text, mine.signal), rejectOnAbort(mine.signal)]);
      if (running === mine) finish(result, (performance.now() - start) / 1000);
    } catch (error) {
      if (running === mine) fail(error, text);
    }
    if (running === mine) end();
  }

  async function askCapped(text: string, signal: AbortSignal): Promise<Result> {
    const rows = await ask(text, [], {signal, limit: mostRows + 1});
    const columns = findOrigin(rows)?.columns ?? [];
    return {text, rows: rows.slice(0, mostRows), columns, isCapped: rows.length > mostRows};
  }

  function begin() {
    alert.replaceChildren();
    editor.mark();
    stopButton.disabled = false;
    say("Running…");
  }

  function end() {
    running = undefined;
    stopButton.disabled = true;
  }

  function finish(result: Result, seconds: number) {
    const count = formatCounted(result.rows.length, "row");
    say(`${result.isCapped ? `The first ${count}` : count} in ${seconds.toFixed(2)} s`);
    desk.value = result;
    desk.dispatchEvent(new CustomEvent("input"));
  }

  function fail(error: unknown, text: string) {
    if ((error as Error).name === "AbortError") return say("Stopped.");
    const cause = error instanceof QueryError ? error.cause : error;
    const found = locateError(cause instanceof Error ? cause.message : String(cause), text);
    say("");
    alert.replaceChildren(element("pre", {}, found.message));
    if (editor.getText() === text) editor.mark(found);
  }

  async function copyLink() {
    const link = new URL(await encodeSql(editor.getText()), location.href).href;
    const isCopied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false
    );
    if (!isCopied) globalThis.history.replaceState(null, "", link);
    say(isCopied ? "The link is copied." : "The link stands in the address bar.");
  }

  function say(text: string) {
    status.textContent = text;
  }

  async function follow() {
    const text = await decodeSql(location.hash);
    if (text === undefined || text === editor.getText()) return;
    editor.setText(text);
    await run();
  }

  const main = element(
    "div",
    {class: "desk-main"},
    pickExample(open),
    editor.node,
    element("p", {id: "editor-keys"}, "Ctrl+Enter or ⌘+Enter runs. Tab indents; Esc, then Tab, leaves the editor."),
    element("div", {class: "desk-bar"}, runButton, stopButton, linkButton, status),
    alert
  );
  main.addEventListener("input", (event) => event.stopPropagation());
  const side = element("div", {class: "desk-side"}, past.node, tableList(tables, describeTables, editor.insert));
  const desk = Object.assign(element("div", {class: "desk"}, main, side), {value: null as Result | null});
  editor.setText(examples[0]!.text);
  addEventListener("hashchange", () => void follow());
  void follow();
  return desk;
}

function pickExample(open: (text: string) => void): HTMLElement {
  const options = examples.map(({title}, i) => element("option", {value: i}, title));
  const select = element("select", {id: "example"}, element("option", {value: ""}, "Choose …"), ...options);
  select.addEventListener("change", () => select.value && open(examples[Number(select.value)]!.text));
  return element("div", {class: "desk-examples"}, element("label", {for: "example"}, "Examples"), select);
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
}
