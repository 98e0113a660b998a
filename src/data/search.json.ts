import {publishPath, resolveSettings} from "./pipeline/settings.ts";
import {readCatalog} from "./pipeline/site/catalog.ts";
import {readSiteConfig} from "./pipeline/site/config.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";
import {describeSearch} from "./pipeline/site/search-entries.ts";

await runLoader(async () => {
  const settings = resolveSettings();
  const catalog = await readCatalog(publishPath(settings));
  return JSON.stringify(await describeSearch(await readSiteConfig(), settings.root, catalog));
});
