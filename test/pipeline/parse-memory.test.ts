import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {ParseMemory} from "../../src/data/pipeline/parse-memory.ts";

let [dir, path] = ["", ""];
let parsed: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "memory-"));
  path = join(dir, "parsed.json");
  parsed = [];
});

afterEach(() => rm(dir, {recursive: true}));

/** Recalls each text in a new memory of the file, and saves it. */
async function recall(...texts: string[]): Promise<unknown[]> {
  const memory = await ParseMemory.read(path);
  const parse = (text: string) => {
    parsed.push(text);
    return Promise.resolve({text, nothing: undefined});
  };
  const values = [];
  for (const text of texts) values.push(await memory.recall([text], () => parse(text)));
  await memory.save();
  return values;
}

describe("ParseMemory", () => {
  it("parses a text once, and gives the same for it ever after", async () => {
    const first = await recall("a", "b");
    expect(await recall("a", "b")).toStrictEqual(first);
    expect(await recall("b", "c")).toStrictEqual([{text: "b"}, {text: "c"}]);
    expect(parsed).toEqual(["a", "b", "c"]);
  });

  it("forgets what a build no longer reads", async () => {
    await recall("a", "b");
    await recall("b");
    await recall("a");
    expect(parsed).toEqual(["a", "b", "a"]);
  });

  it("tells texts apart by where one ends and the next begins", async () => {
    const memory = await ParseMemory.read(path);
    await memory.recall(["a", "bc"], () => 1);
    expect(await memory.recall(["ab", "c"], () => 2)).toBe(2);
  });

  it("remembers no failure", async () => {
    const memory = await ParseMemory.read(path);
    await expect(memory.recall(["a"], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await memory.recall(["a"], () => 1)).toBe(1);
  });

  it("parses all anew after a spoiled file, and after other code made it", async () => {
    await recall("a");
    await writeFile(path, "{");
    await recall("a");
    const file = JSON.parse(await readFile(path, "utf8")) as object;
    await writeFile(path, JSON.stringify({...file, parser: "other"}));
    await recall("a");
    expect(parsed).toEqual(["a", "a", "a"]);
  });

  it("has a version that changes with any text", async () => {
    const versionOf = async (...texts: string[]) => {
      const memory = await ParseMemory.read(path);
      for (const text of texts) await memory.recall([text], () => text);
      return memory.version;
    };
    expect(await versionOf("a", "b")).toBe(await versionOf("b", "a"));
    expect(await versionOf("a", "b")).not.toBe(await versionOf("a", "c"));
    expect(await versionOf("a", "b")).not.toBe(await versionOf("a"));
  });
});
