import {link, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";

/** Runs work while no other process runs work under the same file. A process that died holds nothing. */
export async function withLock<T>(path: string, work: () => Promise<T>, onWait: (holder: number) => void): Promise<T> {
  await mkdir(dirname(path), {recursive: true});
  for (let isWaiting = false; !(await take(path)); isWaiting = true) {
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (!isWaiting && holder) onWait(holder);
    if (holder && !isRunning(holder)) await rm(path, {force: true});
    else await sleep(100);
  }
  try {
    return await work();
  } finally {
    await rm(path, {force: true});
  }
}

export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Linking puts the file there whole or not at all; a lock without its holder would be held for ever. */
async function take(path: string): Promise<boolean> {
  const own = `${path}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, {force: true});
  }
}
