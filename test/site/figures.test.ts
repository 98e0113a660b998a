/**
 * The figures of the pages are those of the input files, under several filters. A page's cases are a file of its own in figures/, found by itself:
 *
 *     export const figures: PageFigures = {
 *       path: "/delivery",
 *       figures: [{at: tile("Late deliveries"), sql: "select count(*) from chosen where is_late", format: formatCount}]
 *     };
 *
 * `at` names a tile, the cell of a table, or a part of a chart's or the page's text (figure.ts). `sql` asks the input files for one value, by the
 * tables and the views of the filters in input-files.ts. `searches` replaces the usual filters. A page is loaded once for each of them.
 */
import {readdir} from "node:fs/promises";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {launchBrowser} from "./browser.ts";
import {findOlist} from "./built-site.ts";
import {nameFigure, readFigures, usualSearches, type Figure, type PageFigures} from "./figure.ts";
import {InputFiles} from "./input-files.ts";
import {Reader} from "./reader.ts";
import {Report} from "./report.ts";

const folder = join(import.meta.dirname, "figures");
const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
const pages = await Promise.all(names.map(importFigures));
const olist = findOlist();

describe.skipIf(!olist)(
  `figures are those of the input files${olist ? "" : ": set OLIST_DATA_DIR to check them"}`,
  () => {
    let report: Report;
    let files: InputFiles;
    let browser: Browser;

    beforeAll(async () => {
      report = await Report.open(olist);
      files = await InputFiles.open(olist!);
      browser = await launchBrowser();
    });

    afterAll(async () => {
      await browser?.close();
      files?.close();
      await report?.close();
    });

    describe.each(pages)("$path", ({path, searches = usualSearches, figures}) => {
      test.each(searches)("under the filters “%s”", async (search) => {
        const expected = await askFigures(files, search, figures);
        const reader = await Reader.open(browser, report.url);
        await reader.go(path + search);
        await expect.poll(() => readFigures(reader.page, figures)).toEqual(expected);
        expect(reader.complaints).toEqual([]);
        await reader.close();
      });
    });
  }
);

async function importFigures(name: string): Promise<PageFigures> {
  const {figures} = (await import(join(folder, name))) as {figures: PageFigures};
  return figures;
}

async function askFigures(files: InputFiles, search: string, figures: readonly Figure[]) {
  await files.choose(search);
  const values: Record<string, string> = {};
  for (const figure of figures) {
    const value = await files.ask(figure.sql);
    values[nameFigure(figure)] = figure.format ? figure.format(Number(value)) : String(value);
  }
  return values;
}
