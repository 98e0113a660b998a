import {resolveSettings} from "./pipeline/settings.ts";
import {describeRuns} from "./pipeline/site/runs.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";

await runLoader(async () => JSON.stringify(await describeRuns(resolveSettings())));
