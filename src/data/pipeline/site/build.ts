import {rm} from "node:fs/promises";
import {join, resolve} from "node:path";
import {FileBuildEffects, build} from "@observablehq/framework/dist/build.js";
import {readConfig, setCurrentDate} from "@observablehq/framework/dist/config.js";
import type {Effects} from "../effects.ts";
import {defaultEffects} from "../effects.ts";
import {publishPath, resolveSettings} from "../settings.ts";
import {stayOffline} from "./hermetic.ts";
import {openLoaderCache} from "./loader-cache.ts";
import {quiet} from "./pages.ts";
import {getOutputs, recoverSwap, swapIn} from "./swap.ts";

/** Builds the site from what is published, and replaces dist/ only when everything passed. */
export async function buildSite({output = "dist"} = {}, effects: Effects = defaultEffects()): Promise<void> {
  const dist = resolve(output);
  const config = await readConfig();
  await recoverSwap(dist);
  await stayOffline(config.root);
  const cache = await openLoaderCache(config.root, publishPath(resolveSettings()));
  await cache.evict();
  const {building} = getOutputs(dist);
  try {
    setCurrentDate(0);
    await build(
      {config: {...config, output: building}},
      new FileBuildEffects(building, join(config.root, ".observablehq", "cache"), quiet)
    );
    await swapIn(dist);
  } finally {
    await cache.settle();
    await rm(building, {recursive: true, force: true});
  }
  effects.log.step(`built ${output}/`);
}
