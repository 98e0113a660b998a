import type {IncomingMessage, ServerResponse} from "node:http";
import {extname} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {Logger} from "../effects.ts";
import type {MadeFiles} from "./made-files.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const types: Record<string, string> = {
  ".json": "application/json; charset=utf-8",
  ".parquet": "application/vnd.apache.parquet"
};

/** Answers for the files that are made in this process, and hands on all else; knows when pages have what they asked for. */
export class MadeServer {
  private pending = 0;
  private lastEnd = 0;

  constructor(
    private readonly made: MadeFiles,
    private readonly next: Handler,
    private readonly log: Logger
  ) {}

  readonly handle: Handler = async (request, response) => {
    this.pending++;
    response.once("close", () => {
      this.pending--;
      this.lastEnd = performance.now();
    });
    const [, path = ""] = /^\/_file(\/[^?]*)/.exec(request.url!) ?? [];
    await (this.made.has(path) ? this.answer(path, response) : this.next(request, response));
  };

  /** Waits until nothing is asked for any more, for `longest` milliseconds at most, and no longer than there is nothing else to do. */
  async settle(hasMore: () => boolean = () => false, {quiet = 100, longest = 2000} = {}): Promise<void> {
    const started = performance.now();
    const isBusy = () => this.pending > 0 || performance.now() - Math.max(this.lastEnd, started) < quiet;
    while (isBusy() && !hasMore() && performance.now() - started < longest) await sleep(20);
  }

  private async answer(path: string, response: ServerResponse): Promise<void> {
    try {
      const content = await this.made.read(path);
      response.writeHead(content === undefined ? 404 : 200, {
        "Content-Type": types[content === undefined ? "" : extname(path)] ?? "text/plain; charset=utf-8",
        "Cache-Control": "no-cache"
      });
      response.end(content ?? "File not found");
    } catch (error) {
      this.log.warn((error as Error).message);
      response.writeHead(500, {"Content-Type": "text/plain; charset=utf-8"}).end((error as Error).message);
    }
  }
}
