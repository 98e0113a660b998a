import type {ChildProcess} from "node:child_process";
import {spawn} from "node:child_process";
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
import {getCacheDir, readSiteConfig} from "./config.ts";
import {stayOffline} from "./hermetic.ts";
import {readInputs} from "./inputs.ts";
import {LoaderCache} from "./loader-cache.ts";
import {MadeFiles} from "./made-files.ts";
import {MadeServer} from "./made-server.ts";
import {PreviewLoaders} from "./preview-loaders.ts";
import {watch} from "./watch.ts";

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
  await build(settings, log);
  const made = await MadeFiles.open(settings, config);
  await stayOffline(config.root);
  await new LoaderCache(getCacheDir(config), await readInputs(settings, config.root)).evict();
  tameConsole(log);
  const previewed = await preview({hostname: host, port, open: false, verbose: false});
  signal?.addEventListener("abort", () => previewed.server.close());
  const loaders = new PreviewLoaders(config, made);
  previewed._readConfig = async () => ({...(await readSiteConfig()), loaders});
  const server = new MadeServer(made, previewed._handleRequest, log);
  previewed.server.off("request", previewed._handleRequest).on("request", server.handle);
  const reload = () => previewed._socketServer.clients.forEach((client) => client.send('{"type":"reload"}'));
  log.step(`preview on http://${host}:${port}/`);
  const check = createCheck(log);
  signal?.addEventListener("abort", check.stop);
  check.start();
  const site = {settings, pages, log, made, loaders, server, reload, check};
  await start((changed, hasMore) => react(changed, {...site, hasMore}));
}

interface Site {
  settings: Settings;
  /** The folder of the pages. */
  pages: string;
  log: Logger;
  made: MadeFiles;
  loaders: PreviewLoaders;
  server: MadeServer;
  /** Makes open pages load anew. */
  reload(): void;
  check: ReturnType<typeof createCheck>;
  /** Whether something else has changed meanwhile, which is not to wait for what only follows. */
  hasMore(): boolean;
}

async function react(changed: string[], site: Site): Promise<void> {
  const {settings, pages, log, made, loaders, server, reload, check, hasMore} = site;
  const [first] = changed.map((path) => relative(settings.root, path));
  log.step(`changed: ${first}${changed.length > 1 ? ` and ${changed.length - 1} more` : ""}`);
  if (changed.every((path) => path.startsWith(join(pages, "data/pipeline/")))) return;
  check.stop();
  if (changed.some((path) => !path.startsWith(pages))) {
    await build(settings, log, () => show(site));
    await loaders.expire();
  }
  // The preview itself follows style.css, and not what it imports.
  if (changed.some((path) => path.startsWith(join(pages, "styles/")))) reload();
  await server.settle(hasMore);
  await made.remake();
  await loaders.notify();
  check.start();
}

/** Shows what is published on the open pages; resolves when they have what they wait for. */
async function show({made, loaders, server, log, hasMore}: Site): Promise<void> {
  try {
    if (!(await made.refresh())) return;
    await loaders.notify();
    await server.settle(hasMore);
  } catch (error) {
    log.warn(`what is published cannot be shown: ${(error as Error).message}`);
  }
}

/** Builds in this process, which need not start for every save; a failure is told. */
async function build(settings: Settings, log: Logger, onPublished?: () => Promise<void>): Promise<void> {
  try {
    await buildWarehouse(settings, {}, {...defaultEffects(), log, onPublished});
  } catch (error) {
    process.stderr.write(`error: ${describeFailure(error).message}\n`);
  }
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
