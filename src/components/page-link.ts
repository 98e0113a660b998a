import {element} from "./dom.js";

/** A link to another page of the site, with this page's filters; nothing where the site has no such page. */
export function pageLink(page: string, text: string): HTMLElement | string {
  const link = document.querySelector<HTMLAnchorElement>(`#observablehq-sidebar a[href*="/${page}"]`);
  return link ? element("a", {class: "more", href: link.getAttribute("href")!}, text) : "";
}
