import {publishPath, resolveSettings} from "./pipeline/settings.ts";
import {readMetrics} from "./pipeline/metrics.ts";
import {readQuestions} from "./pipeline/questions.ts";
import {readCatalog} from "./pipeline/site/catalog.ts";
import {readPages} from "./pipeline/site/check-site.ts";
import {readSiteConfig} from "./pipeline/site/config.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";
import {listEntries} from "./pipeline/site/search-entries.ts";

await runLoader(async () => {
  const settings = resolveSettings();
  const [{pages}, questions, metrics, catalog] = await Promise.all([
    readPages(await readSiteConfig()),
    readQuestions(settings.root),
    readMetrics(settings.root),
    readCatalog(publishPath(settings))
  ]);
  return JSON.stringify(listEntries({pages, questions, metrics, catalog}));
});
