import type {Effects} from "../effects.ts";

export type SpanKind = "stage" | "source" | "seed" | "model" | "check";

/** A piece of a build's work. */
export interface Span {
  kind: SpanKind;
  /** A stage, a table's id, or of a check that has a scan of its own, its id. */
  name: string;
  /** Which of those at work at the same time; stages are 0, the others count from 1. */
  thread: number;
  startedAt: Date;
  finishedAt: Date;
  seconds: number;
  hasFailed: boolean;
}

/** What a build did when, in the order in which it ended. */
export class Timeline {
  readonly spans: Span[] = [];
  private readonly busy = new Set<number>();
  private readonly started: number;

  constructor(now: Date) {
    this.started = now.getTime() - performance.now();
  }

  async time<T>(kind: SpanKind, name: string, work: () => Promise<T>): Promise<T> {
    const thread = kind === "stage" ? 0 : this.occupy();
    const from = performance.now();
    let hasFailed = true;
    try {
      const result = await work();
      hasFailed = false;
      return result;
    } finally {
      this.busy.delete(thread);
      this.spans.push({kind, name, thread, hasFailed, ...this.place(from, performance.now())});
    }
  }

  private place(from: number, to: number): Pick<Span, "startedAt" | "finishedAt" | "seconds"> {
    return {
      startedAt: new Date(this.started + from),
      finishedAt: new Date(this.started + to),
      seconds: Math.round(to - from) / 1000
    };
  }

  private occupy(): number {
    let thread = 1;
    while (this.busy.has(thread)) thread++;
    this.busy.add(thread);
    return thread;
  }
}

/** Does the work, and notes when where somebody keeps a timeline. */
export const timeIn = <T>({timeline}: Effects, kind: SpanKind, name: string, work: () => Promise<T>): Promise<T> =>
  timeline ? timeline.time(kind, name, work) : work();
