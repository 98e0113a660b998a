import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path/posix";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import {findFiles, fingerprint} from "../files.ts";
import {fingerprintFolder} from "./inputs.ts";

const workerSource = join(import.meta.dirname, "service-worker.ts");
const color = "#2b4f9e";

/** What is kept at the first visit; the engine and the tables, which are most of a site's bytes, are kept once a page has loaded them. */
const small = /\.(html|css|js|json|svg)$/;
const large = /\.(parquet|gz|wasm)$/;

/**
 * Makes a built site installable and readable offline: a manifest with its icons, a service worker with a packed copy of most small files, and
 * `build.json`, by which open pages notice a newer build. All of it follows from what the site is made of.
 */
export async function makeOffline(dir: string, {title, icons}: {title: string; icons: string}): Promise<void> {
  await writeManifest(dir, title, icons);
  const id = await fingerprintFolder(dir);
  for (const page of await findFiles(dir, /\.html$/)) await linkManifest(dir, page, id);
  await writeWorker(dir, id);
  await writeFile(join(dir, "build.json"), `${JSON.stringify({build: id})}\n`);
}

async function linkManifest(dir: string, page: string, id: string): Promise<void> {
  const path = join(dir, page);
  const html = await readFile(path, "utf8");
  const up = relative(dirname(page), ".") || ".";
  const links = [
    `<link rel="manifest" href="${up}/manifest.webmanifest">`,
    `<meta name="build" content="${id}">`,
    `<meta name="theme-color" content="${color}">`
  ];
  await writeFile(path, html.replace("</head>", `${links.join("\n")}\n</head>`));
}

/** All addresses are relative, for the site can be put under any path. */
async function writeManifest(dir: string, title: string, icons: string): Promise<void> {
  const sizes = [192, 512];
  const paths = await Promise.all(sizes.map((size) => copyIcon(dir, join(icons, `icon-${size}.png`))));
  const entries = paths.map((src, i) => ({src, sizes: `${sizes[i]}x${sizes[i]}`, type: "image/png"}));
  const manifest = {
    name: title,
    short_name: title,
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: color,
    icons: ["any", "maskable"].flatMap((purpose) => entries.map((entry) => ({...entry, purpose})))
  };
  await writeFile(join(dir, "manifest.webmanifest"), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function copyIcon(dir: string, path: string): Promise<string> {
  const bytes = await readFile(path);
  const name = `_file/icons/${nameByContent(path, bytes)}`;
  await mkdir(dirname(join(dir, name)), {recursive: true});
  await writeFile(join(dir, name), bytes);
  return name;
}

async function writeWorker(dir: string, id: string): Promise<void> {
  const paths = await findFiles(dir, small);
  const files = await Promise.all(paths.map(async (path) => [path, await readFile(join(dir, path), "utf8")] as const));
  const common = findCommon(files);
  const others = files.filter(([path]) => !common.includes(path));
  const bytes = gzipSync(JSON.stringify(Object.fromEntries(others)), {level: 9});
  const packed = nameByContent("offline.gz", bytes);
  const release = {build: id, packed, common, large: await findFiles(dir, large)};
  await writeFile(join(dir, packed), bytes);
  await build({
    entryPoints: [workerSource],
    outfile: join(dir, "service-worker.js"),
    bundle: true,
    format: "iife",
    minify: true,
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    define: {release: JSON.stringify(release)},
    logLevel: "silent"
  });
}

/** What most pages load when they are opened, so that a visit mostly has it already and need not get it packed once more. */
function findCommon(files: readonly (readonly [path: string, text: string])[]): string[] {
  const pages = files.filter(([path]) => path.endsWith(".html"));
  const isCommon = (path: string) => pages.filter(([, html]) => html.includes(`/${path}"`)).length > pages.length / 2;
  return files.map(([path]) => path).filter((path) => /\.(css|js)$/.test(path) && isCommon(path));
}

/** Such as "icon-192.0a1b2c3d.png". */
function nameByContent(path: string, bytes: Buffer): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/(?=\.\w+$)/, `.${fingerprint(bytes.toString("latin1")).slice(0, 8)}`);
}
