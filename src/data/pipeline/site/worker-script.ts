import {build} from "esbuild";

/** All that a worker runs in one file, for the browsers that pages are made for. */
export async function bundleWorker(path: string): Promise<Uint8Array> {
  const {outputFiles} = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: true,
    // The engine's package says that none of its files does anything by being loaded, which a worker's does.
    ignoreAnnotations: true,
    format: "esm",
    platform: "browser",
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    logLevel: "error"
  });
  return outputFiles[0]!.contents;
}
