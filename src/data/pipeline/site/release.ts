import {createHash} from "node:crypto";
import {readFile, readdir, realpath} from "node:fs/promises";
import {join} from "node:path";
import {fingerprint} from "../files.ts";
import {describeParts, isPublished} from "./archive.ts";
import type {Catalog} from "./catalog.ts";
import {readCatalog} from "./catalog.ts";

/** What is published at a time; publishing anew leaves its files in place until the publishing after. */
export interface Release {
  dir: string;
  catalog: Catalog;
  /** Parts of the catalogue, by file name. */
  parts: Map<string, string>;
  /** Fingerprints of the files that the site may read, by name. */
  files: Map<string, string>;
  /** Fingerprint of all of them. */
  version: string;
}

export async function readRelease(publishDir: string): Promise<Release> {
  const dir = await realpath(publishDir).catch(() => publishDir);
  const catalog = await readCatalog(dir);
  const parts = describeParts(catalog);
  const known = await readHashes(dir);
  const names = (await readdir(dir)).filter((name) => isPublished(name)).sort();
  const hash = async (name: string) => [name, known[name] ?? (await hashFile(join(dir, name)))] as const;
  const files = new Map(await Promise.all(names.map(hash)));
  for (const [name, content] of parts) files.set(name, fingerprint(content));
  return {dir, catalog, parts, files, version: fingerprint(...[...files].flat())};
}

/** The hashes that publishing wrote down, by file name. */
async function readHashes(dir: string): Promise<Record<string, string>> {
  const text = await readFile(join(dir, "release.json"), "utf8").catch(() => "{}");
  return (JSON.parse(text) as {files?: Record<string, string>}).files ?? {};
}

async function hashFile(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
