import {isFatal} from "./errors.js";
import type {Query} from "./query.js";
import type {Result} from "./rows.js";

export type Engine = {
  /** The engine keeps the bytes: they are gone afterwards. */
  load(table: string, bytes: Uint8Array): Promise<void>;
  run(query: Query): Promise<Result>;
  /** The result as a Parquet file. */
  write(query: Query): Promise<Uint8Array>;
  stop(): void;
  /** Rejects when the engine has died; never resolves. */
  died: Promise<never>;
};

export type Session = {
  /** Starts the engine and fetches the tables, all at once. */
  prepare(tables: readonly string[]): Promise<void>;
  /** Hands the tables to the engine. */
  load(tables: readonly string[]): Promise<void>;
  /** Works on the tables. Where the signal stops the work, the engine is given up with it, and the next work starts another. */
  use<T>(work: (engine: Engine) => Promise<T>, tables: readonly string[], signal?: AbortSignal): Promise<T>;
};

export type Effects = {
  start: () => Promise<Engine>;
  download: (table: string) => Promise<Uint8Array>;
};

type Running = {engine: Promise<Engine>; loaded: Map<string, Promise<void>>; end: AbortController};

/** Raised by work on an engine that other work stopped, or made unusable. */
class EngineGivenUpError extends Error {}

/** Keeps one engine with the tables asked for so far. After a fatal error a new engine gets the same tables and the query is run once more. */
export function openSession({start, download}: Effects): Session {
  const files = new Map<string, Promise<Uint8Array>>();
  let running: Running | undefined;

  function getRunning(): Running {
    if (running) return running;
    const mine: Running = {engine: start(), loaded: new Map(), end: new AbortController()};
    mine.engine.then(({died}) => died).catch(() => discard(mine));
    return (running = mine);
  }

  function discard(mine: Running) {
    if (running === mine) running = undefined;
    mine.engine.then((engine) => engine.stop()).catch(() => undefined);
  }

  function giveUp(mine: Running) {
    discard(mine);
    mine.end.abort(new EngineGivenUpError("the query engine was given up"));
  }

  function getFile(table: string): Promise<Uint8Array> {
    if (!files.has(table)) files.set(table, download(table));
    return files.get(table)!;
  }

  async function load({engine, loaded}: Running, table: string) {
    const [{load}, bytes] = await Promise.all([engine, getFile(table)]);
    if (!loaded.has(table)) loaded.set(table, load(table, bytes.slice()));
    await loaded.get(table);
  }

  async function attempt<T>(work: (engine: Engine) => Promise<T>, tables: readonly string[], signal?: AbortSignal) {
    const mine = getRunning();
    try {
      const engine = await mine.engine;
      const loaded = Promise.all(tables.map((table) => load(mine, table)));
      const ends = [signal, mine.end.signal].flatMap(watchSignal);
      return await Promise.race([loaded.then(() => work(engine)), engine.died, ...ends]);
    } catch (error) {
      if (isFatal(error) || signal?.aborted) giveUp(mine);
      throw error;
    }
  }

  /** Tries once more after a fatal error, and again wherever other work cost it its engine. */
  async function use<T>(work: (engine: Engine) => Promise<T>, tables: readonly string[], signal?: AbortSignal) {
    for (let hasFailed = false; ;) {
      try {
        return await attempt(work, tables, signal);
      } catch (error) {
        if (signal?.aborted) throw error;
        if (error instanceof EngineGivenUpError) continue;
        if (hasFailed || !isFatal(error)) throw error;
        hasFailed = true;
      }
    }
  }

  return {
    async prepare(tables) {
      await Promise.all([getRunning().engine, ...tables.map(getFile)]);
    },
    async load(tables) {
      const mine = getRunning();
      for (const table of tables) await load(mine, table);
    },
    use
  };
}

/** A promise that rejects when the signal is given; none without a signal. */
function watchSignal(signal?: AbortSignal): Promise<never>[] {
  if (!signal) return [];
  return [
    new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), {once: true});
    })
  ];
}
