import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Query} from "../../../components/query.ts";
import type {Engine, QueryResult} from "./engine.ts";
import {openEngine} from "./engine.ts";
import type {Release} from "./release.ts";

/** The engine over a release, kept open while others follow: only changed tables are loaded, and only what reads them is asked again. */
export class WarmEngine implements Engine {
  private readonly loaded = new Map<string, string>();
  private readonly answers = new Map<string, QueryResult>();
  private readonly bound = new Set<string>();

  private constructor(private readonly engine: Engine) {}

  static async open(release: Release): Promise<WarmEngine> {
    const warm = new WarmEngine(await openEngine());
    await warm.follow(release);
    return warm;
  }

  /** Takes the tables of a release in place of those that it has. */
  async follow({dir, catalog, files}: Release): Promise<void> {
    const versions = new Map(catalog.tables.map(({name}) => [name, files.get(`${name}.parquet`)!]));
    for (const name of this.loaded.keys()) if (!versions.has(name)) this.removeTable(name);
    for (const [name, version] of versions) {
      if (this.loaded.get(name) === version) continue;
      this.addTable(name, await readFile(join(dir, `${name}.parquet`)));
      this.loaded.set(name, version);
    }
  }

  addTable(name: string, bytes: Uint8Array): void {
    this.forget(name);
    this.engine.addTable(name, bytes);
  }

  removeTable(name: string): void {
    this.forget(name);
    this.engine.removeTable(name);
    this.loaded.delete(name);
  }

  bind(text: string): void {
    if (this.bound.has(text)) return;
    this.engine.bind(text);
    this.bound.add(text);
  }

  query(query: Query): QueryResult {
    const key = JSON.stringify([query.text, query.params]);
    const known = this.answers.get(key);
    if (known) return known;
    const answer = this.engine.query(query);
    this.answers.set(key, answer);
    return answer;
  }

  /** Forgets what names a table; a table's name within another word forgets too much, never too little. */
  private forget(table: string): void {
    for (const text of this.bound) if (text.includes(table)) this.bound.delete(text);
    for (const key of this.answers.keys()) if (key.includes(table)) this.answers.delete(key);
  }
}
