import {existsSync} from "node:fs";
import {mkdir, rename} from "node:fs/promises";
import {join} from "node:path";
import type {Session} from "../database.ts";
import {findFiles} from "../files.ts";
import type {Settings} from "../settings.ts";
import {quoteLiteral, quoteTable} from "../sql-text.ts";

const historyDir = ({warehouseDir}: Settings) => join(warehouseDir, "history");
const fileOf = (settings: Settings, table: string) => join(historyDir(settings), `${table}.parquet`);

/**
 * Keeps the histories in files of their own too: all else in the warehouse can be made again from the input files, should its
 * file be damaged, and they cannot. What each is made of is written last, so that a file is never older than it says.
 */
export async function backUpHistories(session: Session, settings: Settings, hasChanged: boolean): Promise<void> {
  if (!hasChanged && existsSync(fileOf(settings, "kept"))) return;
  const tables = await listTables(session);
  if (!tables.includes("kept")) return;
  await mkdir(historyDir(settings), {recursive: true});
  for (const table of [...tables.filter((name) => name !== "kept"), "kept"]) {
    const path = fileOf(settings, table);
    await session.run(`copy ${quoteTable(`history.${table}`)} to ${quoteLiteral(`${path}.partial`)} (format parquet)`);
    await rename(`${path}.partial`, path);
  }
}

/** Brings the histories back into a warehouse that has none. */
export async function restoreHistories(session: Session, settings: Settings): Promise<void> {
  if ((await listTables(session)).length > 0) return;
  const files = await findFiles(historyDir(settings), /\.parquet$/);
  if (!files.includes("kept.parquet")) return;
  await session.transaction(async () => {
    await session.run("create schema if not exists history");
    for (const file of files) {
      const table = quoteTable(`history.${file.slice(0, -".parquet".length)}`);
      await session.run(`create table ${table} as from ${quoteLiteral(join(historyDir(settings), file))}`);
    }
  });
}

async function listTables(session: Session): Promise<string[]> {
  const rows = await session.rows<{name: string}>(
    "select table_name as name from duckdb_tables() where schema_name = 'history' order by 1"
  );
  return rows.map(({name}) => name);
}
