import {existsSync} from "node:fs";
import {readFile, rm} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {writeDemo} from "./demo/demo.ts";
import type {Effects} from "./effects.ts";
import {findFiles, fingerprint, moveInto} from "./files.ts";
import type {Settings} from "./settings.ts";

const scale = 1;
const seed = 42;

/** The demo data set, written once per version of its generator; earlier ones are removed. */
export async function ensureDemo({warehouseDir}: Settings, {log}: Effects): Promise<{dir: string; label: string}> {
  const parent = join(warehouseDir, "demo");
  const dir = join(parent, await versionOfGenerator());
  if (!existsSync(dir)) {
    log.progress("demo: inventing the nine input files …");
    for (const old of await findFiles(parent, /^[^/.]+$/)) await rm(join(parent, old), {recursive: true, force: true});
    const partial = `${dir}.${process.pid}.partial`;
    await writeDemo(partial, {scale, seed});
    await moveInto(partial, dir);
    log.step(`demo: no input files found, invented a data set (scale ${scale}, seed ${seed})`);
  }
  return {dir, label: `Demo data (scale ${scale}, seed ${seed})`};
}

async function versionOfGenerator(): Promise<string> {
  const dir = join(dirname(fileURLToPath(import.meta.url)), "demo");
  const files = await findFiles(dir, /\.(ts|sql|csv)$/);
  return fingerprint(...(await Promise.all(files.map((file) => readFile(join(dir, file), "utf8")))));
}
