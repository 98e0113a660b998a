import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {findFiles, fingerprint} from "../files.ts";
import {publishPath, runsPath} from "../settings.ts";
import type {Settings} from "../settings.ts";
import {engineVersion} from "./engine.ts";

/** All that a site is made of, as fingerprints of content: file times decide nothing. */
export interface SiteInputs {
  /** Installed packages and the Node that runs them. */
  packages: string;
  /** What loaders run and read besides the published tables. */
  code: string;
  published: string;
  /** The last run of the warehouse. No part of `site`: a run that changed nothing leaves the site as it is. */
  lastRun: string;
  /** Each file of src/, by path. */
  sources: Map<string, string>;
  /** All of it. */
  site: string;
}

export async function readInputs(settings: Settings, root: string): Promise<SiteInputs> {
  const sources = await fingerprintFiles(root, /^(?!\.observablehq\/)/);
  const models = await Promise.all(["sql", "seeds"].map((name) => fingerprintFiles(join(settings.root, name), /./)));
  const isCode = (path: string) => /^(data\/|components\/(query|rows|seller-parts)\.ts$)/.test(path);
  const packages = fingerprint(process.version, await readPackages(settings.root));
  const code = fingerprint(
    packages,
    ...[...sources].filter(([path]) => isCode(path)).flat(),
    ...models.flatMap((files) => [...files].flat())
  );
  const published = fingerprint(
    ...[...(await fingerprintFiles(publishPath(settings), /^(catalog|checks|lineage)\.json$|\.parquet$/))].flat()
  );
  const runs = await readFile(runsPath(settings), "utf8").catch(() => "");
  const lastRun = fingerprint(runs.trimEnd().split("\n").at(-1)!);
  const config = await readFile(join(settings.root, "observablehq.config.ts"), "utf8").catch(() => "");
  return {
    packages,
    code,
    published,
    lastRun,
    sources,
    site: fingerprint(code, published, config, ...[...sources].flat())
  };
}

/** What a file of Framework's cache was made from; `path` is from the root of src/, "_node" stands for all bundled packages. */
export function getKey({packages, code, published, lastRun, sources}: SiteInputs, path: string): string {
  if (path === "_node") return packages;
  if (path.startsWith("data/engine/"))
    return fingerprint(code, engineVersion, ...[...sources].filter(isWorkerPart).flat());
  if (path === "data/runs.json") return fingerprint(code, lastRun);
  if (path === "data/lineage.json" || path === "data/search.json")
    return fingerprint(code, published, ...[...sources].filter(isPage).flat());
  return fingerprint(code, published, sources.get(`${findPage(path)}.md`) ?? "");
}

/** The page whose results a file holds, such as "sales". */
function findPage(path: string): string | undefined {
  if (/^data\/sellers\b/.test(path)) return "seller";
  return /^data\/queries\/(.+)\.json$/.exec(path)?.[1];
}

const isWorkerPart = ([path]: [string, string]) => /^components\/(dom|download|notice|rows|unpack)\.ts$/.test(path);
const isPage = ([path]: [string, string]) => path.endsWith(".md");

/** The fingerprint of a folder's names and contents. */
export async function fingerprintFolder(dir: string, pattern = /./): Promise<string> {
  return fingerprint(...[...(await fingerprintFiles(dir, pattern))].flat());
}

async function readPackages(root: string): Promise<string> {
  const installed = join(root, "node_modules", ".package-lock.json");
  return readFile(installed, "utf8").catch(() => readFile(join(root, "package-lock.json"), "utf8").catch(() => ""));
}

async function fingerprintFiles(dir: string, pattern: RegExp): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of await findFiles(dir, pattern)) {
    const bytes = await readFile(join(dir, path)).catch(ignoreFolder);
    if (bytes) found.set(path, fingerprint(bytes.toString("latin1")));
  }
  return found;
}

function ignoreFolder(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "EISDIR") throw error;
}
