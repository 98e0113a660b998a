import {mkdir, mkdtemp, readFile, readdir, rename, rm, rmdir, stat} from "node:fs/promises";
import {basename, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {files} from "./files.ts";
import {steps} from "./steps.ts";

export interface DemoOptions {
  /** Multiple of the original's row counts. */
  scale?: number;
  seed?: number;
  log?: (message: string) => void;
}

export interface DemoFile {
  name: string;
  rows: number;
  bytes: number;
}

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * Writes the nine input files of the Olist data set with invented rows that follow the published
 * statistics. The same scale and seed give the same bytes. Existing files of these names are
 * replaced only after all nine are complete.
 */
export async function writeDemo(
  outDir: string,
  {scale = 1, seed = 42, log = () => undefined}: DemoOptions = {}
): Promise<{files: DemoFile[]}> {
  checkOptions(scale, seed);
  const out = resolve(outDir);
  const created = await mkdir(out, {recursive: true});
  const work = await mkdtemp(join(out, ".demo-"));
  try {
    const written = await generate(work, {scale, seed, log});
    for (const {name} of written) await rename(join(work, name), join(out, name));
    await rm(work, {recursive: true});
    return {files: written};
  } catch (error) {
    await rm(work, {recursive: true, force: true});
    if (created !== undefined) await rmdir(out);
    throw error;
  }
}

function checkOptions(scale: number, seed: number) {
  if (!Number.isFinite(scale) || scale < 0.001 || scale > 100)
    throw new RangeError(`scale must be a number from 0.001 to 100: ${scale}`);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed must be a whole number from 0: ${seed}`);
}

async function generate(work: string, {scale, seed, log}: Required<DemoOptions>) {
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: join(work, "spill"),
    asof_loop_join_threshold: "0"
  });
  const connection = await instance.connect();
  try {
    await connection.run(`set variable scale = ${scale}::double`);
    await connection.run(`set variable seed = ${seed}::bigint`);
    await loadParameters(connection);
    for (const step of steps) await runStep(connection, step, log);
    const written = [];
    for (const file of files) written.push(await writeFile(connection, work, file, log));
    return written;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function loadParameters(connection: DuckDBConnection) {
  const folder = join(here, "parameters");
  await connection.run("create schema parameters");
  for (const name of (await readdir(folder)).filter((name) => name.endsWith(".csv")).sort())
    await connection.run(
      `create table parameters.${basename(name, ".csv")} as
      from read_csv(${quote(join(folder, name))}, header = true)`
    );
}

async function runStep(connection: DuckDBConnection, step: string, log: DemoOptions["log"]) {
  const start = performance.now();
  await connection.run(await readFile(join(here, "steps", `${step}.sql`), "utf8"));
  log?.(`${step}: ${Math.round(performance.now() - start)} ms`);
}

async function writeFile(
  connection: DuckDBConnection,
  work: string,
  {name, quoted}: (typeof files)[number],
  log: DemoOptions["log"]
): Promise<DemoFile> {
  const start = performance.now();
  const sql = await readFile(join(here, "files", name.replace(/\.csv$/, ".sql")), "utf8");
  const path = join(work, name);
  const result = await connection.run(
    `copy (${sql}) to ${quote(path)} (
      format csv, header, timestampformat '%Y-%m-%d %H:%M:%S' ${forceQuote(quoted)}
    )`
  );
  log?.(`${name}: ${Math.round(performance.now() - start)} ms`);
  return {name, rows: result.rowsChanged, bytes: (await stat(path)).size};
}

function forceQuote(columns: readonly string[]) {
  return columns.length === 0 ? "" : `, force_quote (${columns.join(", ")})`;
}

function quote(text: string) {
  return `'${text.replaceAll("'", "''")}'`;
}
