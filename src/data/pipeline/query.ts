import type {Row} from "./database.ts";
import {openWarehouse} from "./database.ts";
import type {Effects} from "./effects.ts";
import {UsageError} from "./errors.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";

/** Names without a schema are looked up in this order. */
const searchPath = "core,marts,intermediate,snapshots,staging,seeds,raw,quality,meta,main";

/** Asks the built warehouse, which stays as it is. */
export async function query(
  settings: Settings,
  sql: string,
  {log}: Effects
): Promise<{columns: string[]; rows: Row[]}> {
  const database = await openWarehouse(databasePath(settings), {
    readOnly: true,
    onWait: (holder) => log.step(`waiting for process ${holder}, which holds the warehouse`)
  });
  try {
    const session = await database.connect();
    await session.run(`set search_path = '${searchPath}'`);
    return await session.table(sql).catch((error: Error) => {
      throw new UsageError(error.message, {cause: error});
    });
  } finally {
    database.close();
  }
}
