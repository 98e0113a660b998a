import type {Config} from "@observablehq/framework/dist/config.js";
import {findModule, getModuleInfo, readJavaScript} from "@observablehq/framework/dist/javascript/module.js";
import type {SyntaxNode} from "@observablehq/framework/dist/javascript/parse.js";
import {parseProgram} from "@observablehq/framework/dist/javascript/parse.js";
import {getImplicitFileImports} from "@observablehq/framework/dist/libraries.js";
import {resolvePath} from "@observablehq/framework/dist/path.js";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {checkImport, explainFileMethod} from "./check-imports.ts";
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
  return found;
}

/** The names a module exports; undefined where the module is missing, broken or hands on another's. */
export async function readExports(root: string, path: string): Promise<Set<string> | undefined> {
  const found = /\.js$/.test(path) ? findModule(root, path) : undefined;
  if (!found) return undefined;
  try {
    return listExports(parseProgram(await readJavaScript(join(root, found.path))));
  } catch {
    return undefined;
  }
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

interface ExportNode extends SyntaxNode {
  declaration: (SyntaxNode & {id?: {name: string}; declarations?: {id: {name?: string}}[]}) | null;
  specifiers: {exported: {name: string}}[];
}

function listExports(program: SyntaxNode): Set<string> | undefined {
  const names = new Set<string | undefined>();
  for (const node of program.body as SyntaxNode[]) {
    if (node.type === "ExportAllDeclaration") return undefined;
    if (node.type === "ExportDefaultDeclaration") names.add("default");
    if (node.type !== "ExportNamedDeclaration") continue;
    const {declaration, specifiers} = node as ExportNode;
    names.add(declaration?.id?.name);
    for (const {id} of declaration?.declarations ?? []) names.add(id.name);
    for (const {exported} of specifiers) names.add(exported.name);
  }
  return names as Set<string>;
}
