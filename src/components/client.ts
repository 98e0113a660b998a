import {QueryError, SupersededError} from "./errors.js";
import {createMemory} from "./memory.js";
import {rememberOrigin} from "./origin.js";
import {queryKey, type Query} from "./query.js";
import {createQueue} from "./queue.js";
import {makeRows, type Row} from "./rows.js";
import {openSession, type Effects, type Engine} from "./session.js";

export type Client = {
  /** The rows of a query. A block asks one thing at a time: its next query drops the one still waiting. */
  query(query: Query, block?: object): Promise<Row[]>;
  /** The rows of a query that is not remembered; the signal stops it, even while it runs. */
  ask(query: Query, signal?: AbortSignal): Promise<Row[]>;
  /** The rows of a query as a Parquet file. */
  write(query: Query): Promise<Uint8Array>;
  /** Drops what a block still waits for. */
  drop(block: object): void;
  /** Starts the engine with the tables of these queries ahead of need, and runs each once, as long as nothing else is asked. */
  warm(queries: readonly Query[]): Promise<void>;
};

type Answer = {rows: Promise<Row[]>; blocks: Set<object>; abort: AbortController};

const anyone = {};

/** Answers wait so long, in milliseconds, for those asked with them: a page that changes at once is laid out once. */
const together = 50;
const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

export function createClient(tables: readonly string[], effects: Effects, size = 200): Client {
  const session = openSession(effects);
  const queue = createQueue();
  const answers = createMemory<Answer>(size);
  const waiting = new Map<object, Answer>();
  let isAsked = false;

  async function use<T>(
    work: (engine: Engine) => Promise<T>,
    query: Query,
    dropped?: AbortSignal,
    stopped?: AbortSignal
  ): Promise<T> {
    const named = findTables(query.text, tables);
    try {
      await session.prepare(named);
      return await queue.add(() => session.use(work, named, stopped), dropped);
    } catch (error) {
      if (stopped?.aborted) throw stopped.reason;
      throw error instanceof SupersededError ? error : new QueryError(query, error);
    }
  }

  async function run(query: Query, dropped?: AbortSignal, stopped?: AbortSignal): Promise<Row[]> {
    isAsked = true;
    const result = await use((engine) => engine.run(query), query, dropped, stopped);
    return rememberOrigin(makeRows(result), {query, columns: result.columns});
  }

  function ask(query: Query): Answer {
    const key = queryKey(query);
    const known = answers.get(key);
    if (known && !known.abort.signal.aborted) return known;
    const abort = new AbortController();
    const answer = {rows: run(query, abort.signal), blocks: new Set<object>(), abort};
    answers.set(key, answer);
    answer.rows.catch(() => answers.get(key) === answer && answers.delete(key));
    return answer;
  }

  function drop(block: object) {
    const answer = waiting.get(block);
    if (!answer) return;
    waiting.delete(block);
    answer.blocks.delete(block);
    if (answer.blocks.size === 0) answer.abort.abort();
  }

  return {
    drop,
    ask: (query, signal) => run(query, signal, signal),
    write: (query) => use((engine) => engine.write(query), query),
    async warm(queries) {
      const named = queries.flatMap(({text}) => findTables(text, tables));
      await session.prepare(named);
      await queue.add(() => session.load(named));
      for (const query of queries) if (!isAsked) await use((engine) => engine.run(query), query);
    },
    async query(query, block = anyone) {
      const answer = ask(query);
      answer.blocks.add(block);
      if (waiting.get(block) !== answer) drop(block);
      if (block !== anyone) waiting.set(block, answer);
      try {
        const rows = await answer.rows;
        await Promise.race([queue.drain(), sleep(together)]);
        return rows;
      } finally {
        if (waiting.get(block) === answer) waiting.delete(block);
      }
    }
  };
}

/** The published tables that a SQL text names. */
export function findTables(text: string, tables: readonly string[]): string[] {
  const words = new Set(text.match(/\w+/g));
  return tables.filter((table) => words.has(table));
}
