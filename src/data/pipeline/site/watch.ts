import type {FSWatcher} from "node:fs";
import {watch as listen} from "node:fs";
import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";

/** Each file and folder, by path. */
type Snapshot = Map<string, FileState>;

interface FileState {
  /** Undefined for a folder. */
  mtimeMs?: number;
  size: number;
}

interface WatchOptions {
  /** Milliseconds between two looks at all files. */
  interval?: number;
  signal?: AbortSignal;
}

/**
 * Calls back with the files that changed, one change after another; changes during a callback are the next call's. What the system tells of
 * folders only makes it look at once: it looks every so often anyway, which also sees replaced folders, files that an editor writes anew, and
 * network drives. Watching begins with the call; `start` begins the callbacks, which may ask whether more has come meanwhile.
 */
export async function watch(paths: readonly string[], {interval = 500, signal}: WatchOptions = {}) {
  let before = await takeSnapshot(paths);
  return async function start(onChange: (changed: string[], hasMore: () => boolean) => Promise<void>): Promise<void> {
    const alarm = new Alarm();
    while (!signal?.aborted) {
      alarm.follow(before);
      const after = await settle(paths, before);
      const changed = listChanges(before, after);
      before = after;
      if (changed.length > 0) await onChange(changed, alarm.listenAnew());
      else await alarm.wait(interval);
    }
    alarm.close();
  };
}

/** Waits until nothing is being written any more. */
async function settle(paths: readonly string[], before: Snapshot): Promise<Snapshot> {
  let last = before;
  let next = await takeSnapshot(paths);
  for (let changed = listChanges(last, next); changed.length > 0; changed = listChanges(last, next)) {
    await sleep(Math.max(...changed.map((path) => getPause(next.get(path)?.size))));
    last = next;
    next = await takeSnapshot(paths);
  }
  return next;
}

/** A text is written in one piece, a file of megabytes by and by. */
const getPause = (size = 0) => (size < 1e6 ? 20 : 200);

async function takeSnapshot(paths: readonly string[]): Promise<Snapshot> {
  const snapshot: Snapshot = new Map();
  await Promise.all(paths.map((path) => visit(path, snapshot)));
  return snapshot;
}

async function visit(path: string, snapshot: Snapshot): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) snapshot.set(path, info);
  if (!info?.isDirectory()) return;
  snapshot.set(path, {size: 0});
  const names = await readdir(path).catch(() => []);
  await Promise.all(names.filter((name) => !name.startsWith(".")).map((name) => visit(join(path, name), snapshot)));
}

/** Files that are new, gone or written. */
function listChanges(before: Snapshot, after: Snapshot): string[] {
  const isChanged = (path: string) => {
    const [a, b] = [before.get(path), after.get(path)];
    return a?.mtimeMs !== b?.mtimeMs || (a?.mtimeMs !== undefined && a.size !== b?.size);
  };
  return [...new Set([...before.keys(), ...after.keys()])].filter(isChanged).sort();
}

/** Hears of changes in folders as soon as the system tells of them, where it does. */
class Alarm {
  private readonly listeners = new Map<string, FSWatcher>();
  private hasRung = false;
  private wake: () => void = () => undefined;

  /** Listens to the folders of a snapshot, and to no others. */
  follow(snapshot: Snapshot): void {
    const folders = new Set([...snapshot].filter(([, {mtimeMs}]) => mtimeMs === undefined).map(([path]) => path));
    for (const path of this.listeners.keys()) if (!folders.has(path)) this.drop(path);
    for (const path of folders) if (!this.listeners.has(path)) this.listen(path);
  }

  /** Forgets what was heard; the result tells whether anything was since. */
  listenAnew(): () => boolean {
    this.hasRung = false;
    return () => this.hasRung;
  }

  /** Waits for the next change, or for one since the last waiting; at most `longest` milliseconds. */
  async wait(longest: number): Promise<void> {
    if (!this.hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longest);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.hasRung = false;
  }

  close(): void {
    for (const path of [...this.listeners.keys()]) this.drop(path);
  }

  private listen(path: string): void {
    const ring = () => {
      this.hasRung = true;
      this.wake();
    };
    try {
      const listener = listen(path, ring);
      listener.on("error", () => this.drop(path));
      this.listeners.set(path, listener);
    } catch {
      // A system that tells nothing, or no more: it is looked at all the same.
    }
  }

  private drop(path: string): void {
    this.listeners.get(path)?.close();
    this.listeners.delete(path);
  }
}
