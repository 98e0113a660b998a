import {cp, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";
import {compile} from "../../src/data/pipeline/compile.ts";
import {createLogger} from "../../src/data/pipeline/effects.ts";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";
import {measure, median} from "./children.ts";

interface BuildMeasure {
  rows: number;
  stages: Record<string, number>;
  built: number;
  /** How many models were built by affected keys alone. */
  incremental: number;
}

export interface WarehouseBench {
  rows: number;
  /** Medians over the rounds, in seconds. */
  plainSeconds: number;
  buildSeconds: number;
  unchangedSeconds: number;
  unchangedProcessSeconds: number;
  /** buildSeconds ÷ plainSeconds. */
  ratio: number;
  /** Processor time of a build, and what it is of the plain script's. */
  buildCpuSeconds: number;
  cpuRatio: number;
  rowsPerSecond: number;
  peakBytes: number;
  plainPeakBytes: number;
  stages: Record<string, number>;
  /** After a change to one model that others read. */
  changedModel: {seconds: number; built: number};
  tables: {name: string; rows: number; bytes: number}[];
}

/**
 * Builds the warehouse and, on the same input, runs the same SQL as a plain script in one DuckDB session, turn by turn,
 * each in a process of its own with an empty folder.
 */
export async function benchWarehouse(data: string, {rounds = 3} = {}): Promise<WarehouseBench> {
  const dir = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const script = join(dir, "plain.sql");
    await writeFile(script, await compileScript(data));
    const warehouse = join(dir, "warehouse");
    const [plain, full, unchanged] = [[], [], []] as Awaited<ReturnType<typeof build>>[][];
    for (let round = 0; round < rounds; round++) {
      await rm(join(dir, "plain.duckdb"), {force: true});
      plain!.push(await measure<BuildMeasure>("plain-script.ts", [script, join(dir, "plain.duckdb")]));
      await rm(warehouse, {recursive: true, force: true});
      full!.push(await build(data, warehouse));
      unchanged!.push(await build(data, warehouse));
    }
    const changed = await buildChanged(data, warehouse, dir);
    const [plainSeconds, buildSeconds] = [plain!, full!].map((runs) => median(runs.map((run) => run.seconds))) as [
      number,
      number
    ];
    const [plainCpu, buildCpu] = [plain!, full!].map((runs) => median(runs.map((run) => run.cpuSeconds))) as [
      number,
      number
    ];
    const {rows} = full![0]!;
    const catalog = JSON.parse(await readFile(join(warehouse, "publish/catalog.json"), "utf8")) as Catalog;
    return {
      rows,
      plainSeconds,
      buildSeconds,
      unchangedSeconds: median(unchanged!.map((run) => run.seconds)),
      unchangedProcessSeconds: median(unchanged!.map((run) => run.processSeconds)),
      ratio: buildSeconds / plainSeconds,
      buildCpuSeconds: buildCpu,
      cpuRatio: buildCpu / plainCpu,
      rowsPerSecond: Math.round(rows / buildSeconds),
      peakBytes: Math.max(...full!.map((run) => run.peakBytes)),
      plainPeakBytes: Math.max(...plain!.map((run) => run.peakBytes)),
      stages: full!.at(-1)!.stages,
      changedModel: {seconds: changed.seconds, built: changed.built},
      tables: catalog.tables.map(({name, rows, bytes}) => ({name, rows, bytes}))
    };
  } finally {
    await rm(dir, {recursive: true, force: true});
  }
}

/** Builds in a process of its own. */
export const build = (data: string, warehouse: string, root = process.cwd()) =>
  measure<BuildMeasure>("build.ts", [data, root], {OLIST_WAREHOUSE_DIR: warehouse});

function compileScript(data: string): Promise<string> {
  const log = createLogger(process.stderr, {quiet: true});
  return compile(resolveSettings({data}), {now: () => new Date(), log});
}

/** Changes a model in a copy of the project and builds again. */
async function buildChanged(data: string, warehouse: string, dir: string) {
  const root = join(dir, "project");
  for (const part of ["sql", "seeds"]) await cp(part, join(root, part), {recursive: true});
  const path = join(root, "sql/core/dim_seller.sql");
  await writeFile(path, `${(await readFile(path, "utf8")).trimEnd().replace(/;$/, "")} where true\n`);
  return build(data, warehouse, root);
}
