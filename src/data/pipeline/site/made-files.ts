import type {Config} from "@observablehq/framework/dist/config.js";
import {existsSync, readFileSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fingerprint} from "../files.ts";
import {readQuestions} from "../questions.ts";
import type {Settings} from "../settings.ts";
import {publishPath} from "../settings.ts";
import type {Engine} from "./engine.ts";
import {describePageLineage} from "./lineage.ts";
import {computeMetrics} from "./metric-values.ts";
import {computePageResults} from "./page-results.ts";
import type {Release} from "./release.ts";
import {readRelease} from "./release.ts";
import {describeSearch} from "./search-entries.ts";
import {WarmEngine} from "./warm-engine.ts";

/** The files that pages attach, such as "/data/lineage.json", by the loader in src/data/ that makes them. */
const loaders: [name: string, pattern: RegExp][] = [
  ["warehouse.tar.ts", /^\/data\/warehouse\/([^/]+)$/],
  ["queries/[page].json.ts", /^\/data\/queries(\/.+)\.json$/],
  ["lineage.json.ts", /^\/data\/lineage\.json$/],
  ["metrics.json.ts", /^\/data\/metrics\.json$/],
  ["questions.json.ts", /^\/data\/questions\.json$/],
  ["search.json.ts", /^\/data\/search\.json$/]
];

/** A file as it was made last. */
interface Made {
  /** What it was made from. */
  of: string;
  /** Changes with its content. */
  version: string;
  content?: string;
  error?: Error;
}

/**
 * Makes in this process what loaders make of the published tables and the sources: none needs to start, and what is current is told by
 * content, never by the times of files. A loader that does not read as the one of this project's own code is left to Framework.
 */
export class MadeFiles {
  private readonly made = new Map<string, Made>();
  private engine: WarmEngine | undefined;
  private own: ReadonlySet<string> = new Set();
  private edits = 0;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly settings: Settings,
    private readonly config: Config,
    private release: Release
  ) {
    this.own = findOwn(config.root);
  }

  static async open(settings: Settings, config: Config): Promise<MadeFiles> {
    return new MadeFiles(settings, config, await readRelease(publishPath(settings)));
  }

  has(path: string): boolean {
    return this.find(path) !== undefined;
  }

  /** Changes whenever the content of a file that somebody has read does; undefined for a file that is not made here. */
  getVersion(path: string): string | undefined {
    const found = this.find(path);
    if (!found) return undefined;
    return (
      (found.name === "warehouse.tar.ts" ? this.release.files.get(found.part!) : this.made.get(path)?.version) ?? ""
    );
  }

  /** The content of a file; undefined where there is no such file. */
  async read(path: string): Promise<Buffer | string | undefined> {
    const {name, part} = this.find(path)!;
    const {dir, parts, files} = this.release;
    if (name !== "warehouse.tar.ts") return this.make(path);
    if (parts.has(part!)) return parts.get(part!);
    return files.has(part!) ? readFile(join(dir, part!)) : undefined;
  }

  /** Makes the results of a page's queries, such as "/sales", so that their version is known. */
  async prepare(page: string): Promise<void> {
    const path = `/data/queries${page}.json`;
    if (this.has(path) && existsSync(join(this.config.root, `${page}.md`)))
      await this.make(path).catch(() => undefined);
  }

  /** Takes what is published now; returns whether it is something else. */
  refresh(): Promise<boolean> {
    return this.inTurn(async () => {
      const before = this.release.version;
      this.release = await readRelease(publishPath(this.settings));
      return this.release.version !== before;
    });
  }

  /** Makes anew, after a change to sources or tables, what somebody has read, but for the results of queries, which follow by themselves. */
  async remake(): Promise<void> {
    this.edits++;
    this.own = findOwn(this.config.root);
    for (const path of this.made.keys())
      if (!path.startsWith("/data/queries/")) await this.make(path).catch(() => undefined);
  }

  /** The engine, with the tables of the release. */
  async openEngine(): Promise<Engine> {
    this.engine ??= await WarmEngine.open(this.release);
    await this.engine.follow(this.release);
    return this.engine;
  }

  private make(path: string): Promise<string> {
    return this.inTurn(async () => {
      const before = this.made.get(path);
      const of = await this.describeSources(path);
      const made = before?.of === of ? before : await this.makeAnew(path, of, before);
      this.made.set(path, made);
      if (made.error) throw made.error;
      return made.content!;
    });
  }

  private async makeAnew(path: string, of: string, before: Made | undefined): Promise<Made> {
    const outcome = await this.compute(path).then(
      (content) => ({content}),
      (error: Error) => ({error})
    );
    const text = "error" in outcome ? outcome.error.message : outcome.content;
    // Pages read the version before they read what it is of, but for results, which are prepared.
    const isRead = before !== undefined || path.startsWith("/data/queries/");
    const isSame = before !== undefined && text === (before.error?.message ?? before.content);
    return {...outcome, of, version: isSame ? before.version : isRead ? fingerprint(text) : ""};
  }

  private async describeSources(path: string): Promise<string> {
    const {version} = this.release;
    const {name, part} = this.find(path)!;
    if (name !== "queries/[page].json.ts") return `${version} ${this.edits}`;
    return fingerprint(version, await readFile(join(this.config.root, `${part!}.md`), "utf8").catch(() => ""));
  }

  private async compute(path: string): Promise<string> {
    const {root} = this.settings;
    const {dir, catalog} = this.release;
    const {name, part} = this.find(path)!;
    switch (name) {
      case "queries/[page].json.ts":
        return computePageResults(this.config, part!, {engine: await this.openEngine(), catalog});
      case "lineage.json.ts":
        return JSON.stringify(await describePageLineage(dir, this.config.root));
      case "metrics.json.ts":
        return JSON.stringify(await computeMetrics(root, await this.openEngine()));
      case "questions.json.ts":
        return JSON.stringify(await readQuestions(root));
      default:
        return JSON.stringify(await describeSearch(this.config, root, catalog));
    }
  }

  private find(path: string): {name: string; part?: string} | undefined {
    for (const [name, pattern] of loaders) {
      const match = this.own.has(name) ? pattern.exec(path) : null;
      if (match) return {name, part: match[1]};
    }
    return undefined;
  }

  /** One after another, so that what was begun on an earlier release never replaces what was made of a later one. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** The loaders of a site that read as this project's own. */
function findOwn(root: string): Set<string> {
  const isOwn = (name: string) => {
    const path = join(root, "data", name);
    return existsSync(path) && readFileSync(path, "utf8") === texts.get(name);
  };
  return new Set(loaders.map(([name]) => name).filter(isOwn));
}

/** This project's own loaders, as they read when this process began. */
const texts = new Map(loaders.map(([name]) => [name, readFileSync(join(import.meta.dirname, "../..", name), "utf8")]));
