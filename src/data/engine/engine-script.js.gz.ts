import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {runLoader} from "../pipeline/site/run-loader.ts";
import {bundleScript} from "../pipeline/site/packed-script.ts";

/** The engine and what asks it, which its worker runs. */
const path = join(import.meta.dirname, "../pipeline/site/engine-host.ts");
await runLoader(async () => gzipSync(await bundleScript(path), {level: 9}));
