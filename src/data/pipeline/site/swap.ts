import {existsSync} from "node:fs";
import {readdir, rename, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {isRunning} from "./lock.ts";

/** Where a build writes, and where the site waits or stays while it is replaced. All beside the site, on one file system. */
export function getOutputs(dist: string) {
  return {
    /** Being written; never complete. */
    building: `${dist}.building-${process.pid}`,
    /** Complete, about to become the site. */
    next: `${dist}.next`,
    /** The site until now, about to be removed. */
    last: `${dist}.last`
  };
}

/** Makes a finished build the site. Killed at any point, it leaves what `recoverSwap` needs. */
export async function swapIn(dist: string): Promise<void> {
  const {building, next, last} = getOutputs(dist);
  await rename(building, next);
  if (existsSync(dist)) await rename(dist, last);
  await rename(next, dist);
  await rm(last, {recursive: true, force: true});
}

/** Ends a swap that was interrupted, and removes what interrupted builds left. */
export async function recoverSwap(dist: string, isAlive = isRunning): Promise<void> {
  const {next, last} = getOutputs(dist);
  if (!existsSync(dist) && existsSync(next)) await rename(next, dist);
  if (!existsSync(dist) && existsSync(last)) await rename(last, dist);
  for (const left of [next, last, ...(await findAbandoned(dist, isAlive))])
    await rm(left, {recursive: true, force: true});
}

async function findAbandoned(dist: string, isAlive: (id: number) => boolean): Promise<string[]> {
  const prefix = `${basename(dist)}.building-`;
  const names = await readdir(dirname(dist));
  const abandoned = names.filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))));
  return abandoned.map((name) => join(dirname(dist), name));
}
