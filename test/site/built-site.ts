import {existsSync} from "node:fs";
import {mkdir, readFile, readdir, rename, rm, stat, utimes} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {fingerprint} from "../../src/data/pipeline/files.ts";
import {fingerprintFolder} from "../../src/data/pipeline/site/inputs.ts";
import {withLock} from "../../src/data/pipeline/site/lock.ts";
import {Project, projectDir, projectParts} from "./project.ts";

export interface BuiltSite {
  /** The project's copy that was built. */
  dir: string;
  dist: string;
  warehouseDir: string;
}

/** The folder with the sample of record, where there is one. */
export function findOlist(): string | undefined {
  const dir = resolve(projectDir, process.env.OLIST_DATA_DIR || "../shared/olist");
  return existsSync(join(dir, "olist_orders_dataset.csv")) ? dir : undefined;
}

/**
 * Builds the whole site from demo data, the sample of record or a folder of input files, in a copy of the project. Tests that ask for the
 * same share one build, also between runs, as long as nothing it is made of changes.
 */
export async function buildSite({data}: {data: string}): Promise<BuiltSite> {
  const input = data === "demo" ? "" : data === "olist" ? findOlist() : resolve(data);
  if (input === undefined) throw new Error("the sample of record is not there: set OLIST_DATA_DIR");
  const dir = await shareFolder("site", await fingerprintSite(input), async (partial) => {
    const project = await Project.create(partial);
    const {code, text} = await project.run(["build"], {OLIST_DATA_DIR: input});
    if (code !== 0) throw new Error(`the site could not be built (exit code ${code}):\n${text}`);
  });
  return {dir, dist: join(dir, "dist"), warehouseDir: join(dir, ".warehouse")};
}

/** A folder that the test files and runs that ask for the same share: the first of them makes it, the others wait. */
export async function shareFolder(
  name: string,
  print: string,
  make: (partial: string) => Promise<void>
): Promise<string> {
  const base = join(tmpdir(), "olist-shared-by-tests");
  await mkdir(base, {recursive: true});
  const dir = join(base, `${name}-${print}`);
  await withLock(
    `${dir}.lock`,
    () => makeOnce(dir, make),
    () => undefined
  );
  await removeOld(base);
  return dir;
}

async function makeOnce(dir: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (!existsSync(dir)) {
    const partial = `${dir}.partial`;
    await rm(partial, {recursive: true, force: true});
    await mkdir(partial);
    await make(partial);
    await rename(partial, dir);
  }
  await utimes(dir, new Date(), new Date());
}

async function fingerprintSite(input: string): Promise<string> {
  const parts = await Promise.all(projectParts.map(fingerprintPart));
  return fingerprint(process.version, input, await describeInput(input), ...parts);
}

async function fingerprintPart(part: string): Promise<string> {
  const path = join(projectDir, part);
  if ((await stat(path)).isFile()) return readFile(path, "utf8");
  return fingerprintFolder(path, /^(?!\.observablehq\/)/);
}

async function describeInput(input: string): Promise<string> {
  if (input === "") return "demo";
  const names = (await readdir(input)).sort();
  const infos = await Promise.all(names.map((name) => stat(join(input, name))));
  return infos.map(({size, mtimeMs}, i) => `${names[i]} ${size} ${mtimeMs}`).join();
}

/** What nobody asked for in a day is of no use any more. */
async function removeOld(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const path = join(base, name);
    const info = await stat(path).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > 86_400_000) await rm(path, {recursive: true, force: true});
  }
}
