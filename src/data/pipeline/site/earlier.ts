import {existsSync} from "node:fs";
import {constants, copyFile, mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {findFiles} from "../files.ts";

/** A build that was the site before, and the files it leaves to pages of it that are still open. */
interface Earlier {
  build: string;
  files: string[];
}

const list = "earlier-builds.json";

/** What pages load by names that carry their content's hash. */
const asset = /^_(?:file|import|node)\/.*\.\w+$/;

/**
 * Takes over what pages of the last builds may still ask for from the site until now, `dist`, into the one that takes its place. A list says which
 * build left which files, so that they go when so many others have come; the same build again leaves what is kept as it is.
 */
export async function keepEarlier(dist: string, building: string, {builds = 2} = {}): Promise<void> {
  const own = new Set(await findFiles(building, asset));
  const earlier = await listEarlier(dist, await readBuild(building));
  const isLeft = (file: string) => !own.has(file) && existsSync(join(dist, file));
  const kept = earlier.slice(0, builds).map(({build, files}) => ({build, files: files.filter(isLeft)}));
  for (const file of kept.flatMap(({files}) => files)) {
    await mkdir(dirname(join(building, file)), {recursive: true});
    await copyFile(join(dist, file), join(building, file), constants.COPYFILE_FICLONE);
  }
  if (kept.length > 0) await writeFile(join(building, list), `${JSON.stringify(kept)}\n`);
}

/** The builds before the one that is about to take its place, newest first. */
async function listEarlier(dist: string, next: string | undefined): Promise<Earlier[]> {
  const last = await readBuild(dist);
  if (last === undefined) return [];
  const earlier = (await readJson<Earlier[]>(join(dist, list))) ?? [];
  if (last === next) return earlier;
  const left = new Set(earlier.flatMap(({files}) => files));
  const files = (await findFiles(dist, asset)).filter((file) => !left.has(file));
  return [{build: last, files}, ...earlier];
}

async function readBuild(dir: string): Promise<string | undefined> {
  return (await readJson<{build: string}>(join(dir, "build.json")))?.build;
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as T;
  } catch {
    return undefined;
  }
}
