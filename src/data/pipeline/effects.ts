import type {Timeline} from "./runlog/timeline.ts";

/** What the pipeline does to the world besides the warehouse: the clock, and lines for the person who waits. */
export interface Effects {
  now(): Date;
  log: Logger;
  /** Takes down what a build does when. */
  timeline?: Timeline;
  /** Called once the tables are published; the build is written up when it has resolved. */
  onPublished?(): Promise<void>;
}

export interface Logger {
  /** A finished step. */
  step(text: string): void;
  /** A step under way; on a terminal it stands until the next line replaces it. */
  progress(text: string): void;
  warn(text: string): void;
}

/** Writes steps to a stream: one live line on a terminal, plain lines elsewhere. */
export function createLogger(stream: NodeJS.WriteStream = process.stderr, {quiet = false} = {}): Logger {
  const isLive = Boolean(stream.isTTY) && !process.env.CI;
  const clear = isLive ? "\r\u001b[K" : "";
  const line = (text: string) => void stream.write(`${clear}${text}\n`);
  return {
    step: quiet ? () => undefined : line,
    progress: (text) => void (isLive && !quiet && stream.write(`${clear}${text}`)),
    warn: (text) => line(`warning: ${text}`)
  };
}

export const defaultEffects = (): Effects => ({now: () => new Date(), log: createLogger()});
