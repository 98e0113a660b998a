import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {access, constants, readdir, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import type {SourceContract} from "./contracts.ts";
import {ensureDemo} from "./demo-data.ts";
import type {Effects} from "./effects.ts";
import {SourceError} from "./errors.ts";
import {findFiles} from "./files.ts";
import type {InputFile} from "./input-file.ts";
import {inspectFile} from "./input-file.ts";
import type {ParseMemory} from "./parse-memory.ts";
import type {Settings} from "./settings.ts";
import {unzip} from "./unzip.ts";

export interface Extract {
  kind: "files" | "demo";
  /** What a reader is told about the origin. */
  label: string;
  files: InputFile[];
}

/**
 * Finds the input files in a folder or zip and checks presence, encoding and header of each; the memory says what those hold
 * that nobody touched. Without any, and with no folder asked for, the demo data set stands in.
 */
export async function extract(
  settings: Settings,
  sources: SourceContract[],
  effects: Effects,
  memory?: ParseMemory
): Promise<Extract> {
  const dir = await findInputDir(settings, sources);
  if (dir === undefined) {
    const demo = await ensureDemo(settings, effects);
    return {kind: "demo", label: demo.label, files: await inspectAll(demo.dir, sources, memory)};
  }
  const files = await inspectAll(dir, sources, memory);
  for (const {name, extraColumns} of files) {
    if (extraColumns.length > 0)
      effects.log.warn(`${name} has columns beyond its contract, kept in raw: ${extraColumns.join(", ")}`);
  }
  return {kind: "files", label: `${files.length} files`, files};
}

/** The folder to read, or undefined where demo data is due. */
async function findInputDir(settings: Settings, sources: SourceContract[]): Promise<string | undefined> {
  const {dataDir, isDataDirGiven} = settings;
  const stats = await stat(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && !isDataDirGiven) return undefined;
    throw new SourceError(
      `The data folder ${dataDir} cannot be read: ${error.message}. Set OLIST_DATA_DIR to a folder or zip with the Olist files.`,
      {cause: error}
    );
  });
  if (stats === undefined) return undefined;
  if (stats.isFile()) return unpackInput(settings, sources);
  const names = await readFolder(dataDir);
  if (sources.some((source) => findFilesOf(source, names).length > 0)) return dataDir;
  if (!isDataDirGiven) return undefined;
  throw new SourceError(
    `${dataDir} holds none of the input files. Expected ${sources.map((source) => source.file).join(", ")}.`
  );
}

/**
 * The files of a source, the one of its own name first, then drops such as `olist_orders_dataset_2018-09-04.csv` in the
 * order of their names.
 */
export function findFilesOf({file}: SourceContract, names: string[]): string[] {
  const stem = file.slice(0, -".csv".length);
  const drops = names.filter((name) => name.startsWith(stem) && name.endsWith(".csv"));
  const suffix = (name: string) => name.slice(stem.length, -".csv".length);
  return drops.sort((a, b) => suffix(a).localeCompare(suffix(b), "en", {numeric: true}));
}

async function readFolder(dir: string): Promise<string[]> {
  try {
    await access(dir, constants.R_OK | constants.X_OK);
    return await readdir(dir);
  } catch (error) {
    throw new SourceError(
      `The data folder ${dir} cannot be read: ${(error as Error).message}. Grant read permission on the folder.`,
      {cause: error}
    );
  }
}

/** Unpacks the zip once per content and forgets earlier ones. */
async function unpackInput(settings: Settings, sources: SourceContract[]): Promise<string> {
  const {dataDir: path, warehouseDir, maxUnpackedBytes} = settings;
  const cache = join(warehouseDir, "input");
  const version = (await hashFile(path)).slice(0, 16);
  const existing = await findFiles(cache, /^[0-9a-f]{16}$/);
  if (!existing.includes(version)) {
    await unzip(path, join(cache, version), {
      isWanted: (name) => sources.some((source) => findFilesOf(source, [name]).length > 0),
      maxBytes: maxUnpackedBytes
    });
  }
  for (const old of existing) if (old !== version) await rm(join(cache, old), {recursive: true, force: true});
  return join(cache, version);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function inspectAll(dir: string, sources: SourceContract[], memory?: ParseMemory): Promise<InputFile[]> {
  const names = await readFolder(dir);
  const needed = sources.filter((source) => !source.isOptional);
  const missing = needed.filter((source) => findFilesOf(source, names).length === 0);
  if (missing.length > 0) {
    throw new SourceError(
      `${dir} lacks ${missing.map((source) => source.file).join(", ")}. Put the missing file beside the others; all ${needed.length} are needed.`
    );
  }
  const found = sources.flatMap((source) => findFilesOf(source, names).map((name) => ({source, name})));
  return Promise.all(found.map(({source, name}) => inspectFile(join(dir, name), source, memory)));
}
