import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {JSDOM, VirtualConsole} from "jsdom";
import svgPath from "svgpath";
import type {PageScript} from "./bundle-plugins.ts";
import type {RunPage} from "./prerender-scripts.ts";
import {compilePages} from "./prerender-scripts.ts";

/** Of the address only the path counts: pages ask for files by it. */
const origin = "http://prerender.invalid";

/** Of a chart that is filled in: between those of a wide screen and a phone, in a grid's columns and without. */
const widths = {grid: 360, alone: 520};

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
 * script has run. The first chart becomes a picture that fits itself into any width, the others become boxes of their height. All of it is inert until the
 * page's own script replaces it.
 */
export async function prerender(dir: string, pages: Map<string, PageScript>): Promise<Skipped[]> {
  const runs = await compilePages(dir, pages, origin);
  const skipped: Skipped[] = [];
  for (const [page, {html, script}] of pages) {
    try {
      pages.set(page, {script, html: await fillPage(dir, page, html, runs.get(page)!)});
    } catch (error) {
      skipped.push({page, reason: (error as Error).message});
    }
  }
  return skipped;
}

async function fillPage(dir: string, page: string, html: string, run: RunPage): Promise<string> {
  const errors: Error[] = [];
  const virtualConsole = new VirtualConsole();
  const note = (error: unknown) => errors.push(error instanceof Error ? error : new Error(String(error)));
  for (const event of ["error", "jsdomError"]) virtualConsole.on(event, note);
  const url = `${origin}/${page.replace(/(index)?\.html$/, "")}`;
  const dom = new JSDOM(html, {url, runScripts: "outside-only", pretendToBeVisual: true, virtualConsole});
  try {
    const pending = imitateBrowser(dom.window, dir);
    const starts = markStarts(dom.window.document);
    run(dom.getInternalVMContext());
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
    observe(target: Element) {
      queueMicrotask(() => this.callback([{target, contentRect: {width: findWidth(target), height: 400}}], this));
    }
    unobserve() {}
    disconnect() {}
  }
  const matchMedia = () => ({matches: false, addEventListener() {}, removeEventListener() {}});
  Object.assign(window, {fetch: read, ResizeObserver: Observer, matchMedia, Response, TextDecoder, TextEncoder});
  Object.assign(window, {IntersectionObserver: UnseenObserver, requestIdleCallback: () => 0, structuredClone});
  return pending;
}

const findWidth = (target: Element) => (target.closest(".grid") ? widths.grid : widths.alone);

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
  const [first] = [...starts].flatMap(([end, start]) => findCharts(start, end));
  first?.setAttribute(firstChart, "");
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
  for (const chart of box.querySelectorAll(charts)) {
    const place = makeBox(chart);
    chart.replaceWith(place);
    if (chart.hasAttribute(firstChart)) place.append(makePicture(chart));
  }
  for (const path of box.querySelectorAll(".sparkline path"))
    path.setAttribute("d", shortenPath(path.getAttribute("d")!, 1));
  for (const named of box.querySelectorAll("[id]")) named.removeAttribute("id");
  return box.innerHTML;
}

const charts = "svg[role=img], .map > svg";
const firstChart = "data-first";

function findCharts(start: Comment, end: Comment): Element[] {
  const found: Element[] = [];
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling)
    if (node.nodeType === 1) found.push(...(node as Element).querySelectorAll(charts));
  return found;
}

/** Takes the room of a chart. */
function makeBox(chart: Element): HTMLElement {
  const box = chart.ownerDocument.createElement("div");
  const height = chart.getAttribute("height");
  if (height) box.style.height = `${height}px`;
  return box;
}

/** Of a chart only what is seen: its text stands in the chart that follows. Whatever its room is, it fits in as a whole. */
function makePicture(chart: Element): Element {
  const drawn = [chart, ...chart.querySelectorAll("*")];
  for (const title of chart.querySelectorAll("title")) title.remove();
  for (const node of drawn) {
    for (const {name, value} of [...node.attributes]) {
      if (/^(role|tabindex|aria-.*|data-.*)$/.test(name)) node.removeAttribute(name);
      else if (name === "d") node.setAttribute(name, shortenPath(value, 0));
      else if (isPlace.test(name)) node.setAttribute(name, roundNumbers(value));
    }
  }
  chart.setAttribute("aria-hidden", "true");
  Object.assign((chart as SVGElement).style, {width: "100%", height: "100%"});
  return chart;
}

/** Attributes that say where something stands, to a tenth of a pixel; the outline of a shape is well told to a whole one. */
const isPlace = /^(transform|points|[cr]?[xy][12]?|r|d[xy]|width|height)$/;

const roundNumbers = (text: string) =>
  text.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(1))));

/** Each point of a path as its distance from the one before, which takes half the letters. */
const shortenPath = (path: string, digits: number) => svgPath(path).round(digits).rel().round(digits).toString();
