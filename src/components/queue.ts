import {SupersededError} from "./errors.js";

export type Queue = {
  /** Starts tasks in the order they came, so many at once; a task aborted before its turn is dropped. */
  add<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Resolves when no task is left. */
  drain(): Promise<void>;
};

/** Two at once leave whoever works through them no time without work, and no more to a task that comes to be dropped. */
export function createQueue(most = 2): Queue {
  /** When the last tasks had ended, each with all before it. */
  let ends: Promise<unknown>[] = Array.from({length: most}, () => Promise.resolve());
  return {
    add(task, signal) {
      const result = ends[0]!.then(() => {
        if (signal?.aborted) throw new SupersededError("a newer query took its place");
        return task();
      });
      ends = [...ends.slice(1), Promise.allSettled([ends.at(-1), result])];
      return result;
    },
    async drain() {
      for (let seen; seen !== ends.at(-1); await seen) seen = ends.at(-1);
    }
  };
}
