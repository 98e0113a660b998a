import type {Browser, BrowserContextOptions} from "playwright-core";
import {afterAll, afterEach, beforeAll} from "vitest";
import {launchBrowser} from "./browser.ts";
import {Reader} from "./reader.ts";
import {Report} from "./report.ts";

/** A report and a browser, there from a file's first test to its last, and readers, closed after the test that opened them. */
export interface Visits {
  report: Report;
  browser: Browser;
  /** A reader with a profile of its own who has not opened a page yet; a browser that has ended is started again. */
  open(options?: BrowserContextOptions): Promise<Reader>;
}

/** To be called at the head of a test file. */
export function shareVisits(): Visits {
  const readers: Reader[] = [];
  const visits = {
    async open(options) {
      if (!visits.browser.isConnected()) visits.browser = await launchBrowser();
      const reader = await Reader.open(visits.browser, visits.report.url, options);
      readers.push(reader);
      return reader;
    }
  } as Visits;
  beforeAll(async () => {
    visits.report = await Report.open();
    visits.browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) await reader.close();
  });
  afterAll(async () => {
    await visits.browser.close();
    await visits.report.close();
  });
  return visits;
}
