import {build} from "esbuild";

/** The oldest that pages are made for. */
export const browsers = ["es2022", "chrome96", "firefox96", "safari16"];

/** A module with all that it imports in one file, for these browsers. */
export async function bundleScript(path: string): Promise<Uint8Array> {
  const {outputFiles} = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: browsers,
    logLevel: "error"
  });
  return outputFiles[0]!.contents;
}
