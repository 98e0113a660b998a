import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {launchBrowser} from "./browser.ts";
import {drawsAll, holdLater, Reader} from "./reader.ts";
import {Report} from "./report.ts";

const pages = ["/", "/sales", "/delivery"];
let report: Report;
let browser: Browser;

beforeAll(async () => {
  report = await Report.open();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await report.close();
});

/** What is in view stands, or is about to. */
const drawsNear = "!document.querySelector('observablehq-loading, [data-waits]:not([data-far])')";

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

/** Runs in the page: adds up by how much things jump, and tells it once two frames are drawn. */
const addShifts = `
  let shift = 0;
  const add = (entries) => entries.forEach(({value}) => (shift += value));
  const shifts = new PerformanceObserver((list) => add(list.getEntries()));
  shifts.observe({type: "layout-shift", buffered: true});
  globalThis.readShift = async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    add(shifts.takeRecords());
    return shift;
  };
`;

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

test.each(["/", "/geography"])(
  "%s shows a picture of its first chart before its script has run, and of no other",
  async (path) => {
    const countShapes = (svg: Element) => svg.querySelectorAll(svg.closest(".map") ? "path" : "rect").length;
    const [before, after] = await Promise.all(
      [false, true].map(async (javaScriptEnabled) => {
        const context = await browser.newContext({javaScriptEnabled});
        const page = await context.newPage();
        await page.goto(report.url + path);
        if (javaScriptEnabled) await page.waitForFunction(drawsAll);
        return {context, page, pictures: page.locator(".chart svg")};
      })
    );
    expect(await before!.pictures.count()).toBe(1);
    expect(await after!.pictures.count()).toBeGreaterThan(1);
    const picture = before!.pictures.first();
    const count = await after!.pictures.first().evaluate(countShapes);
    expect(count).toBeGreaterThan(10);
    expect(await picture.evaluate(countShapes)).toBe(count);
    const {width, height} = (await picture.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThan(100);
    expect(await picture.locator("xpath=descendant-or-self::*[@role or @tabindex or @aria-label]").count()).toBe(0);
    for (const {context} of [before!, after!]) await context.close();
  }
);

test("a chart far from view is stood in for by its title until its reader comes near or prints", async () => {
  const context = await browser.newContext({viewport: {width: 1280, height: 700}});
  const page = await context.newPage();
  await page.addInitScript(holdLater);
  await page.goto(`${report.url}/products`);
  const far = page.locator(".resized[data-far]");
  await page.waitForFunction(drawsNear);
  const count = await far.count();
  expect(count).toBeGreaterThan(1);
  const charts = far.filter({has: page.locator("h3")});
  expect(await charts.last().locator("h3").innerText()).toMatch(/\w/);
  expect(await far.locator("svg[role=img], button").count()).toBe(0);
  const last = await charts.last().elementHandle();
  await last!.scrollIntoViewIfNeeded();
  await expect.poll(() => last!.$("svg[role=img]")).toBeTruthy();
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await page.locator("[data-waits]").count()).toBe(0);
  await context.close();
});

test("a changed filter leaves what is far from view its room until its reader comes near", async () => {
  const reader = await Reader.open(browser, report.url, {viewport: {width: 1280, height: 700}});
  const {page} = reader;
  await reader.visit("/products");
  const readHeight = () => page.evaluate<number>("document.documentElement.scrollHeight");
  const before = await readHeight();
  const card = (await page.locator(".card:has(.chart)").last().elementHandle())!;
  const old = await card.$("svg[role=img]");
  await reader.select("State").selectOption("SP");
  await page.waitForFunction((old) => !old!.isConnected, old);
  await page.waitForFunction(drawsNear);
  expect(await (await card.$(".resized[data-far]"))!.innerText()).toBe("");
  expect(Math.abs((await readHeight()) / before - 1)).toBeLessThan(0.1);
  await card.scrollIntoViewIfNeeded();
  await card.waitForSelector("svg[role=img]");
  expect(reader.complaints).toEqual([]);
  await reader.close();
});

test("nothing moves when the script of a page replaces what was filled in", async () => {
  const context = await browser.newContext({viewport: {width: 412, height: 900}});
  const page = await context.newPage();
  await page.addInitScript(holdLater + addShifts);
  const readShift = () => page.evaluate<number>("readShift()");
  const isEnd = () => page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1");
  for (const path of pages) {
    await page.goto(report.url + path);
    await page.waitForFunction(drawsNear);
    await page.waitForFunction("!document.documentElement.classList.contains('settling')");
    expect(await readShift()).toBeLessThan(0.1);
    while (!(await isEnd())) {
      const before = await page.evaluate("scrollY");
      await page.mouse.wheel(0, 450);
      await expect.poll(async () => (await isEnd()) || (await page.evaluate("scrollY")) !== before).toBe(true);
      await page.waitForFunction(drawsNear);
    }
    expect(await page.locator("[data-far]").count()).toBe(0);
    expect(await readShift()).toBeLessThan(0.1);
  }
  await context.close();
});
