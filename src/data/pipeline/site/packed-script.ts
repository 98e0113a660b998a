import {build} from "esbuild";

/** A module with all that it imports in one file, for the browsers that pages are made for. */
export async function bundleScript(path: string): Promise<Uint8Array> {
  const {outputFiles} = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    logLevel: "error"
  });
  return outputFiles[0]!.contents;
}
