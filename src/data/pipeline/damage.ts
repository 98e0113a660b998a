import {rename, rm} from "node:fs/promises";
import {basename} from "node:path";
import type {Effects} from "./effects.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";

/** The engine writes some blocks of its file in place: killed while it does, it leaves one that fails its checksum. */
const isDamage = (error: unknown) => /Corrupt database file|Failure while replaying WAL/.test((error as Error).message);

/**
 * Does work with the warehouse; where its file turns out damaged, sets it aside and does the work once more with a new one, for
 * which the input files and the kept histories are enough.
 */
export async function repairDamage(settings: Settings, {log}: Effects, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isDamage(error)) throw error;
    const path = databasePath(settings);
    await rename(path, `${path}.damaged`);
    await rm(`${path}.wal`, {force: true});
    log.warn(
      `the warehouse's file is damaged, as a build killed while writing can leave it. It was set aside as ${basename(path)}.damaged; everything is built anew`
    );
    await work();
  }
}
