import {findModule, readJavaScript} from "@observablehq/framework/dist/javascript/module.js";
import type {SyntaxNode} from "@observablehq/framework/dist/javascript/parse.js";
import {parseProgram} from "@observablehq/framework/dist/javascript/parse.js";
import {resolvePath} from "@observablehq/framework/dist/path.js";
import {join} from "node:path";
import {findNodes} from "./syntax.ts";

interface MissingName {
  name: string;
  /** Where the code of the importer names it. */
  start: number;
  message: string;
}

/** Names that code imports from modules of ours which do not export them: they would be undefined on a page, and such modules cannot be bundled. */
export async function findMissingNames(root: string, path: string, body: SyntaxNode): Promise<MissingName[]> {
  const missing: MissingName[] = [];
  for (const {source, specifiers} of findNodes(body, isImport)) {
    const exported = await readExports(root, resolvePath(path, source.value));
    for (const {start, imported} of specifiers) {
      if (!imported || !exported || exported.has(imported.name)) continue;
      missing.push({name: imported.name, start, message: `${source.value} does not export ${imported.name}`});
    }
  }
  return missing;
}

interface ImportNode extends SyntaxNode {
  source: {value: string};
  specifiers: (SyntaxNode & {imported?: {name: string}})[];
}

function isImport(node: SyntaxNode): node is ImportNode {
  return node.type === "ImportDeclaration" && /^\.{0,2}\//.test((node as ImportNode).source.value);
}

/** The names a module exports; undefined where the module is missing, broken or hands on another's. */
async function readExports(root: string, path: string): Promise<Set<string> | undefined> {
  const found = /\.js$/.test(path) ? findModule(root, path) : undefined;
  if (!found) return undefined;
  try {
    return listExports(parseProgram(await readJavaScript(join(root, found.path))));
  } catch {
    return undefined;
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
