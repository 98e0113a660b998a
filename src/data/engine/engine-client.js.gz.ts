import {gzipSync} from "node:zlib";
import {runLoader} from "../pipeline/site/run-loader.ts";
import {bundleScript} from "../pipeline/site/packed-script.ts";

/** What talks to the engine from the page. */
await runLoader(async () => gzipSync(await bundleScript("@duckdb/duckdb-wasm"), {level: 9}));
