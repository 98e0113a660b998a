import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {dirname, join, relative, resolve} from "node:path";
import type {Plugin} from "esbuild";

/** As deep as the folder of components, so that paths relative to a module stay what they are. */
export const bundles = "_import/bundles";

export interface PageScript {
  html: string;
  script: string;
}

/** Gives a page's script where "page:sales.html" is imported. */
export const readScripts = (dir: string, pages: ReadonlyMap<string, PageScript>): Plugin => ({
  name: "page scripts",
  setup({onResolve, onLoad}) {
    onResolve({filter: /^page:/}, ({path}) => ({path: path.slice("page:".length), namespace: "page"}));
    onLoad({filter: /./, namespace: "page"}, ({path}) => ({
      contents: pages.get(path)!.script,
      resolveDir: resolve(dir, dirname(path))
    }));
  }
});

/** No chart moves, but D3's index holds on to what adds transitions to all selections, for it says that this does so by being loaded. */
export const dropTransitions: Plugin = {
  name: "no transitions",
  setup({onResolve, resolve: find}) {
    onResolve({filter: /^d3-transition$/}, async ({path, pluginData, kind, importer, resolveDir}) => {
      if (pluginData === dropTransitions) return undefined;
      return {...(await find(path, {kind, importer, resolveDir, pluginData: dropTransitions})), sideEffects: false};
    });
  }
};

const resolvedPath = /\bimport\.meta\.resolve\("([^"]+)"\)/g;

/**
 * Takes packages from where they are installed, which lets their unused parts go; leaves out what Framework's client names but a build
 * without its libraries does not have; and keeps addresses that a module resolves from its own place.
 */
export const resolveModules = (dir: string): Plugin => ({
  name: "site modules",
  setup({onResolve, onLoad, resolve: find}) {
    onResolve({filter: /^\.{1,2}\//}, ({path, resolveDir, kind}) => {
      const file = relative(resolve(dir), join(resolveDir, path));
      if (file.startsWith("..")) return undefined;
      if (!existsSync(join(dir, file))) return {path: relative(bundles, file), external: true};
      const [, name] = /^_node\/((?:@[^/]+\/)?[^/@]+)@[^/]+\/index\.\w+\.js$/.exec(file) ?? [];
      return name ? find(name, {kind, resolveDir: import.meta.dirname}) : undefined;
    });
    onLoad({filter: /\/_(import|observablehq)\/.*\.js$/}, async ({path}) => {
      const source = await readFile(path, "utf8");
      const locate = (name: string) => relative(resolve(dir, bundles), join(dirname(path), name));
      return {contents: source.replace(resolvedPath, (_, name: string) => `import.meta.resolve("${locate(name)}")`)};
    });
  }
});
