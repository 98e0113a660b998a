import {existsSync} from "node:fs";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {Command} from "commander";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {formatTable} from "../../src/data/pipeline/format.ts";
import {benchSite} from "./site.ts";
import type {WarehouseBench} from "./warehouse.ts";
import {benchWarehouse} from "./warehouse.ts";

interface Flags {
  data?: string;
  rounds: string;
  out: string;
  scale: string;
  site: boolean;
}

const program = new Command("bench")
  .description("Measures build and pages against their budgets; each ratio has its baseline in the same run.")
  .option("--data <dir>", "input files (default: OLIST_DATA_DIR, else ../shared/olist, else demo data of scale 1)")
  .option("--rounds <n>", "how often each build is measured; the median counts", "3")
  .option("--scale <n>", "also builds demo data of scale 1 and of this scale, and compares", "0")
  .option("--no-site", "leaves out the pages")
  .option("--out <file>", "where the JSON goes", "bench.json")
  .action(run);

async function run({data, rounds, out, scale, site}: Flags): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "bench-data-"));
  try {
    const input = await findInput(data, dir);
    const warehouse = await benchWarehouse(input, {rounds: Number(rounds)});
    printWarehouse(warehouse);
    const growth = Number(scale) > 1 ? await benchGrowth(Number(scale), dir) : undefined;
    if (growth) print("Growth", growth);
    const pages = site ? await benchSite(input) : undefined;
    if (pages) print("Pages, cold cache, host without compression", pages);
    await writeFile(out, `${JSON.stringify({data: input, warehouse, growth, pages}, null, 2)}\n`);
    console.log(`\nWritten to ${out}.`);
  } finally {
    await rm(dir, {recursive: true, force: true});
  }
}

async function findInput(data: string | undefined, dir: string): Promise<string> {
  const given = data ?? process.env.OLIST_DATA_DIR;
  if (given) return resolve(given);
  if (existsSync("../shared/olist")) return resolve("../shared/olist");
  await writeDemo(join(dir, "demo"));
  return join(dir, "demo");
}

/** How build time and memory grow with the orders: linear is a ratio of `scale`. */
async function benchGrowth(scale: number, dir: string) {
  const sizes: Record<string, WarehouseBench> = {};
  for (const size of [1, scale]) {
    const input = join(dir, `scale-${size}`);
    await writeDemo(input, {scale: size});
    sizes[size] = await benchWarehouse(input, {rounds: 1});
    await rm(input, {recursive: true});
  }
  return Object.entries(sizes).map(([size, bench]) => ({
    scale: Number(size),
    rows: bench.rows,
    build_s: round(bench.buildSeconds),
    "× scale 1": round(bench.buildSeconds / sizes[1]!.buildSeconds),
    "× plain script": round(bench.ratio),
    peak_MB: Math.round(bench.peakBytes / 1e6)
  }));
}

function printWarehouse(bench: WarehouseBench): void {
  print("Warehouse", [
    {what: "plain script, one DuckDB session", value: `${round(bench.plainSeconds)} s`, budget: ""},
    {what: "build: load, models, checks, publish", value: `${round(bench.buildSeconds)} s`, budget: ""},
    {what: "build ÷ plain script", value: round(bench.ratio), budget: "≤ 1.5"},
    {what: "rows per second", value: bench.rowsPerSecond, budget: ""},
    {
      what: "peak memory",
      value: `${Math.round(bench.peakBytes / 1e6)} MB (plain: ${Math.round(bench.plainPeakBytes / 1e6)} MB)`,
      budget: ""
    },
    {what: "nothing changed, pipeline time", value: `${round(bench.unchangedSeconds)} s`, budget: "< 0.5 s"},
    {what: "nothing changed, whole process", value: `${round(bench.unchangedProcessSeconds)} s`, budget: ""},
    {
      what: "one model changed",
      value: `${round(bench.changedModel.seconds)} s, ${bench.changedModel.built} models built`,
      budget: ""
    }
  ]);
  const total = bench.tables.reduce((sum, table) => sum + table.bytes, 0);
  print(`Published tables: ${round(total / 1e6)} MB, budget 8 MB`, bench.tables);
  print("Stages of the last build, seconds", [bench.stages]);
}

const round = (value: number) => Math.round(value * 100) / 100;

function print(title: string, rows: Record<string, unknown>[]): void {
  console.log(`\n${title}\n${formatTable({columns: Object.keys(rows[0]!), rows}, "table")}`);
}

await program.parseAsync();
