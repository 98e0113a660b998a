import {mkdir, readdir, rename, rm, rmdir} from "node:fs/promises";
import {join} from "node:path";

const prefix = ".demo-";

/**
 * Runs `write` with a hidden work folder inside `folder` and moves the files it names into `folder`
 * when it is done. When it fails, nothing of it stays.
 */
export async function inWorkspace<File extends {name: string}>(
  folder: string,
  write: (work: string) => Promise<File[]>
): Promise<File[]> {
  const created = await mkdir(folder, {recursive: true});
  await removeLeftovers(folder);
  const work = join(folder, `${prefix}${process.pid}`);
  try {
    await mkdir(work);
    const files = await write(work);
    for (const {name} of files) await rename(join(work, name), join(folder, name));
    return files;
  } catch (error) {
    await rm(work, {recursive: true, force: true});
    if (created !== undefined) await rmdir(folder);
    throw error;
  } finally {
    await rm(work, {recursive: true, force: true});
  }
}

/** Removes the work folders of processes that died. */
async function removeLeftovers(folder: string) {
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : NaN;
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(join(folder, name), {recursive: true});
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
