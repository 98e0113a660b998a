import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {setTimeout as sleep} from "node:timers/promises";
import type {Browser, BrowserContextOptions, Locator, Page} from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const blocked = "Service Worker registration blocked by Playwright";

/**
 * Runs in a page before its own scripts: what a page puts off by seconds, for its view to come first, waits until `letGo()` is called, however slow the
 * machine is.
 */
export const holdLater = `{
  const held = [];
  const start = globalThis.setTimeout;
  globalThis.setTimeout = (work, delay = 0, ...values) =>
    delay < 3000 ? start(work, delay, ...values) : held.push(() => work(...values));
  globalThis.letGo = () => held.splice(0).forEach((work) => start(work));
}`;

type Violation = {id: string; nodes: {target: unknown; failureSummary?: string}[]};

/** Of what Playwright itself waits for; what is polled has as long, by vitest.config.ts. */
export const patience = 40_000;

/** Charts far from view are drawn before a page is printed; then all of it stands. */
export const drawsAll = `!document.querySelector("observablehq-loading")
  && (dispatchEvent(new Event("beforeprint")), !document.querySelector("[data-waits]"))`;

/** A page of the report in a browser of its own profile, with everything on it that should not be. */
export class Reader {
  /** Console errors and warnings, uncaught errors, requests to other hosts. */
  readonly complaints: string[] = [];
  readonly requested: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly url: string
  ) {
    page.on("console", (message) => {
      const isComplaint = ["error", "warning"].includes(message.type()) && !message.text().includes(blocked);
      if (isComplaint) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("request", (request) => this.watch(request.url()));
  }

  /** A service worker, which would answer in place of the routes that tests put in, is let in only where it is asked for. */
  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Reader> {
    const usual = {viewport: {width: 1280, height: 900}, serviceWorkers: "block"} as const;
    const context = await browser.newContext({...usual, ...options});
    context.setDefaultTimeout(patience);
    return new Reader(await context.newPage(), url);
  }

  private watch(href: string) {
    const isOwn = [this.url, "data:", "blob:"].some((start) => href.startsWith(start));
    if (isOwn) this.requested.push(href.slice(this.url.length));
    else this.complaints.push(`request to ${href}`);
  }

  /** Goes to a page of figures and waits for its answers. */
  async go(path: string): Promise<void> {
    await this.visit(path);
    await this.page.locator(".lead", {hasText: /\w/}).waitFor();
    await this.page.locator(".chart :is(svg, .empty)").first().waitFor();
  }

  /** Goes to a page and waits until it stands. */
  async visit(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.stand();
  }

  /** Waits until the page's own script has replaced all that the build filled in, and has drawn every chart. */
  async stand(): Promise<void> {
    await this.page.locator("html[lang=en]").waitFor({state: "attached"});
    await this.page.waitForFunction(drawsAll);
  }

  lead(): Promise<string> {
    return this.page.locator(".lead").innerText();
  }

  tile(label: string): Locator {
    const name = this.page.locator("dt", {hasText: new RegExp(`^${label}$`)});
    return this.page.locator(".tiles > div", {has: name}).first();
  }

  value(label: string): Promise<string> {
    return this.tile(label).locator(".value").innerText();
  }

  total(label: string): Promise<string> {
    const name = this.page.locator("dt", {hasText: new RegExp(`^${label}$`)});
    return this.page.locator(".totals dl > div", {has: name}).locator("dd").innerText();
  }

  select(label: string): Locator {
    return this.page.getByLabel(label, {exact: true});
  }

  text(): Promise<string> {
    return this.page.locator("main").innerText();
  }

  /** Adds up what is sent from here on, with as much for the head of each file as the project's own server sends. */
  countBytes(): () => Promise<number> {
    const sizes: Promise<number>[] = [];
    this.page.on("response", (response) => sizes.push(response.body().then(({length}) => length + 640)));
    return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  /** The query of the address, as the page itself has it. */
  search(): Promise<string> {
    return this.page.evaluate(() => location.search);
  }

  /** How wide the page is for who scrolls, once charts have taken the width there is. */
  width(): Promise<number> {
    return this.page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      return document.documentElement.scrollWidth;
    });
  }

  /** Texts of charts that are shortened or leave the chart's card, and heads and names of tables that do not fit in. */
  cutNames(): Promise<string[]> {
    return this.page.evaluate(() => {
      const select = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
      const leaves = (text: Element) => {
        const [own, card] = [text, text.closest(".card")!].map((each) => each.getBoundingClientRect());
        return own!.width > 0 && (own!.left < card!.left || own!.right > card!.right);
      };
      const inCharts = select(".card .chart svg text").filter((text) => /…$/.test(text.textContent!) || leaves(text));
      const inTables = select(".table th").filter((head) => head.scrollWidth > head.clientWidth);
      return [...inCharts, ...inTables].map(({textContent}) => textContent!);
    });
  }

  /** Rules of WCAG 2 that the page breaks. */
  async audit(): Promise<string[]> {
    await this.page.evaluate(readFileSync(axePath, "utf8"));
    const violations = await this.page.evaluate(async () => {
      const {axe} = globalThis as unknown as {axe: {run(options: object): Promise<{violations: Violation[]}>}};
      return (await axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})).violations;
    });
    return violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => JSON.stringify(node.target)).join(" ")}`);
  }

  /** Chromium now and then never answers when a context is closed amid a page's start; the end of the browser ends it too. */
  async close(): Promise<void> {
    await Promise.race([this.page.context().close(), sleep(5000, undefined, {ref: false})]);
  }
}
