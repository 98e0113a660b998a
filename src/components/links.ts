const originals = new WeakMap<HTMLAnchorElement, string>();

/** Lets every link to another page of the site carry this query string, so that filters stay on from page to page. */
export function carryFilters(search: string) {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (!originals.has(link)) originals.set(link, link.getAttribute("href")!);
    const href = originals.get(link)!;
    if (isPage(href)) link.setAttribute("href", addSearch(href, search));
  }
}

/** Puts a query string into a link that has none of its own, before its fragment. */
export function addSearch(href: string, search: string): string {
  const [, path, fragment] = /^([^#]*)(#.*)?$/.exec(href)!;
  return path!.includes("?") ? href : `${path}${search}${fragment ?? ""}`;
}

/** A relative link to a page: no scheme, not only a fragment, no file extension but html. */
export function isPage(href: string): boolean {
  if (/^(?:[a-z][\w+.-]*:|\/\/|#)/i.test(href)) return false;
  const path = href.replace(/[?#].*$/, "");
  return path.endsWith(".html") || !/\.\w+$/.test(path);
}
