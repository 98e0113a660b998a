import {join, resolve} from "node:path";

export interface Settings {
  /** The project's root: the folder with sql/ and seeds/. */
  root: string;
  /** Folder or zip with the input files. */
  dataDir: string;
  /** Whether somebody named dataDir; only the default may be missing. */
  isDataDirGiven: boolean;
  /** State of the warehouse. */
  warehouseDir: string;
  /** Share of a file's rows that may be rejected before the build stops. */
  maxRejectedShare: number;
  /** Share of a table's rows that may be gone since the last build from the same folder or zip. */
  maxLostShare: number;
  /** Share of the persons to build from; 1 is all of them. */
  sample: number;
  /** What building a model may cost before the build warns, unless its contract says otherwise. */
  modelBudget: {seconds: number; bytes: number};
  /** Bytes a zip may unpack to. */
  maxUnpackedBytes: number;
}

export interface SettingOptions {
  data?: string;
  maxRejected?: number;
  maxLost?: number;
  sample?: number;
}

/** Settings from options, then environment, then defaults. */
export function resolveSettings(
  {data, maxRejected = 0.01, maxLost = 0.2, sample = 1}: SettingOptions = {},
  env: NodeJS.ProcessEnv = process.env,
  root = process.cwd()
): Settings {
  const given = data ?? env.OLIST_DATA_DIR;
  return {
    root,
    dataDir: resolve(root, given || "data"),
    isDataDirGiven: Boolean(given),
    warehouseDir: resolve(root, env.OLIST_WAREHOUSE_DIR || ".warehouse"),
    maxRejectedShare: maxRejected,
    maxLostShare: maxLost,
    sample,
    modelBudget: {seconds: 10, bytes: 64e6},
    maxUnpackedBytes: 4 * 2 ** 30
  };
}

export const databasePath = (settings: Settings) => join(settings.warehouseDir, "warehouse.duckdb");
export const publishPath = (settings: Settings) => join(settings.warehouseDir, "publish");
export const memoryPath = (settings: Settings) => join(settings.warehouseDir, "parsed.json");
export const inputMemoryPath = (settings: Settings) => join(settings.warehouseDir, "inputs.json");
export const runsPath = (settings: Settings) => join(settings.warehouseDir, "runs.jsonl");
