import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {engineDir} from "../pipeline/site/engine.ts";
import {runLoader} from "../pipeline/site/run-loader.ts";

await runLoader(async () => gzipSync(await readFile(join(engineDir, "duckdb-eh.wasm")), {level: 9}));
