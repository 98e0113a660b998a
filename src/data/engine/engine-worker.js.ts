import {join} from "node:path";
import {runLoader} from "../pipeline/site/run-loader.ts";
import {bundleScript} from "../pipeline/site/packed-script.ts";

await runLoader(() => bundleScript(join(import.meta.dirname, "../pipeline/site/engine-worker.ts")));
