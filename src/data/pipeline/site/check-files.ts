import type {Config} from "@observablehq/framework/dist/config.js";
import {findAssets} from "@observablehq/framework/dist/html.js";
import {resolvePath} from "@observablehq/framework/dist/path.js";
import {stat} from "node:fs/promises";
import {join} from "node:path";
import type {MadeFiles} from "./made-files.ts";
import type {Module} from "./modules.ts";
import type {Page} from "./pages.ts";
import {findLine, lineAt, quiet} from "./pages.ts";
import type {Problem} from "./problems.ts";

/** Loads every file that pages and their modules attach or show: a missing one, an empty one and a failed loader are problems. */
export async function checkFiles(
  config: Config,
  pages: readonly Page[],
  modules: readonly Module[],
  made?: MadeFiles
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const checked = new Map<string, string | undefined>();
  for (const {path, file, line} of listFiles(pages, modules)) {
    if (!checked.has(path)) checked.set(path, await loadFile(config, path, made));
    const message = checked.get(path);
    if (message) problems.push({file, line, message});
  }
  return problems;
}

interface UsedFile extends Pick<Problem, "file" | "line"> {
  path: string;
}

function listFiles(pages: readonly Page[], modules: readonly Module[]): UsedFile[] {
  return [...pages.flatMap(listAttached), ...pages.flatMap(listAssets), ...modules.flatMap(listModuleFiles)];
}

function listAttached({path, file, cells}: Page): UsedFile[] {
  return cells.flatMap(({node, line}) =>
    node.files.map(({name, node: call}) => ({
      path: resolvePath(path, name),
      file,
      line: line + lineAt(node.input, call.start) - 1
    }))
  );
}

function listAssets({path, file, source, head, header, body, footer, style}: Page): UsedFile[] {
  const {files} = findAssets([head, header, body, footer].filter(Boolean).join("\n"), path);
  const styles = style && !/^\w+:/.test(style) ? [style] : [];
  return [...files, ...styles].map((name) => ({
    path: resolvePath(path, name),
    file,
    line: findLine(source, name.replace(/^\.\//, ""))
  }));
}

function listModuleFiles({file, source, files}: Module): UsedFile[] {
  return files.map((path) => ({path, file, line: findLine(source, path.replace(/^.*\//, ""))}));
}

async function loadFile({root, loaders}: Config, path: string, made?: MadeFiles): Promise<string | undefined> {
  const loader = loaders.find(path);
  if (!loader) return `no such file: ${root}${path}`;
  const absent = `no such file: ${root}${path} is not in ${root}/${loader.path}`;
  try {
    if (made?.has(path)) return (await made.read(path)) === undefined ? absent : undefined;
    const loaded = await loader.load({useStale: true}, quiet);
    const {size} = await stat(join(root, loaded));
    return size > 0
      ? undefined
      : `${root}${path} is empty${loaded === loader.path ? "" : `: ${root}/${loader.path} printed nothing`}`;
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? absent : `${root}/${loader.path}: ${message}`;
  }
}
