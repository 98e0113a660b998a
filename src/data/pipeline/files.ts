import {createHash} from "node:crypto";
import {readdir, rename, rm} from "node:fs/promises";

/** Files below a folder whose path relative to it matches, sorted; none where the folder is missing. */
export async function findFiles(dir: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(dir, {recursive: true}).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .map((entry) => entry.replaceAll("\\", "/"))
    .filter((entry) => pattern.test(entry))
    .sort();
}

/** SHA-256 of texts, 16 hex digits: enough to tell versions of a model apart. */
export function fingerprint(...parts: string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex").slice(0, 16);
}

/** Gives a finished folder its name in one step; when another process was first, its folder stays. */
export async function moveInto(partial: string, dir: string): Promise<void> {
  await rename(partial, dir).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    await rm(partial, {recursive: true, force: true});
  });
}
