import type {Config} from "@observablehq/framework/dist/config.js";
import {findModule, getModuleInfo, readJavaScript} from "@observablehq/framework/dist/javascript/module.js";
import {parseProgram} from "@observablehq/framework/dist/javascript/parse.js";
import {getImplicitFileImports} from "@observablehq/framework/dist/libraries.js";
import {resolvePath} from "@observablehq/framework/dist/path.js";
import {readFile} from "node:fs/promises";
import {checkImport, explainFileMethod} from "./check-imports.ts";
import {findMissingNames} from "./exports.ts";
import type {Page} from "./pages.ts";
import {findLine} from "./pages.ts";
import type {Problem} from "./problems.ts";

/** A module of src/ that pages import, directly or through others. */
export interface Module {
  /** Such as "/components/chart.js", also where the file is TypeScript. */
  path: string;
  /** Such as "src/components/chart.ts". */
  file: string;
  source: string;
  /** The files it attaches, from the root of src/. */
  files: string[];
  imports: string[];
  problems: Problem[];
}

export async function readModules({root}: Config, pages: readonly Page[]): Promise<Module[]> {
  const modules: Module[] = [];
  const paths = new Set(pages.flatMap(listImports));
  for (const path of paths) {
    const module = /\.js$/.test(path) && (await readModule(root, path));
    if (!module) continue;
    modules.push(module);
    for (const name of module.imports) if (name.startsWith(".")) paths.add(resolvePath(path, name));
  }
  return modules;
}

export async function checkModule(root: string, {path, file, source, imports, problems}: Module): Promise<Problem[]> {
  const found = [...problems];
  for (const name of imports) {
    const message = await checkImport(root, path, name);
    if (message) found.push({file, line: findLine(source, name), message});
  }
  if (problems.length > 0) return found;
  for (const {name, message} of await findMissingNames(root, path, parseProgram(await readJavaScript(file))))
    found.push({file, line: findLine(source, name), message});
  return found;
}

function listImports({path, cells}: Page): string[] {
  const imports = cells.flatMap(({node}) => node.imports);
  return imports.filter(({type}) => type === "local").map(({name}) => resolvePath(path, name));
}

async function readModule(root: string, path: string): Promise<Module | undefined> {
  const found = findModule(root, path);
  if (!found) return undefined;
  const file = `${root}/${found.path}`;
  const source = await readFile(file, "utf8");
  const info = getModuleInfo(root, path);
  if (!info) return {path, file, source, files: [], imports: [], problems: [await explainSyntax(file)]};
  const methods = [...info.fileMethods].filter((method) => getImplicitFileImports([method]).size > 0);
  const problems = methods.map((method) => ({
    file,
    line: findLine(source, "FileAttachment("),
    message: explainFileMethod(method)
  }));
  const {localStaticImports, localDynamicImports, globalStaticImports, globalDynamicImports} = info;
  const imports = [...localStaticImports, ...localDynamicImports, ...globalStaticImports, ...globalDynamicImports];
  return {path, file, source, files: [...info.files].map((name) => resolvePath(path, name)), imports, problems};
}

async function explainSyntax(file: string): Promise<Problem> {
  try {
    parseProgram(await readJavaScript(file));
    return {file, message: "cannot be read"};
  } catch (error) {
    const {message, errors, loc} = error as Error & {
      errors?: {text: string; location: {line: number} | null}[];
      loc?: {line: number};
    };
    const [first] = errors ?? [];
    const line = first ? first.location?.line : file.endsWith(".js") ? loc?.line : undefined;
    return {file, line, message: `SyntaxError: ${first?.text ?? message}`};
  }
}
