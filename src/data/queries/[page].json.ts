import {parseArgs} from "node:util";
import {publishPath, resolveSettings} from "../pipeline/settings.ts";
import {readCatalog} from "../pipeline/site/catalog.ts";
import {readSiteConfig} from "../pipeline/site/config.ts";
import {computePageResults} from "../pipeline/site/page-results.ts";
import {openPublished} from "../pipeline/site/query-results.ts";
import {runLoader} from "../pipeline/site/run-loader.ts";

const {values} = parseArgs({options: {page: {type: "string", default: "index"}}});
await runLoader(async () => {
  const publishDir = publishPath(resolveSettings());
  const catalog = await readCatalog(publishDir);
  const engine = await openPublished(publishDir, catalog);
  return computePageResults(await readSiteConfig(), `/${values.page}`, {engine, catalog});
});
