import type {Config} from "@observablehq/framework/dist/config.js";
import {readCatalog} from "./catalog.ts";
import {checkCode} from "./check-code.ts";
import {checkFiles} from "./check-files.ts";
import {checkLinks} from "./check-links.ts";
import {checkQueries, checkTables} from "./check-queries.ts";
import {getCacheDir} from "./config.ts";
import type {MadeFiles} from "./made-files.ts";
import {checkModule, readModules} from "./modules.ts";
import type {Page} from "./pages.ts";
import {readPage} from "./pages.ts";
import type {Problem} from "./problems.ts";
import {openPublished} from "./query-results.ts";

export interface SiteCheck {
  pages: Page[];
  problems: Problem[];
  warnings: Problem[];
}

/**
 * All that can be known about the pages without a browser: code, imports, links, queries and files, in this order. Files come from loaders, and
 * results of queries go into Framework's cache, unless `made` has them.
 */
export async function checkSite(config: Config, publishDir: string, made?: MadeFiles): Promise<SiteCheck> {
  const {pages, problems} = await readPages(config);
  const modules = await readModules(config, pages);
  for (const page of pages) problems.push(...(await checkCode(config, page)));
  for (const module of modules) problems.push(...(await checkModule(config.root, module)));
  const catalog = await readCatalog(publishDir);
  problems.push(...checkLinks(pages), ...checkTables(modules, catalog));
  const engine = made ? await made.openEngine() : await openPublished(publishDir, catalog);
  const queries = await checkQueries(pages, engine, catalog, made ? undefined : getCacheDir(config));
  problems.push(...queries.problems);
  if (problems.length === 0) problems.push(...(await checkFiles(config, pages, modules, made)));
  return {pages, problems, warnings: queries.warnings};
}

/** The pages of the site but drafts, and those that are listed but missing. */
export async function readPages(config: Config): Promise<{pages: Page[]; problems: Problem[]}> {
  const pages: Page[] = [];
  const problems: Problem[] = [];
  for await (const path of config.paths()) {
    if (/\.\w+$/.test(path)) continue;
    const page = await readPage(config, path);
    if (page) pages.push(page);
    else
      problems.push({
        file: "observablehq.config.ts",
        message: `the page ${path} is listed, but there is no ${config.root}${path}.md`
      });
  }
  return {pages: pages.filter(({data}) => !data.draft), problems};
}
