import {readFile, readdir, realpath} from "node:fs/promises";
import {join} from "node:path";
import {buffer} from "node:stream/consumers";
import {pack} from "tar-stream";
import {readCatalog} from "./catalog.ts";

const epoch = new Date(0);

/** A tar of the published files, sorted and without file times: same files, same bytes. */
export async function packPublished(publishDir: string): Promise<Buffer> {
  await readCatalog(publishDir);
  const release = await realpath(publishDir);
  const names = (await readdir(release)).filter((name) => isPublished(name)).sort();
  const archive = pack();
  for (const name of names) archive.entry({name, mtime: epoch}, await readFile(join(release, name)));
  archive.finalize();
  return buffer(archive);
}

/** What the site may read of a release. */
export const isPublished = (name: string) => name === "catalog.json" || name.endsWith(".parquet");
