import {readFile, readdir, stat} from "node:fs/promises";
import {basename, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {files, type FileFormat} from "./files.ts";
import {steps} from "./steps.ts";
import {inWorkspace} from "./workspace.ts";

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
 * statistics. The same scale and seed give the same bytes. Files of these names in the folder are
 * replaced only after all nine are complete. Throws a `RangeError` on options that make no sense.
 */
export async function writeDemo(
  outDir: string,
  {scale = 1, seed = 42, log = () => undefined}: DemoOptions = {}
): Promise<{files: DemoFile[]}> {
  checkOptions(scale, seed);
  return {
    files: await inWorkspace(resolve(outDir), async (work) => {
      const instance = await openDatabase(work);
      const connection = await instance.connect();
      try {
        await generate(connection, {scale, seed, log});
        return await writeFiles(connection, work, log);
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    })
  };
}

function checkOptions(scale: number, seed: number) {
  if (!Number.isFinite(scale) || scale < 0.001 || scale > 100)
    throw new RangeError(`The demo's scale must be a number from 0.001 to 100, not ${scale}.`);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`The demo's seed must be a whole number from 0, not ${seed}.`);
}

/** Loop joins, which the engine prefers when it takes a series of numbers for one row, are slow. */
function openDatabase(work: string) {
  return DuckDBInstance.create(":memory:", {
    temp_directory: join(work, "spill"),
    asof_loop_join_threshold: "0"
  });
}

async function generate(connection: DuckDBConnection, options: Required<DemoOptions>) {
  await connection.run(`set variable scale = ${options.scale}::double`);
  await connection.run(`set variable seed = ${options.seed}::bigint`);
  await loadParameters(connection);
  for (const step of steps) {
    const start = performance.now();
    await connection.run(await readFile(join(here, "steps", `${step}.sql`), "utf8"));
    options.log(`${step}: ${Math.round(performance.now() - start)} ms`);
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

async function writeFiles(
  connection: DuckDBConnection,
  work: string,
  log: (message: string) => void
): Promise<DemoFile[]> {
  const written = [];
  for (const file of files) {
    const start = performance.now();
    written.push(await writeFile(connection, work, file));
    log(`${file.name}: ${Math.round(performance.now() - start)} ms`);
  }
  return written;
}

async function writeFile(connection: DuckDBConnection, work: string, {name, quoted}: FileFormat): Promise<DemoFile> {
  const sql = await readFile(join(here, "files", `${basename(name, ".csv")}.sql`), "utf8");
  const path = join(work, name);
  const {rowsChanged} = await connection.run(
    `copy (${sql}) to ${quote(path)} (
      format csv, header, timestampformat '%Y-%m-%d %H:%M:%S' ${forceQuote(quoted)}
    )`
  );
  return {name, rows: rowsChanged, bytes: (await stat(path)).size};
}

function forceQuote(columns: readonly string[]) {
  return columns.length === 0 ? "" : `, force_quote (${columns.join(", ")})`;
}

function quote(text: string) {
  return `'${text.replaceAll("'", "''")}'`;
}
