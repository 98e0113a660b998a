import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import JSZip from "jszip";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import type {SourceContract} from "../../src/data/pipeline/contracts.ts";
import {findRecords} from "../../src/data/pipeline/csv-records.ts";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {inspectFile} from "../../src/data/pipeline/input-file.ts";
import {ParseMemory} from "../../src/data/pipeline/parse-memory.ts";
import {unzip} from "../../src/data/pipeline/unzip.ts";

let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "extract-"));
});

afterEach(() => rm(dir, {recursive: true}));

const column = (name: string) => ({name, type: "VARCHAR", description: name, isPublished: true, isPii: false});
const source: SourceContract = {
  id: "raw.items",
  schema: "raw",
  name: "items",
  description: "Items.",
  path: "sql/sources.yml",
  columns: [column("item_id"), column("price")],
  tests: [],
  file: "items.csv",
  key: ["item_id"],
  isOptional: false
};

async function inspect(content: string | Buffer) {
  await writeFile(join(dir, "items.csv"), content);
  return inspectFile(join(dir, "items.csv"), source);
}

describe("inspectFile(path, source)", () => {
  it("takes columns in any order, a byte-order mark, and notes columns beyond the contract", async () => {
    const file = await inspect('\uFEFF"price",note,item_id\r\n1.00,x,a\r\n');
    expect(file.columns).toEqual(["price", "note", "item_id"]);
    expect(file.extraColumns).toEqual(["note"]);
    expect(file.bytes).toBe(35);
    expect(file.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("names a missing column, what was expected and what was found", async () => {
    await expect(inspect("item_id,cost\na,1\n")).rejects.toThrow(
      'items.csv, line 1: column "price" is missing. Expected item_id, price in any order; found item_id, cost.'
    );
  });

  it("guesses another separator", async () => {
    await expect(inspect("item_id;price\na;1\n")).rejects.toThrow("separated by something other than commas");
  });

  it("refuses a column named twice", async () => {
    await expect(inspect("item_id,price,price\na,1,2\n")).rejects.toThrow('names column "price" twice');
  });

  it("refuses an empty file", async () => {
    await expect(inspect("")).rejects.toThrow("items.csv is empty. Expected a header line with 2 columns");
  });

  it("names the line of a byte that is not UTF-8", async () => {
    const text = Buffer.from("item_id,price\na,1\nS\u00e3o,2\nb,3\n", "latin1");
    await expect(inspect(text)).rejects.toThrow("items.csv, line 3: not UTF-8 text, perhaps Latin-1");
  });

  it("reads characters cut by the edge of a chunk", async () => {
    const text = `item_id,price\n${"ã".repeat(600_000)}x,1\n${"é€😀".repeat(300_000)},2\n`;
    await expect(inspect(text)).resolves.toMatchObject({bytes: Buffer.byteLength(text)});
    await expect(inspect(` ${text}`.replace(" item_id", "item_id").replace("x,1", "xx,1"))).resolves.toBeDefined();
  });

  it("names a file that is not there", async () => {
    await expect(inspectFile(join(dir, "none.csv"), source)).rejects.toThrow(/^none\.csv cannot be read: ENOENT/);
  });
});

describe("findRecords(path, rowNumbers, rejected)", () => {
  const find = async (text: string, rows: number[], rejected: {start: number; end: number}[] = []) => {
    await writeFile(join(dir, "a.csv"), text);
    return Object.fromEntries(await findRecords(join(dir, "a.csv"), new Set(rows), rejected));
  };

  it("counts quoted line breaks as lines, not as rows", async () => {
    expect(await find('a,b\n1,"x\ny"\n2,z\n3,w', [1, 2, 3])).toEqual({
      1: {line: 2, text: '1,"x\ny"'},
      2: {line: 4, text: "2,z"},
      3: {line: 5, text: "3,w"}
    });
  });

  it("passes over blank lines and CRLF", async () => {
    expect(await find("a,b\r\n1,x\r\n\r\n2,y\r\n", [1, 2])).toEqual({
      1: {line: 2, text: "1,x"},
      2: {line: 4, text: "2,y"}
    });
  });

  it("does not number what the engine rejected", async () => {
    expect(
      await find(
        'a,b\n1,x\n2\n3,"q\n4,y\n',
        [1, 2],
        [
          {start: 8, end: 9},
          {start: 10, end: 15}
        ]
      )
    ).toEqual({
      1: {line: 2, text: "1,x"},
      2: {line: 5, text: "4,y"}
    });
  });
});

describe("unzip(path, outDir, options)", () => {
  const options = {isWanted: (name: string) => ["a.csv", "b.csv"].includes(name), maxBytes: 1e9};

  async function pack(files: Record<string, string | Buffer>): Promise<string> {
    const zip = new JSZip();
    for (const [name, content] of Object.entries(files)) zip.file(name, content);
    const path = join(dir, "in.zip");
    await writeFile(path, await zip.generateAsync({type: "nodebuffer", compression: "DEFLATE"}));
    return path;
  }

  it("takes the named members out of any folder of the archive", async () => {
    const path = await pack({"archive/a.csv": "1", "b.csv": "2", "c.txt": "3", "__MACOSX/a.csv": "x"});
    await unzip(path, join(dir, "out"), options);
    expect(await findFiles(join(dir, "out"), /./)).toEqual(["a.csv", "b.csv"]);
    expect(await readFile(join(dir, "out/a.csv"), "utf8")).toBe("1");
  });

  it.each(["../a.csv", "x/../../a.csv", "/a.csv"])("refuses a path that climbs out: %s", async (name) => {
    // JSZip normalises names, so the name is put in after packing, in both headers.
    const placeholder = "p".repeat(name.length);
    const path = await pack({[placeholder]: "1"});
    const bytes = await readFile(path);
    await writeFile(path, Buffer.from(bytes.toString("latin1").replaceAll(placeholder, name), "latin1"));
    await expect(unzip(path, join(dir, "out"), options)).rejects.toThrow(
      /in\.zip is not a zip that can be read: .*(relative|absolute) path/
    );
    expect(await findFiles(dir, /./)).toEqual(["in.zip"]);
  });

  it("refuses a zip bomb and leaves nothing behind", async () => {
    const path = await pack({"a.csv": Buffer.alloc(30_000_000)});
    await expect(unzip(path, join(dir, "out"), options)).rejects.toThrow(
      /would unpack from \d+ to 30000000 bytes; at most 200 times/
    );
    expect(await findFiles(dir, /./)).toEqual(["in.zip"]);
  });

  it("refuses more bytes than allowed in all", async () => {
    const path = await pack({"a.csv": "abc", "b.csv": "def"});
    await expect(unzip(path, join(dir, "out"), {...options, maxBytes: 5})).rejects.toThrow("5 bytes in all are taken");
  });

  it("refuses two members of one name", async () => {
    const path = await pack({"x/a.csv": "1", "y/a.csv": "2"});
    await expect(unzip(path, join(dir, "out"), options)).rejects.toThrow("holds a.csv twice");
  });

  it("says what to do with a damaged archive", async () => {
    const path = await pack({"a.csv": "1"});
    await writeFile(path, (await readFile(path)).subarray(0, 40));
    await expect(unzip(path, join(dir, "out"), options)).rejects.toThrow(
      "Download it again, or unpack it and name the folder."
    );
  });
});

describe("inspectFile(path, source, memory)", () => {
  const path = () => join(dir, "items.csv");
  const memoryPath = () => join(dir, "inputs.json");
  const write = (content: string) => writeFile(path(), content);

  /** Inspects the file as a build does so many seconds from now, which keeps what it learned. */
  async function inspectLater(seconds: number) {
    vi.useFakeTimers({now: Date.now() + seconds * 1000, toFake: ["Date"]});
    const memory = await ParseMemory.read(memoryPath());
    const file = await inspectFile(path(), source, memory).finally(() => vi.useRealTimers());
    await memory.save();
    return file;
  }

  /** Marks what was remembered, which shows where it is relied on. */
  async function markRemembered() {
    const text = await readFile(memoryPath(), "utf8");
    await writeFile(memoryPath(), text.replace(/"hash":"[0-9a-f]{64}"/, '"hash":"remembered"'));
  }

  it("reads a file once until it is another", async () => {
    await write("item_id,price\na,1\n");
    const first = await inspectLater(5);
    await markRemembered();
    expect(await inspectLater(6)).toEqual({...first, hash: "remembered"});
    await write("item_id,price\na,2\n");
    const second = await inspectLater(7);
    expect(second).toMatchObject({bytes: 18, columns: ["item_id", "price"]});
    expect(["remembered", first.hash]).not.toContain(second.hash);
  });

  it("does not rely on the time of a file that was just written", async () => {
    await write("item_id,price\na,1\n");
    await inspectLater(1);
    const known = (JSON.parse(await readFile(memoryPath(), "utf8").catch(() => '{"known": {}}')) as {known: object})
      .known;
    expect(known).toEqual({});
  });
});
