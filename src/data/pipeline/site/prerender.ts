import {readFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {Script} from "node:vm";
import type {Plugin} from "esbuild";
import {build} from "esbuild";
import {JSDOM, VirtualConsole} from "jsdom";
import type {PageScript} from "./bundle-plugins.ts";
import {bundles, readScripts, resolveModules} from "./bundle-plugins.ts";

/** Of the address only the path counts: pages ask for files by it. */
const origin = "http://prerender.invalid";

/** Wide enough for charts to have their usual height. */
const contentRect = {width: 640, height: 400};

const root = /^:[0-9a-f]{8}(?:-\d+)?:$/;
const quietTime = 60;
const longest = 5000;

/** A page that could not be filled in. */
export interface Skipped {
  page: string;
  reason: string;
}

/**
 * Runs pages without a browser, as their readers open them, and puts what their cells show into their HTML, so that the answer stands before any
 * script has run. Charts become boxes of their height. All of it is inert until the page's own script replaces it.
 */
export async function prerender(dir: string, pages: Map<string, PageScript>): Promise<Skipped[]> {
  const bundle = await bundlePages(dir, pages);
  const skipped: Skipped[] = [];
  for (const [page, {html, script}] of pages) {
    const scripts = [bundle, new Script(`runPage[${JSON.stringify(page)}]()`)];
    try {
      pages.set(page, {script, html: await fillPage(dir, page, html, scripts)});
    } catch (error) {
      skipped.push({page, reason: (error as Error).message});
    }
  }
  return skipped;
}

/** One script with all pages, each of which runs when it is called. */
async function bundlePages(dir: string, pages: Map<string, PageScript>): Promise<Script> {
  const runs = [...pages.keys()].map(
    (page) => `${JSON.stringify(page)}: () => require(${JSON.stringify(`page:${page}`)})`
  );
  const here = JSON.stringify(`${origin}/${bundles}/page.js`);
  const {outputFiles} = await build({
    stdin: {contents: `globalThis.runPage = {${runs.join(",")}};`, resolveDir: resolve(dir)},
    bundle: true,
    write: false,
    format: "iife",
    target: "node20",
    define: {"import.meta.url": here, "import.meta.resolve": "String"},
    logLevel: "silent",
    plugins: [readScripts(dir, pages), leaveOutLater, resolveModules(dir)]
  });
  return new Script(outputFiles[0]!.text);
}

/** What a page imports only when it needs it is not needed to show it. */
const leaveOutLater: Plugin = {
  name: "later imports",
  setup({onResolve}) {
    onResolve({filter: /./}, ({path, kind}) => (kind === "dynamic-import" ? {path, external: true} : undefined));
  }
};

async function fillPage(dir: string, page: string, html: string, scripts: readonly Script[]): Promise<string> {
  const errors: Error[] = [];
  const virtualConsole = new VirtualConsole();
  const note = (error: unknown) => errors.push(error instanceof Error ? error : new Error(String(error)));
  for (const event of ["error", "jsdomError"]) virtualConsole.on(event, note);
  const url = `${origin}/${page.replace(/(index)?\.html$/, "")}`;
  const dom = new JSDOM(html, {url, runScripts: "outside-only", pretendToBeVisual: true, virtualConsole});
  try {
    const pending = imitateBrowser(dom.window, dir);
    const starts = markStarts(dom.window.document);
    for (const script of scripts) script.runInContext(dom.getInternalVMContext());
    await settle(dom.window, pending);
    for (const option of dom.window.document.querySelectorAll("option"))
      option.toggleAttribute("selected", option.selected);
    if (errors.length > 0) throw errors[0];
    return fillIn(html, starts);
  } finally {
    dom.window.close();
  }
}

type Window = JSDOM["window"];

/** Sees nothing: nothing is in view where nothing is laid out. */
class UnseenObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** What pages use and jsdom lacks. Only small files are there: a query without a shipped result stays open. */
function imitateBrowser(window: Window, dir: string): {count: number} {
  const pending = {count: 0};
  const never = new Promise<never>(() => undefined);
  const read = async (href: unknown) => {
    const {pathname} = new URL(String(href), window.location.href);
    if (!/^\/_file\/.*\.json$/.test(pathname)) return never;
    pending.count++;
    try {
      return new Response(await readFile(join(dir, decodeURI(pathname))));
    } finally {
      pending.count--;
    }
  };
  class Observer {
    constructor(readonly callback: (entries: object[], observer: Observer) => void) {}
    observe(target: object) {
      queueMicrotask(() => this.callback([{target, contentRect}], this));
    }
    unobserve() {}
    disconnect() {}
  }
  const matchMedia = () => ({matches: false, addEventListener() {}, removeEventListener() {}});
  Object.assign(window, {fetch: read, ResizeObserver: Observer, matchMedia, Response, TextDecoder, TextEncoder});
  Object.assign(window, {IntersectionObserver: UnseenObserver, requestIdleCallback: () => 0, structuredClone});
  return pending;
}

/** Marks where the content of each cell begins; its end is the cell's comment. */
function markStarts(document: Document): Map<Comment, Comment> {
  const roots: Comment[] = [];
  const comments = document.createNodeIterator(document.body, 128);
  for (let node = comments.nextNode() as Comment | null; node; node = comments.nextNode() as Comment | null) {
    if (root.test(node.data)) roots.push(node);
  }
  return new Map(
    roots.map((comment) => {
      const {previousSibling} = comment;
      const loading = isLoading(previousSibling) ? previousSibling : undefined;
      const start = document.createComment(loading ? "loading" : "start");
      comment.parentNode!.insertBefore(start, loading ?? comment);
      return [comment, start];
    })
  );
}

const isLoading = (node: ChildNode | null): node is Element => node?.nodeName === "OBSERVABLEHQ-LOADING";

/** Waits until the page has stood still for a while with no file under way. */
async function settle(window: Window, pending: {count: number}): Promise<void> {
  const started = performance.now();
  let changed = started;
  const observer = new window.MutationObserver(() => (changed = performance.now()));
  observer.observe(window.document.body, {childList: true, subtree: true, characterData: true});
  while (performance.now() - started < longest) {
    await sleep(10);
    if (pending.count === 0 && performance.now() - changed > quietTime) return;
  }
}

function fillIn(html: string, starts: Map<Comment, Comment>): string {
  const shown = new Map([...starts].map(([comment, start]) => [comment.data, readContent(start, comment)]));
  return html.replace(
    /(<observablehq-loading><\/observablehq-loading>)?<!--(:[0-9a-f-]+:)-->/g,
    (whole, _, id: string) => {
      const content = shown.get(id);
      return content !== undefined
        ? `<observablehq-loading class="prerendered" inert>${content}</observablehq-loading><!--${id}-->`
        : whole;
    }
  );
}

/** The HTML between two comments; undefined where the cell shows nothing yet, or never does. */
function readContent(start: Comment, end: Comment): string | undefined {
  if (start.nextSibling === end && start.data !== "loading") return undefined;
  const box = start.ownerDocument.createElement("div");
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) {
    if (isLoading(node)) return undefined;
    box.append(node.cloneNode(true));
  }
  for (const chart of box.querySelectorAll("svg[role=img], .map > svg")) chart.replaceWith(makeBox(chart));
  for (const named of box.querySelectorAll("[id]")) named.removeAttribute("id");
  return box.innerHTML;
}

/** Takes the room of a chart. */
function makeBox(chart: Element): HTMLElement {
  const box = chart.ownerDocument.createElement("div");
  const height = chart.getAttribute("height");
  if (height) box.style.height = `${height}px`;
  return box;
}
