import {rm} from "node:fs/promises";
import {basename, join, resolve} from "node:path";
import {FileBuildEffects, build} from "@observablehq/framework/dist/build.js";
import type {Config} from "@observablehq/framework/dist/config.js";
import {setCurrentDate} from "@observablehq/framework/dist/config.js";
import type {Effects} from "../effects.ts";
import {defaultEffects} from "../effects.ts";
import {UsageError} from "../errors.ts";
import type {Settings} from "../settings.ts";
import {publishPath} from "../settings.ts";
import {bundleSite} from "./bundle.ts";
import {checkSite} from "./check-site.ts";
import {getCacheDir, readSiteConfig} from "./config.ts";
import {keepEarlier} from "./earlier.ts";
import {stayOffline} from "./hermetic.ts";
import {readInputs} from "./inputs.ts";
import {LoaderCache} from "./loader-cache.ts";
import {withLock} from "./lock.ts";
import {MadeFiles} from "./made-files.ts";
import {makeOffline} from "./offline.ts";
import {quiet} from "./pages.ts";
import {PageError, formatProblem} from "./problems.ts";
import {withQuietConsole} from "./quiet-console.ts";
import {getOutputs, recoverSwap, swapIn} from "./swap.ts";

/** Builds the site from what is published, and replaces dist/ only when everything passed. One build at a time. */
export async function buildSite(
  settings: Settings,
  {output = "dist"} = {},
  effects: Effects = defaultEffects()
): Promise<void> {
  const config = await readSiteConfig();
  const lock = join(config.root, ".observablehq", "build.lock");
  const onWait = (holder: number) => effects.log.step(`waiting for process ${holder}, which builds the site`);
  await withLock(lock, () => buildAlone(config, settings, resolve(settings.root, output), effects), onWait);
}

async function buildAlone(config: Config, settings: Settings, dist: string, effects: Effects): Promise<void> {
  await recoverSwap(dist);
  await stayOffline(config.root);
  const cache = new LoaderCache(getCacheDir(config), await readInputs(settings, config.root));
  if (await cache.isCurrent(dist)) return effects.log.step("site: nothing changed");
  await cache.evict();
  const {building} = getOutputs(dist);
  try {
    await withQuietConsole(effects.log, async () => {
      await checkPages(config, publishPath(settings), effects);
      await renderSite(config, building);
      await bundleSite(building, effects);
    });
    await makeOffline(building, {title: config.title ?? "Report", icons: join(config.root, "icons")});
    await keepEarlier(dist, building);
    await cache.settle(building);
    await swapIn(dist);
  } catch (error) {
    await cache.settle();
    throw error;
  } finally {
    await rm(building, {recursive: true, force: true});
  }
  effects.log.step(`site: built ${basename(dist)}/`);
}

/** Checks the pages without building them. */
export async function checkOnly(settings: Settings, effects: Effects = defaultEffects()): Promise<void> {
  const config = await readSiteConfig();
  await stayOffline(config.root);
  // What Framework has in its cache may be of other tables than those that are published.
  const made = await MadeFiles.open(settings, config);
  await withQuietConsole(effects.log, () => checkPages(config, publishPath(settings), effects, made));
}

/** Fails with every problem of every page, each with its place. */
async function checkPages(config: Config, publishDir: string, {log}: Effects, made?: MadeFiles): Promise<void> {
  log.progress("site: checking pages");
  const {pages, problems, warnings} = await checkSite(config, publishDir, made);
  for (const warning of warnings) log.warn(formatProblem(warning));
  if (problems.length > 0) throw new PageError(problems);
  log.step(`site: ${pages.length} pages checked`);
}

async function renderSite(config: Config, output: string): Promise<void> {
  // Framework writes the times of files into pages and names; at one fixed time, equal content is equal bytes.
  setCurrentDate(0);
  const effects = new FileBuildEffects(output, getCacheDir(config), quiet);
  await build({config: {...config, output}}, effects).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall ? error : new UsageError(`The site cannot be built: ${error.message}`, {cause: error});
  });
}
