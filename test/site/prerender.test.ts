import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchBrowser} from "./browser.ts";
import {drawsAll} from "./reader.ts";
import {Report} from "./report.ts";

const pages = ["/", "/sales", "/delivery"];
let report: Report;
let browser: Browser;

beforeAll(async () => {
  report = await Report.open();
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser.close();
  await report.close();
});

const readTexts = (page: Page, selector: string) => page.locator(selector).allInnerTexts();

async function readPage(path: string, javaScriptEnabled: boolean) {
  const context = await browser.newContext({javaScriptEnabled});
  const page = await context.newPage();
  await page.goto(report.url + path);
  if (javaScriptEnabled) await page.waitForFunction(drawsAll);
  const [lead, values, titles, options] = await Promise.all(
    [".lead", ".tiles .value", ".chart h3", ".filters select > [selected]"].map((selector) => readTexts(page, selector))
  );
  await context.close();
  return {lead, values, titles, options};
}

test.each(pages)("%s says the same before its script has run as after", async (path) => {
  const [before, after] = [await readPage(path, false), await readPage(path, true)];
  expect(before.lead).toEqual(after.lead);
  expect(before.lead![0]).toMatch(/\d/);
  expect(before.values).toEqual(after.values);
  expect(before.titles).toEqual(after.titles);
  expect(before.options!.length).toBeGreaterThan(1);
});

test("a page with filters in its address hides the figures of the default view until its own stand", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route(/\/bundles\//, () => undefined);
  await page.goto(`${report.url}/sales?state=SP`, {waitUntil: "commit"});
  await page.locator(".lead .prerendered").waitFor({state: "attached"});
  expect(await page.locator(".lead").evaluate((lead) => getComputedStyle(lead.firstElementChild!).visibility)).toBe(
    "hidden"
  );
  await page.goto(`${report.url}/sales`, {waitUntil: "commit"});
  await page.locator(".lead .prerendered").waitFor({state: "attached"});
  expect(await page.locator(".lead").evaluate((lead) => getComputedStyle(lead.firstElementChild!).visibility)).toBe(
    "visible"
  );
  await context.close();
});

test("no picture is filled in, of a map neither, whose shapes are buttons", async () => {
  const html = await (await fetch(`${report.url}/geography`)).text();
  expect(html).toMatch(/<h3>Revenue by state<\/h3>/);
  expect(html).not.toMatch(/<svg[^>]* aria-label="Revenue by state"/);
});

test("a chart far from view is stood in for by its title until its reader comes near or prints", async () => {
  const context = await browser.newContext({viewport: {width: 1280, height: 700}});
  const page = await context.newPage();
  await page.goto(`${report.url}/products`);
  const far = page.locator(".resized[data-far]");
  await page.waitForFunction("!document.querySelector('observablehq-loading, [data-waits]:not([data-far])')");
  const count = await far.count();
  expect(count).toBeGreaterThan(1);
  expect(await far.last().locator("h3").innerText()).toMatch(/\w/);
  expect(await far.locator("svg[role=img], button").count()).toBe(0);
  const last = await far.last().elementHandle();
  await last!.scrollIntoViewIfNeeded();
  await expect.poll(() => last!.$("svg[role=img]"), {timeout: 10_000}).toBeTruthy();
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await page.locator("[data-waits]").count()).toBe(0);
  await context.close();
});

test("nothing moves when the script of a page replaces what was filled in", async () => {
  const context = await browser.newContext({viewport: {width: 412, height: 900}});
  const page = await context.newPage();
  await page.addInitScript(`
    globalThis.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({value}) => (shift += value))).observe({type: "layout-shift", buffered: true});
  `);
  for (const path of pages) {
    await page.goto(report.url + path);
    await page.waitForFunction("!document.querySelector('observablehq-loading, [data-waits]:not([data-far])')");
    await page.waitForTimeout(500);
    expect(await page.evaluate<number>("shift")).toBeLessThan(0.1);
    while ((await page.locator("[data-far]").count()) > 0) {
      await page.mouse.wheel(0, 450);
      await page.waitForTimeout(100);
    }
    expect(await page.evaluate<number>("shift")).toBeLessThan(0.1);
  }
  await context.close();
});
