import {publishPath, resolveSettings} from "./pipeline/settings.ts";
import {readCatalog} from "./pipeline/site/catalog.ts";
import {computeMetrics} from "./pipeline/site/metric-values.ts";
import {openPublished} from "./pipeline/site/query-results.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";

await runLoader(async () => {
  const settings = resolveSettings();
  const publishDir = publishPath(settings);
  const engine = await openPublished(publishDir, await readCatalog(publishDir));
  return JSON.stringify(await computeMetrics(settings.root, engine));
});
