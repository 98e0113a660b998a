import {describeCatalogue} from "./pipeline/profile/catalogue.ts";
import {resolveSettings} from "./pipeline/settings.ts";
import {packFiles} from "./pipeline/site/archive.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";

await runLoader(async () => {
  const files = await describeCatalogue(resolveSettings());
  return packFiles(Object.entries(files).map(([name, content]) => [`${name}.json`, JSON.stringify(content)]));
});
