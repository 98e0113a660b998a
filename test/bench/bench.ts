import {existsSync} from "node:fs";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {Command} from "commander";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {formatTable} from "../../src/data/pipeline/format.ts";
import {benchDev} from "./dev.ts";
import type {DropBench} from "./drop.ts";
import {benchDrop} from "./drop.ts";
import {benchSite, measureDefaultViews, measureOffline} from "./site.ts";
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
  .option(
    "--scale <n>",
    "also builds demo data of scale 1 and of this scale, and a day's drop on top, and compares",
    "0"
  )
  .option("--no-site", "leaves out the pages")
  .option("--out <file>", "where the JSON goes", "bench.json")
  .action(run);

async function run({data, rounds, out, scale, site}: Flags): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "bench-data-"));
  try {
    const input = await findInput(data, dir);
    const warehouse = await benchWarehouse(input, {rounds: Number(rounds)});
    printWarehouse(warehouse);
    const growth =
      Number(scale) > 1 ? await benchGrowth(dir, {scale: Number(scale), rounds: Number(rounds), site}) : undefined;
    if (growth) print("Growth, budget ≤ 12 × the time", growth.builds);
    if (growth && site) print("Growth of default views, budget ≤ 1.3 ×", growth.views);
    if (growth) print("A day's drop of 200 orders on top, budget ≤ 0.2 × the full build", [growth.drop]);
    const dev = site ? await benchDev(input) : undefined;
    if (dev) print("Live preview, from a saved model to its new value on the open page, budget 1 s", [dev]);
    const pages = site ? await benchSite(input) : undefined;
    if (pages)
      print("Pages, cold cache, host without compression; budgets 0.6 MB, 6 MB, 0.5 s, 1.5 s, p95 100 ms", pages);
    const offline_MB = site ? round((await measureOffline(input)) / 1e6) : undefined;
    if (site) print("Kept once a build for reading offline, after a page stands idle", [{offline_MB}]);
    await writeFile(out, `${JSON.stringify({data: input, warehouse, growth, dev, pages, offline_MB}, null, 2)}\n`);
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

/** How build time, memory and default views grow with the orders: linear is a ratio of `scale`. */
async function benchGrowth(dir: string, {scale, rounds, site}: {scale: number; rounds: number; site: boolean}) {
  const sizes: {scale: number; bench: WarehouseBench; views: Record<string, number>}[] = [];
  let drop: DropBench | undefined;
  for (const size of [1, scale]) {
    const input = join(dir, `scale-${size}`);
    await writeDemo(input, {scale: size});
    const bench = await benchWarehouse(input, {rounds: 1});
    sizes.push({scale: size, bench, views: site ? await measureDefaultViews(input) : {}});
    if (size === scale) drop = await benchDrop(input, {rounds});
    await rm(input, {recursive: true});
  }
  const [one, ten] = sizes as [(typeof sizes)[0], (typeof sizes)[0]];
  const builds = sizes.map(({scale, bench}) => ({
    scale,
    rows: bench.rows,
    build_s: round(bench.buildSeconds),
    "× scale 1": round(bench.buildSeconds / one.bench.buildSeconds),
    "× scale 1, processor": round(bench.buildCpuSeconds / one.bench.buildCpuSeconds),
    "× plain script": round(bench.ratio),
    peak_MB: Math.round(bench.peakBytes / 1e6)
  }));
  const views = Object.entries(one.views).map(([page, bytes]) => ({
    page,
    default_MB: round(bytes / 1e6),
    "× scale 1": round(ten.views[page]! / bytes)
  }));
  return {builds, views, drop: {scale, ...drop}};
}

function printWarehouse(bench: WarehouseBench): void {
  print("Warehouse", [
    {what: "plain script, one DuckDB session", value: `${round(bench.plainSeconds)} s`, budget: ""},
    {what: "build: load, models, checks, publish", value: `${round(bench.buildSeconds)} s`, budget: ""},
    {what: "build ÷ plain script", value: round(bench.ratio), budget: "≤ 1.5"},
    {what: "build ÷ plain script, processor time", value: round(bench.cpuRatio), budget: ""},
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
  console.log(
    `\n${title}\n${formatTable({columns: Object.keys(Object.assign({}, ...rows) as object), rows}, "table")}`
  );
}

await program.parseAsync();
