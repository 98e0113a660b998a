import {findAssets} from "@observablehq/framework/dist/html.js";
import {resolvePath} from "@observablehq/framework/dist/path.js";
import type {Page} from "./pages.ts";
import {lineAt} from "./pages.ts";
import type {Problem} from "./problems.ts";

/** Links of pages to pages that do not exist, or to a heading that the page does not have. */
export function checkLinks(pages: readonly Page[]): Problem[] {
  const found = new Map(pages.map((page) => [page, findAssets(joinHtml(page), page.path)]));
  const anchors = new Map(pages.map((page) => [page.path, found.get(page)!.anchors]));
  return pages.flatMap((page) => {
    const broken = [...found.get(page)!.localLinks].filter((link) => !isTarget(link, anchors));
    return broken.map((link) => ({file: page.file, line: findLink(page, link), message: explain(link, anchors)}));
  });
}

function joinHtml({header, body, footer}: Page): string {
  return [header, body, footer].filter(Boolean).join("\n");
}

function isTarget(link: string, anchors: Map<string, Set<string>>): boolean {
  const {path, anchor} = split(link);
  return anchors.has(path) && (anchor === "" || anchors.get(path)!.has(anchor));
}

function explain(link: string, anchors: Map<string, Set<string>>): string {
  const {path, anchor} = split(link);
  if (anchors.has(path)) return `broken link: ${path} has no heading or id "${anchor}"`;
  return `broken link: there is no page ${path}. Pages are ${[...anchors.keys()].join(", ")}`;
}

function split(link: string): {path: string; anchor: string} {
  const [rest = "", anchor = ""] = link.split("#");
  return {path: normalize(rest), anchor: decodeURIComponent(anchor)};
}

function normalize(path: string): string {
  const [pathname = ""] = path.split("?");
  return decodeURI(pathname)
    .replace(/\.html$/i, "")
    .replace(/\/$/, "/index");
}

/** The line of the link's first mention in Markdown or HTML. */
function findLink({path, source}: Page, link: string): number | undefined {
  for (const match of source.matchAll(/(?:\]\(\s*<?|href\s*=\s*["']?)([^\s"'<>)]+)/g)) {
    const [target = "", anchor] = match[1]!.split("#");
    const resolved = normalize(resolvePath(path, target.split("?")[0]!));
    if (resolved === split(link).path && (anchor ?? "") === (link.split("#")[1] ?? ""))
      return lineAt(source, match.index);
  }
  return undefined;
}
