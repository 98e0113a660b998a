import {existsSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import nodeResolve from "@rollup/plugin-node-resolve";
import {transform} from "esbuild";
import type {Plugin} from "rollup";

/** As deep as the folder of components, so that paths relative to a module stay what they are. */
export const bundles = "_import/bundles";

export interface PageScript {
  html: string;
  script: string;
}

/** The entries of a bundle by name, such as "sales": a page's own path, for which the plugins give its script. */
export const listEntries = (dir: string, pages: ReadonlyMap<string, PageScript>): Record<string, string> =>
  Object.fromEntries([...pages.keys()].map((page) => [page.replace(/\.html$/, ""), resolve(dir, page)]));

/** What it takes to read the modules of a site that Framework has rendered into a folder. */
export const readSite = (dir: string, pages: ReadonlyMap<string, PageScript>): Plugin[] => [
  readScripts(dir, pages),
  dropTransitions,
  resolveModules(dir),
  readTypeScript,
  nodeResolve({extensions: [".mjs", ".js", ".ts"], browser: true}),
  commonjs()
];

/** Gives a page's script where the page is imported. */
const readScripts = (dir: string, pages: ReadonlyMap<string, PageScript>): Plugin => ({
  name: "page scripts",
  load: (id) => pages.get(relative(resolve(dir), id))?.script
});

/** No chart moves, but D3's index holds on to what adds transitions to all selections, for it says that this does so by being loaded. */
const dropTransitions: Plugin = {
  name: "no transitions",
  async resolveId(source, importer) {
    if (source !== "d3-transition") return undefined;
    const found = await this.resolve(source, importer, {skipSelf: true});
    return found && {...found, moduleSideEffects: false};
  }
};

const readTypeScript: Plugin = {
  name: "typescript",
  transform: async (code, id) =>
    id.endsWith(".ts") ? {code: (await transform(code, {loader: "ts"})).code, map: null} : undefined
};

const resolvedPath = /\bimport\.meta\.resolve\("([^"]+)"\)/g;

/**
 * Takes packages from where they are installed, which lets their unused parts go; leaves out what Framework's client names but a build
 * without its libraries does not have; and keeps addresses that a module resolves from its own place.
 */
const resolveModules = (dir: string): Plugin => ({
  name: "site modules",
  resolveId(source, importer) {
    if (!importer || !/^\.{1,2}\//.test(source)) return undefined;
    const file = relative(resolve(dir), join(dirname(importer), source));
    if (file.startsWith("..")) return undefined;
    if (!existsSync(join(dir, file))) return {id: `./${relative(bundles, file)}`, external: true};
    const [, name] = /^_node\/((?:@[^/]+\/)?[^/@]+)@[^/]+\/index\.\w+\.js$/.exec(file) ?? [];
    return name ? this.resolve(name, import.meta.filename) : undefined;
  },
  transform(code, id) {
    if (!/^_(import|observablehq)\/.*\.js$/.test(relative(resolve(dir), id))) return undefined;
    const locate = (name: string) => relative(resolve(dir, bundles), join(dirname(id), name));
    return {
      code: code.replace(resolvedPath, (_, name: string) => `import.meta.resolve("${locate(name)}")`),
      map: null
    };
  }
});
