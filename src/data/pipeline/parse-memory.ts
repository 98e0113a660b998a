import {readdir, readFile, rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {version as engineVersion} from "@duckdb/node-api";
import {fingerprint} from "./files.ts";

/**
 * What reading a text yielded, remembered over builds by the text itself, so that only what was edited is parsed again.
 * One without a path remembers nothing.
 */
export class ParseMemory {
  private readonly used: Record<string, unknown> = {};
  private hasNew = false;

  private constructor(
    private readonly path?: string,
    private readonly known: Record<string, unknown> = {},
    /** Fingerprint of what parses. */
    private readonly parser = ""
  ) {}

  static none(): ParseMemory {
    return new ParseMemory();
  }

  /**
   * What a file remembers; nothing of what another version of the parsing code, or another engine, made of texts, nor of
   * anything where all is to be parsed anew.
   */
  static async read(path: string, {isAnew = false} = {}): Promise<ParseMemory> {
    const parser = await (parserVersion ??= readParserVersion());
    if (isAnew) return new ParseMemory(path, {}, parser);
    try {
      const file = JSON.parse(await readFile(path, "utf8")) as {parser: string; known: Record<string, unknown>};
      return new ParseMemory(path, file.parser === parser ? file.known : {}, parser);
    } catch {
      return new ParseMemory(path, {}, parser);
    }
  }

  /**
   * What `parse` makes of the texts, which must determine it and be all that does; it is kept as JSON. A failure is not
   * remembered.
   */
  async recall<T>(texts: string[], parse: () => T | Promise<T>): Promise<T> {
    if (this.path === undefined) return parse();
    const key = fingerprint(...texts);
    const isKnown = key in this.known;
    const value = isKnown ? this.known[key] : toJson(await parse());
    this.hasNew ||= !isKnown;
    this.used[key] = value;
    return value as T;
  }

  /** Fingerprint of all that was recalled, and of what parsed it. */
  get version(): string {
    return fingerprint(this.parser, ...Object.keys(this.used).sort());
  }

  /** Keeps what was recalled, and forgets the rest. */
  async save(): Promise<void> {
    const isSame = !this.hasNew && Object.keys(this.used).length === Object.keys(this.known).length;
    if (this.path === undefined || isSame) return;
    await writeFile(`${this.path}.partial`, JSON.stringify({parser: this.parser, known: this.used}));
    await rename(`${this.path}.partial`, this.path);
  }
}

/** The same value whether it was remembered or not. */
const toJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

/** Of the code that this process runs, whatever becomes of its files. */
let parserVersion: Promise<string> | undefined;

/** Fingerprint of the pipeline's code, its libraries and the engine. */
async function readParserVersion(): Promise<string> {
  const dir = import.meta.dirname;
  const modules = [".", "incremental", "snapshots", "artifacts"].map(async (folder) => {
    const names = (await readdir(join(dir, folder))).filter((name) => name.endsWith(".ts")).sort();
    return Promise.all(names.map((name) => readFile(join(dir, folder, name), "utf8")));
  });
  const lock = await readFile(join(dir, "../../../package-lock.json"), "utf8").catch(() => "");
  return fingerprint(engineVersion(), lock, ...(await Promise.all(modules)).flat());
}
