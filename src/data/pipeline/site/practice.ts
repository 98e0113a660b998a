import type {Query} from "../../../components/query.ts";

type Options = {
  /** Milliseconds without a query before practice begins. */
  pause?: number;
  /** Milliseconds of practice in all. */
  most?: number;
  /** Queries that take longer, in milliseconds, are left out: one that comes in between waits no longer than that. */
  longest?: number;
};

/**
 * Runs queries anew while nobody waits for one. A browser compiles a function of the engine well only after it has run often, and does so beside
 * the engine (https://v8.dev/blog/wasm-dynamic-tiering): on few cores, readers who change filters would wait for that every few changes. What is practised
 * is what was asked more than once: a page that is only read costs nothing.
 */
export function createPractice(run: (query: Query) => void, {pause = 100, most = 2000, longest = 50}: Options = {}) {
  const seen = new Set<string>();
  const turns = new Map<string, Query>();
  let left = most;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function practise() {
    const [query] = turns.values();
    if (!query || left <= 0) return;
    turns.delete(query.text);
    left -= measure(() => run(query));
    turns.set(query.text, query);
    timer = setTimeout(practise);
  }

  /** Notes a query that was just run, and how long it took. */
  return (query: Query, time: number) => {
    clearTimeout(timer);
    if (time > longest) turns.delete(query.text);
    else if (seen.has(query.text)) turns.set(query.text, query);
    seen.add(query.text);
    timer = setTimeout(practise, pause);
  };
}

export function measure(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
