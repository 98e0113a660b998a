import {mkdir, readFile, readdir, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {parseNpmSpecifier} from "@observablehq/framework/dist/npm.js";
import {findFiles} from "../files.ts";

/** No published package has it, so that no range but "any" is satisfied by it. */
const placeholderVersion = "0.0.0";

const clientDir = join(
  dirname(createRequire(import.meta.url).resolve("@observablehq/framework/dist/build.js")),
  "client"
);

/**
 * Keeps Framework off the network. Its client names a few dozen libraries that a page may use without importing them, and Framework asks the
 * package registry for the newest version of each, used or not, unless its cache has a folder of some version. Pages here import what they
 * use from node_modules, so the folders hold nothing; a page that does need one of them fails in the checks, or at the latest in `fetch`.
 */
export async function stayOffline(root: string): Promise<void> {
  process.env.OBSERVABLE_TELEMETRY_DISABLE = "true";
  globalThis.fetch = (url) =>
    Promise.reject(new Error(`the build uses no network, but something asks for ${String(url)}`));
  const cacheDir = join(root, ".observablehq", "cache", "_npm");
  const names = (await findClientLibraries()).map((name) => `${name}@${placeholderVersion}`);
  const cached = await readdir(cacheDir, {recursive: true}).catch(() => [] as string[]);
  if (
    cached
      .filter((path) => path.includes("@", 1))
      .sort()
      .join() === names.join()
  )
    return;
  await rm(cacheDir, {recursive: true, force: true});
  for (const name of names) await mkdir(join(cacheDir, name), {recursive: true});
}

/** The packages that Framework's client imports by "npm:". */
export async function findClientLibraries(dir = clientDir): Promise<string[]> {
  const names = new Set<string>();
  for (const file of await findFiles(dir, /\.js$/)) {
    const source = await readFile(join(dir, file), "utf8");
    for (const [, specifier] of source.matchAll(/["'`]npm:([^"'`]+)["'`]/g))
      names.add(parseNpmSpecifier(specifier!).name);
  }
  return [...names].sort();
}
