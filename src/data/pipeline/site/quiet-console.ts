import type {Logger} from "../effects.ts";

/** Runs work of Framework's, which talks to the console about every bundle; its lines become progress, its failures are thrown anyway. */
export async function withQuietConsole<T>(log: Logger, work: () => Promise<T>): Promise<T> {
  const {log: line, warn, error} = console;
  const show = (...args: unknown[]) => log.progress(args.map(String).join(" ").split("\n")[0]!);
  Object.assign(console, {log: show, warn: show, error: () => undefined});
  try {
    return await work();
  } finally {
    Object.assign(console, {log: line, warn, error});
  }
}
