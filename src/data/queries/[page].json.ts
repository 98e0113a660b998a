import {parseArgs} from "node:util";
import {publishPath, resolveSettings} from "../pipeline/settings.ts";
import {computePageResults} from "../pipeline/site/page-results.ts";
import {runLoader} from "../pipeline/site/run-loader.ts";

const {values} = parseArgs({options: {page: {type: "string", default: "index"}}});
await runLoader(() => computePageResults(`/${values.page}`, publishPath(resolveSettings())));
