import {element} from "./dom.js";
import type {Entry, openHistory} from "./sql-history.js";

const time = new Intl.DateTimeFormat("en-GB", {dateStyle: "medium", timeStyle: "short"});

/** The reader's last queries, each a button that brings it back. */
export function historyList(history: ReturnType<typeof openHistory>, onPick: (text: string) => void) {
  const list = element("ul");
  const clear = element("button", {type: "button", onclick: clearAll}, "Forget them");
  const node = element(
    "details",
    {class: "history"},
    element("summary", {}, "Your last queries"),
    element("p", {}, "They are kept by this browser alone. ", clear),
    list
  );

  function clearAll() {
    history.clear();
    show();
  }

  function show() {
    const entries = history.list();
    clear.hidden = entries.length === 0;
    list.replaceChildren(...entries.map((entry) => makeItem(entry, onPick)));
  }

  show();
  return {node, show};
}

function makeItem({text, at}: Entry, onPick: (text: string) => void): HTMLElement {
  const button = element(
    "button",
    {type: "button", onclick: () => onPick(text), title: text},
    element("code", {}, text)
  );
  return element("li", {}, button, element("span", {}, time.format(new Date(at))));
}
