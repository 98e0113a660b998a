import {build} from "esbuild";

/** A module or package with all that it imports in one file, for the browsers that pages are made for. */
export async function bundleScript(name: string): Promise<Uint8Array> {
  const {outputFiles} = await build({
    entryPoints: [name],
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
