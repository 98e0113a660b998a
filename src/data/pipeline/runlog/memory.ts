import {setTimeout as sleep} from "node:timers/promises";
import type {Session} from "../database.ts";

/** The most memory that was seen in use, in bytes. */
export interface PeakMemory {
  /** Of the whole process. */
  process: number;
  /** Of that, what the engine holds in tables and operators. */
  engine: number;
  /** What the engine spilled to disk. */
  temp: number;
}

/** Looks at the engine's memory every now and then while the work is done; `getPeak` tells the most so far. */
export async function watchMemory<T>(
  session: Session,
  work: (getPeak: () => Promise<PeakMemory>) => Promise<T>,
  {everyMs = 200} = {}
): Promise<T> {
  const peak = {engine: 0, temp: 0};
  const end = new AbortController();
  const watching = watch(session, peak, everyMs, end.signal);
  try {
    return await work(async () => {
      await look(session, peak);
      return {process: readProcessPeak(), ...peak};
    });
  } finally {
    end.abort();
    await watching;
  }
}

/** Bytes of memory that the process had at most. */
export const readProcessPeak = () => process.resourceUsage().maxRSS * 1024;

type Peak = Omit<PeakMemory, "process">;

async function watch(session: Session, peak: Peak, everyMs: number, signal: AbortSignal): Promise<void> {
  const isOver = () => signal.aborted;
  while (!isOver()) {
    await sleep(everyMs, undefined, {signal, ref: false}).catch(() => undefined);
    if (!isOver()) await look(session, peak).catch(() => undefined);
  }
}

async function look(session: Session, peak: Peak): Promise<void> {
  const now = await session.row<Peak>(
    "select sum(memory_usage_bytes)::bigint as engine, sum(temporary_storage_bytes)::bigint as temp from duckdb_memory()"
  );
  peak.engine = Math.max(peak.engine, now.engine);
  peak.temp = Math.max(peak.temp, now.temp);
}
