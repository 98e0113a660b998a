import {SupersededError} from "./errors.js";

export type Queue = {
  /** Runs tasks one after another, in the order they came; a task aborted before its turn is dropped. */
  add<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Resolves when no task is left. */
  drain(): Promise<void>;
};

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    add(task, signal) {
      const result = last.then(() => {
        if (signal?.aborted) throw new SupersededError("a newer query took its place");
        return task();
      });
      last = result.catch(() => undefined);
      return result;
    },
    async drain() {
      for (let seen; seen !== last; await seen) seen = last;
    }
  };
}
