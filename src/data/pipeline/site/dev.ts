import type {ChildProcess} from "node:child_process";
import {spawn} from "node:child_process";
import {readFile, utimes} from "node:fs/promises";
import {createServer} from "node:net";
import {constants, setPriority} from "node:os";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {preview} from "@observablehq/framework/dist/preview.js";
import type {Effects, Logger} from "../effects.ts";
import {defaultEffects} from "../effects.ts";
import {describeFailure, UsageError} from "../errors.ts";
import {buildWarehouse} from "../pipeline.ts";
import type {Settings} from "../settings.ts";
import {publishPath} from "../settings.ts";
import {readCatalog} from "./catalog.ts";
import {getCacheDir, readSiteConfig} from "./config.ts";
import {stayOffline} from "./hermetic.ts";
import {readInputs} from "./inputs.ts";
import {LoaderCache} from "./loader-cache.ts";
import {watch} from "./watch.ts";

/** Makes what a page ships of its own SQL and the published tables. */
const results = "queries/[page].json.ts";

/** The loaders whose output changes with the published tables. */
const loaders = [
  "warehouse.tar.ts",
  results,
  "sellers.tar.ts",
  "catalogue.tar.ts",
  "lineage.json.ts",
  "runs.json.ts",
  "search.json.ts"
];

interface DevOptions {
  port?: number;
  host?: string;
  signal?: AbortSignal;
}

/**
 * Opens the live preview and keeps it true: a changed model, seed or input file rebuilds the warehouse and reloads the open page, a saved
 * page is checked. A failure is told and the preview stays as it was.
 */
export async function dev(
  settings: Settings,
  {port = 3000, host = "127.0.0.1", signal}: DevOptions = {},
  {log}: Effects = defaultEffects()
): Promise<void> {
  await checkPort(port, host);
  const config = await readSiteConfig();
  const pages = join(settings.root, config.root);
  const sources = ["sql", "seeds"].map((name) => join(settings.root, name));
  const start = await watch([...sources, settings.dataDir, pages], {signal});
  if (!(await build(settings, log))) await readCatalog(publishPath(settings));
  await stayOffline(config.root);
  await new LoaderCache(getCacheDir(config), await readInputs(settings, config.root)).evict();
  tameConsole(log);
  const previewed = await preview({hostname: host, port, open: false, verbose: false});
  signal?.addEventListener("abort", () => previewed.server.close());
  const reload = () => previewed._socketServer.clients.forEach((client) => client.send('{"type":"reload"}'));
  log.step(`preview on http://${host}:${port}/`);
  const check = createCheck(log);
  signal?.addEventListener("abort", check.stop);
  check.start();
  await start((changed) => react(changed, {settings, pages, log, reload, check}));
}

interface Site {
  settings: Settings;
  /** The folder of the pages. */
  pages: string;
  log: Logger;
  /** Makes open pages load anew. */
  reload(): void;
  check: ReturnType<typeof createCheck>;
}

async function react(changed: string[], {settings, pages, log, reload, check}: Site): Promise<void> {
  const [first] = changed.map((path) => relative(settings.root, path));
  log.step(`changed: ${first}${changed.length > 1 ? ` and ${changed.length - 1} more` : ""}`);
  if (changed.every((path) => path.startsWith(join(pages, "data/pipeline/")))) return;
  check.stop();
  if (changed.some((path) => !path.startsWith(pages))) await rebuild(settings, pages, log);
  else if (changed.some((path) => path.endsWith(".md"))) await touch(pages, [results]);
  // The preview itself follows style.css, and not what it imports.
  if (changed.some((path) => path.startsWith(join(pages, "styles/")))) reload();
  check.start();
}

/** Builds the warehouse, and makes the preview load what changed. */
async function rebuild(settings: Settings, pages: string, log: Logger): Promise<void> {
  const catalog = () => readFile(join(publishPath(settings), "catalog.json"), "utf8").catch(() => "");
  const before = await catalog();
  if (!(await build(settings, log)) || (await catalog()) === before) return;
  await touch(pages, loaders);
}

/** Builds in this process, which need not start for every save; a failure is told. Returns whether there was none. */
async function build(settings: Settings, log: Logger): Promise<boolean> {
  try {
    await buildWarehouse(settings, {}, {...defaultEffects(), log});
    return true;
  } catch (error) {
    process.stderr.write(`error: ${describeFailure(error).message}\n`);
    return false;
  }
}

/** Makes the preview run loaders again. */
async function touch(pages: string, names: string[]): Promise<void> {
  const now = new Date();
  for (const name of names) await utimes(join(pages, "data", name), now, now);
}

/**
 * Checks pages in a process of its own, with its messages on the terminal. What the open page waits for comes first; a
 * change ends a check that it makes void.
 */
function createCheck(log: Logger) {
  let check: ChildProcess | undefined;
  const stop = () => void check?.kill();
  const start = () => {
    stop();
    const path = fileURLToPath(new URL("main.ts", import.meta.url));
    check = spawn(process.execPath, ["--import", "tsx", path, "check"], {stdio: ["ignore", "inherit", "inherit"]});
    check.on("error", (error) => log.warn(`the pages could not be checked: ${error.message}`));
    if (check.pid !== undefined) setPriority(check.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  };
  return {start, stop};
}

/** Framework tells of every message of every socket and every file it loads, and prints a stack for a page that cannot be shown. */
function tameConsole(log: Logger): void {
  const explain = (value: unknown) => (value instanceof Error ? value.message : String(value));
  process.stdout.write = () => true;
  Object.assign(console, {
    log: () => undefined,
    warn: (...args: unknown[]) => log.warn(args.map(explain).join(" ")),
    error: (...args: unknown[]) => log.warn(args.map(explain).join(" "))
  });
}

async function checkPort(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", () =>
      reject(new UsageError(`Port ${port} is taken: stop what uses it, or choose another with --port.`))
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
