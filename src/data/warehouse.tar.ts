import {publishPath, resolveSettings} from "./pipeline/settings.ts";
import {packPublished} from "./pipeline/site/archive.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";

await runLoader(() => packPublished(publishPath(resolveSettings())));
