import {readFile, readdir, rm, rmdir, writeFile} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {transform} from "esbuild";
import type {OutputChunk, Plugin} from "rollup";
import {rollup} from "rollup";
import type {Effects} from "../effects.ts";
import {findFiles} from "../files.ts";
import type {PageScript} from "./bundle-plugins.ts";
import {bundles, listEntries, readSite} from "./bundle-plugins.ts";
import {browsers} from "./packed-script.ts";
import {prerender} from "./prerender.ts";

const scriptElements = /<script type="module">\n([\s\S]*?)<\/script>\n?/g;
const preloadLines = /<link rel="modulepreload" href="[^"]*">\n/g;

/** What every page runs, the first of it before its own script. */
const everywhere = ["hold-places.ts", "visit.ts"].map((name) => join(import.meta.dirname, name));

/**
 * Bundles the modules of a built site. Framework writes each module as a file of its own, and each package whole; here every page gets one
 * script, what pages share gets files of its own, and what no page uses of a package is left out.
 */
export async function bundleSite(dir: string, {log}: Pick<Effects, "log">): Promise<void> {
  const pages = await readPages(dir);
  if (pages.size === 0) return;
  log.progress("site: filling pages in");
  for (const {page, reason} of await prerender(dir, pages)) log.warn(`${page} is not filled in ahead: ${reason}`);
  log.progress("site: bundling");
  const chunks = await writeBundles(dir, pages);
  for (const [page, {html}] of pages) await writeFile(join(dir, page), linkBundle(page, html, chunks));
  await removeBundled(dir, chunks);
}

/** Files below this take as long to ask for as to send: what some pages share goes with what others do, though not all of these need it. */
const smallest = 3000;

/** Written small, in words of the oldest browsers that pages are made for, and compiled as a whole beside the page where the browser can do that. */
const minify: Plugin = {
  name: "minify",
  async renderChunk(source) {
    const {code} = await transform(source, {minify: true, format: "esm", target: browsers});
    return {code: `//# allFunctionsCalledOnLoad\n${code}`, map: null};
  }
};

async function writeBundles(dir: string, pages: ReadonlyMap<string, PageScript>): Promise<OutputChunk[]> {
  const imports = everywhere.map((path) => `import ${JSON.stringify(path)};\n`).join("");
  const scripts = new Map([...pages].map(([page, {html, script}]) => [page, {html, script: imports + script}]));
  const bundle = await rollup({
    input: listEntries(dir, scripts),
    plugins: [...readSite(dir, scripts), minify],
    preserveEntrySignatures: false,
    onLog: () => undefined
  });
  const {output} = await bundle.write({
    dir: join(dir, bundles),
    entryFileNames: "[name].[hash:8].js",
    chunkFileNames: "shared.[hash:8].js",
    hashCharacters: "hex",
    hoistTransitiveImports: false,
    experimentalMinChunkSize: smallest
  });
  await bundle.close();
  return output.filter(({type}) => type === "chunk") as OutputChunk[];
}

/** The pages that run a script, by path. */
async function readPages(dir: string): Promise<Map<string, PageScript>> {
  const pages = new Map<string, PageScript>();
  for (const page of await findFiles(dir, /\.html$/)) {
    const html = await readFile(join(dir, page), "utf8");
    const scripts = [...html.matchAll(scriptElements)].map(([, source]) => source!);
    if (scripts.length > 0) pages.set(page, {html, script: hoistImports(scripts.join("\n"))});
  }
  return pages;
}

/** Framework turns the static imports of a cell into dynamic ones; as static ones they can share a file with the page. */
export function hoistImports(source: string): string {
  const imports: string[] = [];
  const hoisted = source.replace(
    /^(define\(\{.*\bbody: async .*=> \{\n(?:const|let) .*= await )(.*)$/gm,
    (_, head, tail) =>
      head +
      tail.replace(/\bimport\("([^"]+)"\)/g, (_: string, path: string) => {
        imports.push(`import * as $${imports.length} from ${JSON.stringify(path)};`);
        return `$${imports.length - 1}`;
      })
  );
  return [...imports, hoisted].join("\n");
}

/** Lets the page run its bundle once it has been painted, and fetch all that this imports at once. */
function linkBundle(page: string, html: string, chunks: readonly OutputChunk[]): string {
  const main = chunks.find(({isEntry, name}) => isEntry && `${name}.html` === page)!;
  const paths = listImports(main, chunks).map((name) => `./${relative(dirname(page), `${bundles}/${name}`)}`);
  return html
    .replace(preloadLines, "")
    .replace(scriptElements, "")
    .replace("</head>", `<script type="module">${startScript(paths)}</script>\n</head>`);
}

/**
 * What stands in a page is read first; a page in the background is never painted, so it waits no longer than a moment. While the scripts are on their way,
 * the browser reads what it needs to write numbers and dates, each in a task of its own: with the first format of a page this would hold all its cells up.
 */
const startScript = (paths: string[]) => `
const paths = ${JSON.stringify(paths)};
let isStarted = false;
const start = () => {
  if (isStarted) return;
  isStarted = true;
  for (const href of paths) document.head.append(Object.assign(document.createElement("link"), {rel: "modulepreload", href}));
  import(paths[0]);
  for (const name of ["NumberFormat", "DateTimeFormat", "ListFormat"]) setTimeout(() => new Intl[name]("en-US"));
};
requestAnimationFrame(() => setTimeout(start));
setTimeout(start, 300);
`;

/** A chunk and all that it imports statically, directly or through others. */
function listImports({fileName}: OutputChunk, chunks: readonly OutputChunk[]): string[] {
  const found = new Set([fileName]);
  for (const each of found)
    for (const name of chunks.find(({fileName}) => fileName === each)?.imports ?? []) found.add(name);
  return [...found];
}

/** Removes the modules that bundles hold. */
async function removeBundled(dir: string, chunks: readonly OutputChunk[]): Promise<void> {
  const made = new Set(chunks.map(({fileName}) => `${bundles}/${fileName}`));
  for (const path of await findFiles(dir, /^_(import|node|observablehq)\/.*\.js$/)) {
    if (made.has(path)) continue;
    await rm(join(dir, path));
    await removeEmpty(dir, dirname(path));
  }
}

async function removeEmpty(dir: string, folder: string): Promise<void> {
  if (folder === "." || (await readdir(join(dir, folder))).length > 0) return;
  await rmdir(join(dir, folder));
  await removeEmpty(dir, dirname(folder));
}
