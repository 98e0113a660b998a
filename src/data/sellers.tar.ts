import {publishPath, resolveSettings} from "./pipeline/settings.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";
import {packSellerResults} from "./pipeline/site/seller-results.ts";

await runLoader(() => packSellerResults(publishPath(resolveSettings())));
