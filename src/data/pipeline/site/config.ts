import {join} from "node:path";
import type {Config} from "@observablehq/framework/dist/config.js";
import {readConfig} from "@observablehq/framework/dist/config.js";

/** The project's configuration. Markdown under src/data/ describes loaders; it is no page. */
export async function readSiteConfig(): Promise<Config> {
  return withoutData(await readConfig());
}

export function withoutData(config: Config): Config {
  return {
    ...config,
    async *paths() {
      for await (const path of config.paths()) if (!path.startsWith("/data/")) yield path;
    }
  };
}

/** Framework's cache of loaded files and bundled packages. */
export const getCacheDir = ({root}: Config) => join(root, ".observablehq", "cache");
