import {offerSearch} from "./search.js";

/** Makes good what the frame that Framework puts around a page lacks for assistive technology: language, zoom, labels, plain lists; and adds the search. */
export function labelShell() {
  document.documentElement.lang = "en";
  find("meta[name=viewport]")?.setAttribute("content", "width=device-width, initial-scale=1");
  find("#observablehq-sidebar")?.setAttribute("aria-label", "Pages");
  find("#observablehq-footer nav")?.setAttribute("aria-label", "Previous and next page");
  find("#observablehq-sidebar-toggle")?.setAttribute("aria-label", "Show the list of pages");
  const close = find("#observablehq-sidebar-close");
  close?.closest("ol")?.after(close);
  offerSearch();
}

function find(selector: string): Element | null {
  return document.querySelector(selector);
}
