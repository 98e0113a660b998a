import {cp, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import type {Row} from "../../src/data/pipeline/database.ts";
import {describeFailure} from "../../src/data/pipeline/errors.ts";
import type {BuildOptions} from "../../src/data/pipeline/pipeline.ts";
import {buildWarehouse} from "../../src/data/pipeline/pipeline.ts";
import {query} from "../../src/data/pipeline/query.ts";
import type {Run} from "../../src/data/pipeline/runs.ts";
import type {Settings} from "../../src/data/pipeline/settings.ts";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";

const silent = () => undefined;

export interface Outcome {
  exitCode: number;
  /** What stopped the build; empty when nothing did. */
  message: string;
  warnings: string[];
  run: Run | undefined;
}

/** A folder of small demo data with a warehouse of its own, to spoil and build at will. */
export class Sandbox {
  readonly settings: Settings;

  private constructor(
    readonly dir: string,
    readonly data: string
  ) {
    this.settings = resolveSettings({data}, {OLIST_WAREHOUSE_DIR: join(dir, "warehouse")});
  }

  /** Demo data for about a thousand orders. */
  static async create({scale = 0.01, seed = 7} = {}): Promise<Sandbox> {
    const dir = await mkdtemp(join(tmpdir(), "sandbox-"));
    await writeDemo(join(dir, "data"), {scale, seed});
    return new Sandbox(dir, join(dir, "data"));
  }

  /** A second one with the same data and state. */
  async copy(): Promise<Sandbox> {
    const dir = await mkdtemp(join(tmpdir(), "sandbox-"));
    await cp(this.dir, dir, {recursive: true, verbatimSymlinks: true});
    return new Sandbox(dir, join(dir, "data"));
  }

  /** Changes an input file's text. */
  async edit(file: string, change: (text: string) => string | Buffer): Promise<void> {
    const path = join(this.data, file);
    const before = await readFile(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    await writeFile(path, after);
  }

  /** Changes one cell; row 1 is the first after the header. */
  async editCell(file: string, row: number, column: string, value: string): Promise<void> {
    await this.edit(file, (text) => {
      const lines = text.split("\n");
      const position = lines[0]!
        .replace(/["\r\uFEFF]/g, "")
        .split(",")
        .indexOf(column);
      const cells = lines[row]!.split(",");
      cells[position] = value;
      lines[row] = cells.join(",");
      return lines.join("\n");
    });
  }

  async build(options: BuildOptions = {}, settings: Partial<Settings> = {}): Promise<Outcome> {
    const warnings: string[] = [];
    const effects = {
      now: () => new Date(),
      log: {step: silent, progress: silent, warn: (text: string) => void warnings.push(text)}
    };
    try {
      const run = await buildWarehouse({...this.settings, ...settings}, options, effects);
      return {exitCode: 0, message: "", warnings, run};
    } catch (error) {
      return {...describeFailure(error), warnings, run: (error as {run?: Run}).run};
    }
  }

  async query<T = Row>(sql: string): Promise<T[]> {
    const {rows} = await query(this.settings, sql, {
      now: () => new Date(),
      log: {step: silent, progress: silent, warn: silent}
    });
    return rows as T[];
  }

  remove(): Promise<void> {
    return rm(this.dir, {recursive: true, force: true});
  }
}
