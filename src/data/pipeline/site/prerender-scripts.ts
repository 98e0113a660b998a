import type {Context} from "node:vm";
import {Script} from "node:vm";
import type {OutputChunk, Plugin} from "rollup";
import {rollup} from "rollup";
import type {PageScript} from "./bundle-plugins.ts";
import {bundles, listEntries, readSite} from "./bundle-plugins.ts";

/** Runs the script of one page. */
export type RunPage = (context: Context) => void;

type Load = (path: string) => object;

/** The scripts of all pages, each module compiled once, by page; `origin` is where they say that they come from. */
export async function compilePages(
  dir: string,
  pages: ReadonlyMap<string, PageScript>,
  origin: string
): Promise<Map<string, RunPage>> {
  const bundle = await rollup({
    input: listEntries(dir, pages),
    plugins: [...readSite(dir, pages), leaveOutLater, standAt(`${origin}/${bundles}/page.js`)],
    preserveEntrySignatures: false,
    onLog: () => undefined
  });
  const {output} = await bundle.generate({
    format: "cjs",
    entryFileNames: "[name].js",
    chunkFileNames: "shared.[hash].js"
  });
  await bundle.close();
  const chunks = output.filter(({type}) => type === "chunk") as OutputChunk[];
  const scripts = new Map(
    chunks.map(({fileName, code}) => [fileName, new Script(`(exports, require) => {${code}\n}`, {filename: fileName})])
  );
  return new Map([...pages.keys()].map((page) => [page, runFrom(page.replace(/html$/, "js"), scripts)]));
}

const runFrom =
  (main: string, scripts: ReadonlyMap<string, Script>): RunPage =>
  (context) => {
    const loaded = new Map<string, object>();
    const load: Load = (path) => {
      const name = path.replace(/^\.\//, "");
      const before = loaded.get(name);
      if (before) return before;
      const exports = {};
      loaded.set(name, exports);
      const run = scripts.get(name)!.runInContext(context) as (exports: object, load: Load) => void;
      run(exports, load);
      return exports;
    };
    load(main);
  };

/** What a page imports only when it needs it is not needed to show it. */
const leaveOutLater: Plugin = {name: "later imports", resolveDynamicImport: () => false};

const standAt = (url: string): Plugin => ({
  name: "place of modules",
  resolveImportMeta: (property) => (property === "url" ? JSON.stringify(url) : "String")
});
