import type {Config} from "@observablehq/framework/dist/config.js";
import {getImplicitFileImports, getImplicitInputImports} from "@observablehq/framework/dist/libraries.js";
import {checkImport, explainFileMethod} from "./check-imports.ts";
import {findMissingNames} from "./exports.ts";
import type {Cell, Page} from "./pages.ts";
import {lineAt} from "./pages.ts";
import type {Problem} from "./problems.ts";

/** What Framework gives every page. */
const provided = new Set([
  "now",
  "width",
  "dark",
  "FileAttachment",
  "Generators",
  "Mutable",
  "display",
  "view",
  "visibility",
  "invalidation"
]);

/** What Node has and browsers have not. */
const nodeOnly = new Set(["process", "Buffer", "global", "require", "module", "setImmediate", "clearImmediate"]);

const importLines: Record<string, string> = {
  Plot: 'import * as Plot from "@observablehq/plot"',
  Inputs: 'import * as Inputs from "@observablehq/inputs"',
  d3: 'import * as d3 from "d3"',
  html: 'import {html} from "htl"',
  svg: 'import {svg} from "htl"',
  resize: 'import {resize} from "./components/resize.js"',
  sql: 'import {connect} from "./components/warehouse.js"'
};

/** Names, imports and exports of a page's code: what would only fail, or ask a network, in the reader's browser. */
export async function checkCode(config: Config, page: Page): Promise<Problem[]> {
  const problems = [...page.syntaxErrors, ...checkDeclarations(page), ...checkNames(page)];
  for (const cell of page.cells) {
    const at = (text: string): Pick<Problem, "file" | "line"> => ({file: page.file, line: findInCell(cell, text)});
    for (const {name} of cell.node.imports) {
      const message = await checkImport(config.root, page.path, name);
      if (message) problems.push({...at(name), message});
    }
    for (const {name, method} of cell.node.files) {
      if (method && getImplicitFileImports([method]).size > 0)
        problems.push({...at(name), message: explainFileMethod(method)});
    }
    problems.push(...(await checkImportedNames(config, page, cell)));
  }
  return problems;
}

/** A name that two cells declare is an error for every cell that uses it. */
function checkDeclarations({file, cells}: Page): Problem[] {
  const seen = new Map<string, number>();
  const problems: Problem[] = [];
  for (const cell of cells) {
    for (const {name, start} of cell.node.declarations ?? []) {
      const line = lineInCell(cell, start);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, line);
      else problems.push({file, line, message: `${name} is already declared on line ${first}`});
    }
  }
  return problems;
}

function checkNames({file, cells}: Page): Problem[] {
  const declared = new Set(cells.flatMap(({node}) => node.declarations ?? []).map(({name}) => name));
  const problems: Problem[] = [];
  for (const cell of cells) {
    for (const {name, start} of cell.node.references) {
      if (declared.has(name) || provided.has(name) || (name in globalThis && !nodeOnly.has(name))) continue;
      problems.push({file, line: lineInCell(cell, start), message: explainName(name)});
    }
  }
  return problems;
}

function explainName(name: string): string {
  const known = importLines[name];
  if (known) return `${name} is not imported: add ${known}`;
  if (getImplicitInputImports([name]).size > 0)
    return `${name} is not imported: a page imports what it uses from node_modules`;
  return `${name} is not defined: import or declare it, or write globalThis.${name} for a name of the browser's`;
}

async function checkImportedNames({root}: Config, {path, file}: Page, cell: Cell): Promise<Problem[]> {
  const missing = await findMissingNames(root, path, cell.node.body);
  return missing.map(({start, message}) => ({file, line: lineInCell(cell, start), message}));
}

function findInCell(cell: Cell, text: string): number {
  const name = text.replace(/^.*\//, "");
  return lineInCell(cell, Math.max(0, cell.node.input.indexOf(name)));
}

function lineInCell({line, node}: Cell, position: number): number {
  return line + lineAt(node.input, position) - 1;
}
