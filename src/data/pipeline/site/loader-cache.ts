import {mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {findFiles} from "../files.ts";
import type {SiteInputs} from "./inputs.ts";
import {fingerprintFolder, getKey} from "./inputs.ts";

/** What was made from what, by path in Framework's cache, and the site that was made last. */
interface Manifest {
  made: Record<string, string>;
  site?: {inputs: string; output: string};
}

/** Framework's cache of what loaders made and of bundled packages, which it keeps by file times; here it is kept by content. */
export class LoaderCache {
  constructor(
    readonly dir: string,
    readonly inputs: SiteInputs
  ) {}

  /** Whether a folder is the site that was made from today's inputs, untouched since. */
  async isCurrent(dist: string): Promise<boolean> {
    const {site} = await this.read();
    return site?.inputs === this.inputs.site && site.output === (await fingerprintFolder(dist));
  }

  /** Removes what was made from other content than today's, or by a build that did not end. */
  async evict(): Promise<void> {
    const {made} = await this.read();
    for (const path of await this.findMade()) {
      if (made[path] !== getKey(this.inputs, path)) await rm(join(this.dir, path), {recursive: true, force: true});
    }
    await rm(this.path, {force: true});
  }

  /** Notes what everything in the cache was made from, and the site if one was made. */
  async settle(dist?: string): Promise<void> {
    const made = Object.fromEntries((await this.findMade()).map((path) => [path, getKey(this.inputs, path)]));
    const site = dist === undefined ? undefined : {inputs: this.inputs.site, output: await fingerprintFolder(dist)};
    await mkdir(this.dir, {recursive: true});
    await writeFile(`${this.path}.${process.pid}`, JSON.stringify({made, site} satisfies Manifest));
    await rename(`${this.path}.${process.pid}`, this.path);
  }

  private get path(): string {
    return join(this.dir, "_made-from.json");
  }

  private async read(): Promise<Manifest> {
    try {
      return {made: {}, ...(JSON.parse(await readFile(this.path, "utf8")) as Partial<Manifest>)};
    } catch {
      return {made: {}};
    }
  }

  /** What loaders made, file by file, and all bundled packages as one entry. */
  private async findMade(): Promise<string[]> {
    const made = await findFiles(this.dir, /^[^_].*\.\w+$/);
    const bundles = await findFiles(join(this.dir, "_node"), /./);
    return bundles.length > 0 ? [...made, "_node"] : made;
  }
}
