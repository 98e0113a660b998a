import {randomBytes} from "node:crypto";
import {appendFile, mkdir, readFile} from "node:fs/promises";
import {dirname} from "node:path";
import type {Settings} from "./settings.ts";
import {runsPath} from "./settings.ts";

export interface CheckCounts {
  passed: number;
  warned: number;
  failed: number;
}

/** What `build --json` prints. */
export interface BuildReport {
  run_id: string;
  status: "success" | "failed";
  /** Models built, by id. */
  built: string[];
  /** Models that were up to date or not selected. */
  skipped: string[];
  /** What stopped the build: checks, columns or models, each with a sentence. */
  failed: {id: string; message: string}[];
  checks: CheckCounts;
  rows_in: number;
  rows_rejected: number;
  seconds: number;
}

/** A line of `runs.jsonl`. */
export interface Run extends BuildReport {
  /** Models built by their affected keys alone. */
  incremental: string[];
  started_at: string;
  /** Seconds by stage, in order. */
  stages: Record<string, number>;
  engine: string;
  data: string;
}

export function createRun(now: Date): Run {
  return {
    run_id: `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}-${randomBytes(3).toString("hex")}`,
    status: "failed",
    built: [],
    incremental: [],
    skipped: [],
    failed: [],
    checks: {passed: 0, warned: 0, failed: 0},
    rows_in: 0,
    rows_rejected: 0,
    seconds: 0,
    started_at: now.toISOString(),
    stages: {},
    engine: "",
    data: ""
  };
}

export async function appendRun(settings: Settings, run: Run): Promise<void> {
  const path = runsPath(settings);
  await mkdir(dirname(path), {recursive: true});
  await appendFile(path, `${JSON.stringify(run)}\n`);
}

/** Past runs, oldest first; a line that a killed process left half-written is passed over. */
export async function readRuns(settings: Settings): Promise<Run[]> {
  const text = await readFile(runsPath(settings), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Run];
    } catch {
      return [];
    }
  });
}
