import {publishPath, resolveSettings} from "./pipeline/settings.ts";
import {describePageLineage} from "./pipeline/site/lineage.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";

await runLoader(async () => JSON.stringify(await describePageLineage(publishPath(resolveSettings()), "src")));
