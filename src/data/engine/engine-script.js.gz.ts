import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {engineDir} from "../pipeline/site/engine.ts";
import {runLoader} from "../pipeline/site/run-loader.ts";
import {bundleScript} from "../pipeline/site/packed-script.ts";

/** The engine's own script, which its worker runs. */
await runLoader(async () => gzipSync(await bundleScript(join(engineDir, "duckdb-browser-eh.worker.js")), {level: 9}));
