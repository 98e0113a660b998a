import {join} from "node:path";
import {runLoader} from "../pipeline/site/run-loader.ts";
import {bundleWorker} from "../pipeline/site/worker-script.ts";

await runLoader(() => bundleWorker(join(import.meta.dirname, "../pipeline/site/engine-worker.ts")));
