import {SupersededError} from "./errors.js";

export type Queue = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Runs tasks one after another, in the order they came; a task aborted before its turn is dropped. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task, signal) => {
    const result = last.then(() => {
      if (signal?.aborted) throw new SupersededError("a newer query took its place");
      return task();
    });
    last = result.catch(() => undefined);
    return result;
  };
}
