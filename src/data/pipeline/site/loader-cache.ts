import {mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {findFiles, fingerprint} from "../files.ts";
import {engineVersion} from "./engine.ts";

/** Framework's cache of what loaders made and of bundled packages, which it keeps by file times; here it is kept by content. */
export interface LoaderCache {
  /** Removes what was made from other content than today's, or by a build that did not end. */
  evict(): Promise<void>;
  /** Notes what everything in the cache was made from. */
  settle(): Promise<void>;
}

export async function openLoaderCache(root: string, publishDir: string): Promise<LoaderCache> {
  const cacheDir = join(root, ".observablehq", "cache");
  const manifest = join(cacheDir, "_made-from.json");
  const getKey = await createKeys(root, publishDir);
  return {
    async evict() {
      const made = await readManifest(manifest);
      const paths = await findMade(cacheDir);
      const stale = paths.filter((path) => made[path] !== getKey(path));
      for (const path of stale) await rm(join(cacheDir, path), {recursive: true, force: true});
      await rm(manifest, {force: true});
    },
    async settle() {
      const paths = await findMade(cacheDir);
      await mkdir(cacheDir, {recursive: true});
      await writeWhole(manifest, JSON.stringify(Object.fromEntries(paths.map((path) => [path, getKey(path)]))));
    }
  };
}

/** The content that a file of the cache depends on, as one fingerprint. */
async function createKeys(root: string, publishDir: string): Promise<(path: string) => string> {
  const packages = fingerprint(await readText("node_modules/.package-lock.json"), await readText("package-lock.json"));
  const code = await fingerprintFiles(root, /^(data\/.*|components\/(query|rows))\.ts$/);
  const published = await fingerprintFiles(publishDir, /(^catalog\.json|\.parquet)$/);
  const pages = new Map<string, string>();
  for (const page of await findFiles(root, /\.md$/)) pages.set(page, await readText(join(root, page)));
  return (path) => {
    if (path === "_node") return packages;
    if (path.startsWith("data/engine/")) return fingerprint(code, engineVersion);
    const [, name] = /^data\/queries\/(.+)\.json$/.exec(path) ?? [];
    return fingerprint(code, published, engineVersion, (name && pages.get(`${name}.md`)) ?? "");
  };
}

/** What loaders made, file by file, and all bundled packages as one entry. */
async function findMade(cacheDir: string): Promise<string[]> {
  const made = await findFiles(cacheDir, /^[^_].*\.\w+$/);
  const bundles = await findFiles(join(cacheDir, "_node"), /./);
  return bundles.length > 0 ? [...made, "_node"] : made;
}

async function fingerprintFiles(dir: string, pattern: RegExp): Promise<string> {
  const parts: string[] = [];
  for (const file of await findFiles(dir, pattern)) parts.push(file, await readText(join(dir, file), "latin1"));
  return fingerprint(...parts);
}

async function readManifest(path: string): Promise<Record<string, string>> {
  const text = await readText(path);
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}

async function readText(path: string, encoding: BufferEncoding = "utf8"): Promise<string> {
  return readFile(path, encoding).catch(() => "");
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.${process.pid}`, text);
  await rename(`${path}.${process.pid}`, path);
}
