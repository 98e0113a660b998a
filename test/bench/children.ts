import {execFile} from "node:child_process";
import {promisify} from "node:util";

/** What a measured child process reports of itself. */
export interface Measure {
  /** Wall time of the work, without starting the process. */
  seconds: number;
  /** Processor time of the whole process, which other work on the machine lengthens less. */
  cpuSeconds: number;
  /** Peak resident memory of the process. */
  peakBytes: number;
  /** Wall time of the whole process. */
  processSeconds: number;
}

/** Runs a script of this folder in a process of its own, so that memory and caches are not shared, and reads its last line. */
export async function measure<T = unknown>(
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv = {}
): Promise<Measure & T> {
  const started = performance.now();
  const path = new URL(script, import.meta.url).pathname;
  const {stdout} = await promisify(execFile)(process.execPath, ["--import", "tsx", path, ...args], {
    env: {...process.env, ...env},
    maxBuffer: 1 << 28
  });
  const report = JSON.parse(stdout.trim().split("\n").at(-1)!) as Measure & T;
  return {...report, processSeconds: (performance.now() - started) / 1000};
}

/** Prints what a child measured, as the last line. */
export function report(values: Record<string, unknown>): void {
  const {maxRSS, userCPUTime, systemCPUTime} = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({...values, cpuSeconds, peakBytes: maxRSS * 1024}));
}

/** The middle one of an odd number of values. */
export const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
