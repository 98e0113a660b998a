import {element} from "./dom.js";

let dialog: Promise<{open: () => void}> | undefined;

/** Opens the search by "/", by Ctrl+K, and by a button above the list of pages; nothing of it is fetched before. */
export function offerSearch() {
  const sidebar = document.querySelector("#observablehq-sidebar");
  if (!sidebar || sidebar.querySelector(".search-button")) return;
  const button = element(
    "button",
    {type: "button", class: "search-button", "aria-keyshortcuts": "/ Control+K"},
    "Search"
  );
  button.append(element("kbd", {}, "/"));
  button.addEventListener("click", open);
  sidebar.querySelector("ol")?.after(button);
  addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    open();
  });
}

function open() {
  dialog ??= import("./search-dialog.js").then(({createSearchDialog}) => createSearchDialog());
  void dialog.then(({open}) => open());
}

/** A slash is text where text is written. */
function isShortcut({key, ctrlKey, metaKey, altKey, target}: KeyboardEvent): boolean {
  if (key.toLowerCase() === "k") return (ctrlKey || metaKey) && !altKey;
  const isWriting = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
  return key === "/" && !ctrlKey && !metaKey && !isWriting;
}
