import {utimes} from "node:fs/promises";
import {join} from "node:path";
import type {Config} from "@observablehq/framework/dist/config.js";
import type {Watchers} from "@observablehq/framework/dist/loader.js";
import {LoaderResolver} from "@observablehq/framework/dist/loader.js";
import {findFiles, fingerprint} from "../files.ts";
import {getCacheDir} from "./config.ts";
import type {MadeFiles} from "./made-files.ts";

/** What Framework loads itself and the warehouse has a part in. */
const left = /^\/?data\/(?!engine\/)/;

/** How the preview finds files and learns that they changed: by what they are made of where this process makes them, else by Framework's rules. */
export class PreviewLoaders extends LoaderResolver {
  /** What open pages do on a change. */
  private readonly pages = new Set<() => unknown>();
  private round = Date.now();

  constructor(
    private readonly config: Config,
    private readonly made: MadeFiles
  ) {
    super({root: config.root, interpreters: Object.fromEntries(config.loaders.interpreters)});
  }

  /** Has the results of a page's queries made first, so that what the page is told of them holds. */
  override async loadPage(...[path, ...rest]: Parameters<LoaderResolver["loadPage"]>) {
    await this.made.prepare(path);
    return super.loadPage(path, ...rest);
  }

  override getSourceFileHash(path: string): string {
    const version = this.made.getVersion(path);
    if (version !== undefined) return fingerprint(version);
    const hash = super.getSourceFileHash(path);
    return left.test(path) && this.getSourceFilePath(path) !== path ? fingerprint(hash, String(this.round)) : hash;
  }

  override async watchFiles(...args: Parameters<LoaderResolver["watchFiles"]>): Promise<Watchers> {
    const watchers = await super.watchFiles(...args);
    const [, , callback] = args;
    const page = () => callback("");
    this.pages.add(page);
    const close = () => {
      this.pages.delete(page);
      watchers.close();
    };
    return {close};
  }

  /** Makes what Framework loaded count as older than its loader, so that it is loaded anew once a page asks for it. */
  async expire(): Promise<void> {
    const dir = getCacheDir(this.config);
    for (const path of await findFiles(dir, left)) await utimes(join(dir, path), 0, 0).catch(() => undefined);
    this.round++;
  }

  /** Tells open pages what changed for them; resolves when all know. */
  async notify(): Promise<void> {
    await Promise.allSettled([...this.pages].map((page) => page()));
  }
}
