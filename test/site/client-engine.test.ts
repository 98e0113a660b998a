import {describe, expect, test} from "vitest";
import {createClient, findTables} from "../../src/components/client.ts";
import {download} from "../../src/components/download.ts";
import {EngineDiedError, QueryError, SupersededError} from "../../src/components/errors.ts";
import {createMemory} from "../../src/components/memory.ts";
import {findOrigin} from "../../src/components/origin.ts";
import type {Result} from "../../src/components/rows.ts";
import type {Engine} from "../../src/components/session.ts";
import {unpack, unpackStream} from "../../src/components/unpack.ts";
import {gzipSync} from "node:zlib";

const tables = ["mart_a", "mart_b"];

const makeResult = (value: number): Result => ({columns: [{name: "x", type: "number"}], values: [[value]]});

/** An engine that answers every query with its turn, and can be made to fail. */
function makeWorld(run: (text: string, turn: number) => Promise<number> = async (_, turn) => turn) {
  const log: string[] = [];
  const kill: ((error: Error) => void)[] = [];
  let turn = 0;
  const start = async (): Promise<Engine> => {
    log.push("start");
    const died = new Promise<never>((_, reject) => kill.push(reject));
    return {
      died,
      stop: () => log.push("stop"),
      load: async (table) => void log.push(`load ${table}`),
      write: async () => new Uint8Array([80, 65, 82, 49]),
      run: async ({text}) => (log.push(text), makeResult(await run(text, ++turn)))
    };
  };
  const fetchTable = async (table: string) => (log.push(`fetch ${table}`), new Uint8Array([1]));
  return {log, kill, client: createClient(tables, {start, download: fetchTable}, 2)};
}

const query = (text: string) => ({text, params: []});

describe("createClient(tables, effects)", () => {
  test("starts nothing before the first query, and fetches only the tables it names, once", async () => {
    const {client, log} = makeWorld();
    expect(log).toEqual([]);
    await client.query(query("from mart_b"));
    await client.query(query("select 2 from mart_b"));
    expect(log).toEqual(["start", "fetch mart_b", "load mart_b", "from mart_b", "select 2 from mart_b"]);
  });

  test("remembers answers, forgetting the one unused for longest", async () => {
    const {client, log} = makeWorld();
    for (const text of ["a", "b", "a", "c", "a", "b"]) await client.query(query(text));
    expect(log).toEqual(["start", "a", "b", "c", "b"]);
  });

  test("asks once for the same query asked twice at the same time", async () => {
    const {client, log} = makeWorld();
    const answers = await Promise.all([client.query(query("a"), {}), client.query(query("a"), {})]);
    expect(answers).toEqual([[{x: 1}], [{x: 1}]]);
    expect(log).toEqual(["start", "a"]);
  });

  test("drops the waiting query of a block that asks another", async () => {
    const {client, log} = makeWorld();
    const block = {};
    const asked = ["a", "b", "c"].map((text) => client.query(query(text), block));
    const results = await Promise.allSettled(asked);
    expect(results.map(({status}) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect((results[0] as PromiseRejectedResult).reason).toBeInstanceOf(SupersededError);
    expect(log).toEqual(["start", "c"]);
  });

  test("keeps a query that another block waits for", async () => {
    const {client} = makeWorld();
    const block = {};
    const shared = client.query(query("a"), {});
    const first = client.query(query("a"), block);
    const second = client.query(query("b"), block);
    expect(await Promise.all([shared, first, second])).toEqual([[{x: 1}], [{x: 1}], [{x: 2}]]);
  });

  test("asks again for a query that was dropped", async () => {
    const {client} = makeWorld();
    const block = {};
    const dropped = client.query(query("a"), block).catch((error: unknown) => error);
    void client.query(query("b"), block).catch(() => undefined);
    expect(await client.query(query("a"), block)).toEqual([{x: 1}]);
    expect(await dropped).toBeInstanceOf(SupersededError);
  });

  test("hands the engine two queries at a time, in their order", async () => {
    let running = 0;
    const most: number[] = [];
    const {client, log} = makeWorld(async (_, turn) => {
      most.push(++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return turn;
    });
    const texts = ["a", "b", "c", "d"];
    await Promise.all(texts.map((text) => client.query(query(text), {})));
    expect(log).toEqual(["start", ...texts]);
    expect(Math.max(...most)).toBe(2);
  });

  test("gives an error its SQL and tries the query again when asked again", async () => {
    const {client} = makeWorld(async (_, turn) => {
      if (turn === 1) throw new Error("Binder Error: no such column");
      return turn;
    });
    const error = await client.query({text: "select y", params: [1]}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(QueryError);
    expect(error).toMatchObject({sql: "select y", params: [1], message: "Binder Error: no such column\n\nselect y"});
    expect(await client.query({text: "select y", params: [1]})).toEqual([{x: 2}]);
  });

  test("starts a new engine with the same tables after running out of memory, and runs the query once more", async () => {
    const {client, log} = makeWorld(async (_, turn) => {
      if (turn === 2) throw new Error("Out of Memory Error: failed to allocate data");
      return turn;
    });
    await client.query(query("from mart_a"));
    expect(await client.query(query("select 2 from mart_a"))).toEqual([{x: 3}]);
    expect(log.filter((line) => /start|fetch|load|stop/.test(line))).toEqual([
      ...["start", "fetch mart_a", "load mart_a"],
      ...["stop", "start", "load mart_a"]
    ]);
  });

  test("stops a running query by its signal, and answers the next from a new engine", async () => {
    const {client, log} = makeWorld((_, turn) => (turn === 1 ? new Promise(() => undefined) : Promise.resolve(turn)));
    const stop = new AbortController();
    const answer = client.ask(query("long"), stop.signal).catch((error: unknown) => error);
    await expect.poll(() => log).toContain("long");
    stop.abort();
    expect(await answer).toMatchObject({name: "AbortError"});
    expect(await client.ask(query("b"))).toEqual([{x: 2}]);
    expect(log).toEqual(["start", "long", "stop", "start", "b"]);
  });

  test("answers a query beside one that is stopped, or whose memory does not suffice, from a new engine", async () => {
    const never = new Promise<number>(() => undefined);
    const {client, log} = makeWorld((text, turn) => {
      if (text === "huge") throw new Error("Out of Memory Error: failed to allocate data");
      return text === "long" || (text === "b" && turn < 4) ? never : Promise.resolve(turn);
    });
    const stop = new AbortController();
    const long = client.ask(query("long"), stop.signal).catch((error: unknown) => error);
    const beside = client.ask(query("b"));
    await expect.poll(() => log).toContain("b");
    const huge = client.ask(query("huge")).catch((error: unknown) => error);
    stop.abort();
    expect(await long).toMatchObject({name: "AbortError"});
    expect(await beside).toEqual([{x: expect.any(Number) as number}]);
    expect(await huge).toMatchObject({message: expect.stringContaining("Out of Memory") as string});
  });

  test("gets ready ahead of need: with the tables of the queries, running each once", async () => {
    const {client, log} = makeWorld();
    await client.warm(["from mart_a", "from mart_b"].map(query));
    const ready = ["fetch mart_a", "fetch mart_b", "load mart_a", "load mart_b"];
    expect(log).toEqual(["start", ...ready, "from mart_a", "from mart_b"]);
  });

  test("runs no more ahead of need once something is asked", async () => {
    const {client, log} = makeWorld();
    const warmed = client.warm(["a", "b", "c"].map(query));
    expect(await client.query(query("asked"))).toEqual([{x: expect.any(Number) as number}]);
    await warmed;
    expect(log).toEqual(["start", "asked"]);
  });

  test("tells what its rows are the answer to", async () => {
    const {client} = makeWorld();
    const rows = await client.query({text: "select ?", params: [1]});
    expect(findOrigin(rows)).toEqual({
      query: {text: "select ?", params: [1]},
      columns: [{name: "x", type: "number"}]
    });
  });

  test("does not try a deadly query for ever", async () => {
    const {client, log} = makeWorld(async () => {
      throw new Error("memory access out of bounds");
    });
    await expect(client.query(query("deadly"))).rejects.toBeInstanceOf(QueryError);
    expect(log.filter((line) => line === "start")).toHaveLength(2);
  });

  test("answers a query whose engine died under it from a new engine", async () => {
    const {client, kill, log} = makeWorld((_, turn) =>
      turn === 1 ? new Promise(() => undefined) : Promise.resolve(turn)
    );
    const rows = client.query(query("a"));
    await expect.poll(() => log).toContain("a");
    kill[0]!(new EngineDiedError("gone"));
    expect(await rows).toEqual([{x: 2}]);
  });

  test("notices an engine that dies while nobody asks", async () => {
    const {client, kill, log} = makeWorld();
    await client.query(query("a"));
    kill[0]!(new EngineDiedError("gone"));
    await expect.poll(() => log).toContain("stop");
    expect(await client.query(query("b"))).toEqual([{x: 2}]);
    expect(log).toEqual(["start", "a", "stop", "start", "b"]);
  });
});

test("findTables(text, tables) finds whole names only", () => {
  expect(findTables("select mart_a.x from mart_a join mart_bc", tables)).toEqual(["mart_a"]);
});

test("createMemory(size) keeps what was used last", () => {
  const memory = createMemory<number>(2);
  memory.set("a", 1);
  memory.set("b", 2);
  memory.get("a");
  memory.set("c", 3);
  expect(["a", "b", "c"].map(memory.get)).toEqual([1, undefined, 3]);
});

describe("download(file, {fetch, retry})", () => {
  const file = {name: "x.parquet", href: "/x.parquet"};

  test("asks for another try after a network error and after a bad status, until it works", async () => {
    const replies = [
      () => Promise.reject(new TypeError("failed to fetch")),
      () => Promise.resolve(new Response("", {status: 404})),
      () => Promise.resolve(new Response("abc"))
    ];
    const asked: string[] = [];
    const fetch = () => replies.shift()!();
    const bytes = await download(file, {fetch, retry: async (name) => void asked.push(name)});
    expect(new TextDecoder().decode(bytes)).toBe("abc");
    expect(asked).toEqual(["x.parquet", "x.parquet"]);
  });
});

describe("unpack(bytes)", () => {
  test("unpacks gzip, and leaves bytes that are unpacked already", async () => {
    const text = async (bytes: Uint8Array) => (await unpack(bytes)).text();
    expect(await text(gzipSync("abc"))).toBe("abc");
    expect(await text(new TextEncoder().encode("abc"))).toBe("abc");
  });
});

describe("unpackStream(stream)", () => {
  const read = async (bytes: Uint8Array) => {
    const parts = new Blob([bytes.slice(0, 5), bytes.slice(5)]).stream();
    return new Response(await unpackStream(parts)).text();
  };

  test("unpacks gzip, and leaves bytes that are unpacked already", async () => {
    expect(await read(gzipSync("as they arrive"))).toBe("as they arrive");
    expect(await read(new TextEncoder().encode("as they arrive"))).toBe("as they arrive");
    expect(await read(new Uint8Array())).toBe("");
  });

  test("fails where the bytes end too early", async () => {
    await expect(read(gzipSync("as they arrive").slice(0, -9))).rejects.toThrow();
  });
});
