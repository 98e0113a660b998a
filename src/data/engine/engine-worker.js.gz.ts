import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import {runLoader} from "../pipeline/site/run-loader.ts";

const source = join(import.meta.dirname, "../pipeline/site/engine-worker.ts");

/** The script that the engine's worker runs, in one file. */
await runLoader(async () => {
  const {outputFiles} = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    minify: true,
    // The package says that none of its files does anything by being loaded, which a worker's does.
    ignoreAnnotations: true,
    format: "esm",
    platform: "browser",
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    logLevel: "error"
  });
  return gzipSync(outputFiles[0]!.contents, {level: 9});
});
