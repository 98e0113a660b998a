import {readFile, readdir, realpath} from "node:fs/promises";
import {join} from "node:path";
import {buffer} from "node:stream/consumers";
import {pack} from "tar-stream";
import type {TableNames} from "../../../components/table-list.ts";
import type {Catalog} from "./catalog.ts";
import {readCatalog} from "./catalog.ts";

const epoch = new Date(0);

/**
 * A tar of the published files, sorted and without file times: same files, same bytes. Besides go the parts of the
 * catalogue that pages are shown by, for the whole is long.
 */
export async function packPublished(publishDir: string): Promise<Buffer> {
  const catalog = await readCatalog(publishDir);
  const release = await realpath(publishDir);
  const names = (await readdir(release)).filter((name) => isPublished(name)).sort();
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(release, name))] as const));
  return packFiles([...files, ...describeParts(catalog)]);
}

/** What every page needs of the catalogue, in site.json, and in tables.json the names of tables and columns, without what is said of them. */
export function describeParts({tables, ...site}: Catalog): Map<string, string> {
  const names = tables.map(({name, rows, columns}): TableNames => [
    name,
    rows,
    columns.map(({name, type, unit}) => (unit ? [name, type, unit] : [name, type]))
  ]);
  return new Map([
    ["site.json", JSON.stringify(site)],
    ["tables.json", JSON.stringify(names)]
  ]);
}

/** A tar of files in the given order, without their times. */
export async function packFiles(
  files: readonly (readonly [name: string, content: Buffer | string])[]
): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files) archive.entry({name, mtime: epoch}, content);
  archive.finalize();
  return buffer(archive);
}

/** What the site may read of a release. */
export const isPublished = (name: string) => /^(catalog|checks|lineage)\.json$|\.parquet$/.test(name);
