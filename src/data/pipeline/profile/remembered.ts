import {readFile, rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Session} from "../database.ts";
import {fingerprint} from "../files.ts";
import type {Settings} from "../settings.ts";
import {forEachOf} from "../workers.ts";
import type {ProfiledTable} from "./catalogue.ts";
import type {TableProfile} from "./profile.ts";
import {profileTable} from "./profile.ts";

/** Raised when profiles change shape. */
const version = 1;

interface Remembered {
  key: string;
  profile: TableProfile;
}

/** The profile of each table, by id: of tables that were not made anew since, as it was taken then. */
export async function readProfiles(
  sessions: readonly Session[],
  tables: readonly ProfiledTable[],
  settings: Settings
): Promise<Map<string, TableProfile>> {
  const path = join(settings.warehouseDir, "profiles.json");
  const before = await readRemembered(path);
  const after: Record<string, Remembered> = {};
  await forEachOf(sessions, tables, async (session, table) => {
    const key = keyOf(table);
    const {id} = table.contract;
    const known = before[id];
    after[id] = known?.key === key ? known : {key, profile: await profileTable(session, table)};
  });
  await writeFile(`${path}.partial`, JSON.stringify(after));
  await rename(`${path}.partial`, path);
  return new Map(Object.entries(after).map(([id, {profile}]) => [id, profile]));
}

const keyOf = ({contract, node, orderBy, shown, isPublished}: ProfiledTable) => {
  const columns = contract.columns.map(({name, type}) => [name, type, shown.has(name)]);
  return fingerprint(JSON.stringify([version, node.fingerprint, node.built_at, columns, orderBy, isPublished]));
};

async function readRemembered(path: string): Promise<Record<string, Remembered>> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Record<string, Remembered>;
  } catch {
    return {};
  }
}
