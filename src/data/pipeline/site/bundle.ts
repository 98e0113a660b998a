import {readFile, readdir, rm, rmdir, writeFile} from "node:fs/promises";
import {dirname, join, relative, resolve} from "node:path";
import type {Metafile} from "esbuild";
import {build} from "esbuild";
import type {Effects} from "../effects.ts";
import {findFiles} from "../files.ts";
import type {PageScript} from "./bundle-plugins.ts";
import {bundles, dropTransitions, readScripts, resolveModules} from "./bundle-plugins.ts";
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
  const imports = everywhere.map((path) => `import ${JSON.stringify(path)};\n`).join("");
  for (const [page, {html, script}] of pages) pages.set(page, {html, script: imports + script});
  const {metafile} = await build({
    entryPoints: [...pages.keys()].map((page) => ({in: `page:${page}`, out: page.replace(/\.html$/, "")})),
    outdir: join(dir, bundles),
    absWorkingDir: resolve(dir),
    entryNames: "[dir]/[name].[hash]",
    chunkNames: "shared.[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    // Compiled as a whole beside the page, where the browser can, instead of function by function while the page is being drawn.
    banner: {js: "//# allFunctionsCalledOnLoad"},
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    logLevel: "silent",
    metafile: true,
    plugins: [readScripts(dir, pages), dropTransitions, resolveModules(dir)]
  });
  for (const [page, {html}] of pages) await writeFile(join(dir, page), linkBundle(page, html, metafile));
  await removeBundled(dir, metafile);
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
function linkBundle(page: string, html: string, {outputs}: Metafile): string {
  const [main] = Object.entries(outputs).find(([, {entryPoint}]) => entryPoint === `page:${page}`)!;
  const paths = [main, ...findImports(main, outputs)].map((path) => `./${relative(dirname(page), path)}`);
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

/** All that a module imports statically, directly or through others. */
function findImports(path: string, outputs: Metafile["outputs"]): string[] {
  const found = new Set([path]);
  for (const each of found) {
    for (const {path, kind} of outputs[each]?.imports ?? []) if (kind === "import-statement") found.add(path);
  }
  found.delete(path);
  return [...found].filter((each) => each in outputs);
}

/** Removes the modules that bundles hold. */
async function removeBundled(dir: string, {outputs}: Metafile): Promise<void> {
  for (const path of await findFiles(dir, /^_(import|node|observablehq)\/.*\.js$/)) {
    if (path in outputs) continue;
    await rm(join(dir, path));
    await removeEmpty(dir, dirname(path));
  }
}

async function removeEmpty(dir: string, folder: string): Promise<void> {
  if (folder === "." || (await readdir(join(dir, folder))).length > 0) return;
  await rmdir(join(dir, folder));
  await removeEmpty(dir, dirname(folder));
}
