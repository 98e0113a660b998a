import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {engineDir} from "../pipeline/site/engine.ts";
import {runLoader} from "../pipeline/site/run-loader.ts";
import {bundleWorker} from "../pipeline/site/worker-script.ts";

/** The engine's own script, which its worker runs. */
await runLoader(async () => gzipSync(await bundleWorker(join(engineDir, "duckdb-browser-eh.worker.js")), {level: 9}));
