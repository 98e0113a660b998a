import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";

/** Time and size of each file, by path. */
type Snapshot = Map<string, string>;

/**
 * Calls back with the files that changed, one change after another; changes during a callback are the next call's. It looks at the files
 * every so often instead of being told by the system, which costs nothing at a few hundred files and also sees replaced folders, files
 * that an editor writes anew, and network drives. Watching begins with the call; `start` begins the callbacks.
 */
export async function watch(
  paths: readonly string[],
  {interval = 100, signal}: {interval?: number; signal?: AbortSignal} = {}
) {
  let before = await takeSnapshot(paths);
  return async function start(onChange: (changed: string[]) => Promise<void>): Promise<void> {
    while (!signal?.aborted) {
      const after = await settle(paths, before, interval);
      const changed = listChanges(before, after);
      before = after;
      if (changed.length > 0) await onChange(changed);
      await sleep(interval);
    }
  };
}

/** Waits until nothing is being written any more. */
async function settle(paths: readonly string[], before: Snapshot, interval: number): Promise<Snapshot> {
  let last = before;
  let next = await takeSnapshot(paths);
  while (listChanges(last, next).length > 0) {
    await sleep(interval);
    last = next;
    next = await takeSnapshot(paths);
  }
  return next;
}

async function takeSnapshot(paths: readonly string[]): Promise<Snapshot> {
  const snapshot: Snapshot = new Map();
  for (const path of paths) await visit(path, snapshot);
  return snapshot;
}

async function visit(path: string, snapshot: Snapshot): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) snapshot.set(path, `${info.mtimeMs} ${info.size}`);
  if (!info?.isDirectory()) return;
  for (const name of await readdir(path).catch(() => []))
    if (!name.startsWith(".")) await visit(join(path, name), snapshot);
}

function listChanges(before: Snapshot, after: Snapshot): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
