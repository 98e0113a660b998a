import {FileAttachment} from "observablehq:stdlib";
import {element} from "./dom.js";
import {downloadJson} from "./download.js";
import {formatCounted} from "./format.js";
import {addSearch} from "./links.js";
import {indexEntries, type Entry} from "./search-index.js";

const file = FileAttachment("../data/search.json");

/** Opens a dialog that searches the site. The index comes when it is opened for the first time. */
export function createSearchDialog(): {open: () => void} {
  const input = element("input", {
    type: "search",
    role: "combobox",
    autocomplete: "off",
    placeholder: "Pages, questions, metrics, columns",
    "aria-label": "Search this site",
    "aria-expanded": "false",
    "aria-controls": "search-results",
    "aria-autocomplete": "list"
  });
  const list = element("div", {id: "search-results", role: "listbox", "aria-label": "Results"});
  const status = element("p", {role: "status"});
  const close = element("button", {type: "button", onclick: () => dialog.close()}, "Close");
  const dialog = element(
    "dialog",
    {class: "search-dialog", "aria-label": "Search"},
    element("div", {}, input, close),
    status,
    list
  );
  const index = downloadJson<Entry[]>(file).then(indexEntries);
  let chosen = 0;

  async function show() {
    const text = input.value.trim();
    const find = await index;
    if (text !== input.value.trim()) return;
    const found = text ? find(text) : [];
    list.replaceChildren(...found.map(makeOption));
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = text ? (found.length ? formatCounted(found.length, "result") : "Nothing is called so.") : "";
    choose(0);
  }

  function choose(to: number) {
    const options = Array.from(list.children);
    chosen = options.length ? (to + options.length) % options.length : 0;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    const option = options[chosen];
    option?.scrollIntoView({block: "nearest"});
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function onKey(event: KeyboardEvent) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) choose(chosen + step);
    else if (event.key === "Enter") list.querySelectorAll("a")[chosen]?.click();
    else return;
    event.preventDefault();
  }

  input.addEventListener("input", () => void show());
  input.addEventListener("keydown", onKey);
  list.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({target}) => target === dialog && dialog.close());
  document.body.append(dialog);
  return {
    open() {
      if (dialog.open) return;
      dialog.showModal();
      input.select();
    }
  };
}

function makeOption({kind, title, text, href}: Entry, i: number): HTMLElement {
  return element(
    "a",
    {id: `search-result-${i}`, role: "option", href: addSearch(`.${href}`, location.search), tabindex: -1},
    element("span", {class: "kind"}, kind),
    element("b", {}, title),
    text ? element("span", {class: "about"}, text) : null
  );
}
