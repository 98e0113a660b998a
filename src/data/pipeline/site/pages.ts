import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Config} from "@observablehq/framework/dist/config.js";
import {readFrontMatter} from "@observablehq/framework/dist/frontMatter.js";
import {parseInfo} from "@observablehq/framework/dist/info.js";
import type {CodeCell} from "@observablehq/framework/dist/javascript/parse.js";
import type {MarkdownPage, RenderRule} from "@observablehq/framework/dist/markdown.js";
import {createMarkdownIt, parseMarkdown} from "@observablehq/framework/dist/markdown.js";
import type {Problem} from "./problems.ts";

/** A page as Framework understands it, with the place of each piece of code in the file. */
export interface Page extends MarkdownPage {
  /** Such as "/sales" or "/index". */
  path: string;
  /** Such as "src/sales.md". */
  file: string;
  source: string;
  cells: Cell[];
  syntaxErrors: Problem[];
}

export interface Cell {
  /** "js", "sql", …, or "inline" for an expression in the text. */
  tag: string;
  attributes: Record<string, string>;
  node: CodeCell;
  /** The file's line that `node.input` begins on. */
  line: number;
}

export async function readPage(config: Config, path: string): Promise<Page | undefined> {
  const loader = config.loaders.findPage(path);
  if (!loader) return undefined;
  const source = await readFile(join(config.root, await loader.load({useStale: true}, quiet)), "utf8");
  return parsePage(config, path, `${config.root}/${loader.path}`, source);
}

/** The line, from 1, that a position of a text is on. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** The line of the first occurrence of a text, or undefined. */
export function findLine(source: string, text: string): number | undefined {
  const position = source.indexOf(text);
  return position < 0 ? undefined : lineAt(source, position);
}

export const quiet = {
  logger: {log: () => undefined, warn: () => undefined, error: () => undefined},
  output: {write: () => undefined}
};

const brokenFrontMatter = "the front matter, between the lines of ---, is not valid YAML";

function parsePage(config: Config, path: string, file: string, source: string): Page {
  const cells: Cell[] = [];
  const syntaxErrors: Problem[] = [];
  const content = readFrontMatter(source).content;
  const skipped = lineAt(source, source.length) - lineAt(content, content.length);
  if (/^---\r?\n/.test(source) && content === source) syntaxErrors.push({file, line: 1, message: brokenFrontMatter});
  const md = createMarkdownIt();
  const {rules} = md.renderer;
  rules.fence = observe(rules.fence, ({info, content, map}) => {
    const {tag, attributes} = parseInfo(info);
    const line = skipped + (map?.[0] ?? 0) + 2;
    // Framework drops the first newline of what it wraps in a template.
    return {tag, attributes, line: tag !== "js" && content.startsWith("\n") ? line + 1 : line};
  });
  rules.placeholder = observe(rules.placeholder, ({content}) => {
    return {tag: "inline", attributes: {}, line: findLine(source, `\${${content}}`) ?? 1};
  });
  const page = parseMarkdown(source, {...config, md, path});
  return {...page, path, file, source, cells, syntaxErrors};

  function observe(
    rule: RenderRule,
    locate: (token: Parameters<RenderRule>[0][number]) => Omit<Cell, "node">
  ): RenderRule {
    return (tokens, index, options, context, self) => {
      const place = locate(tokens[index]!);
      const count = context.code.length;
      const html = rule(tokens, index, options, context, self);
      if (context.code.length > count) cells.push({...place, node: context.code[count]!.node});
      const error = findSyntaxError(html);
      if (error) syntaxErrors.push({file, line: place.line + error.line - 1, message: error.message});
      return html;
    };
  }
}

/** Framework writes a syntax error into the page and goes on. */
function findSyntaxError(html: string): {message: string; line: number} | undefined {
  const match = /^<(?:div|span)[^>]*>\s*(?:<div[^>]*observablehq--error[^>]*>)?SyntaxError: ([^<]*)</.exec(html);
  if (!match) return undefined;
  const message = `SyntaxError: ${unescape(match[1]!)}`;
  const [, line = "1"] = /\((\d+):\d+\)$/.exec(message) ?? /:(\d+):\d+: ERROR/.exec(message) ?? [];
  return {message: message.replace(/ \(\d+:\d+\)$/, "").replace(/Transform failed[^]*ERROR: /, ""), line: Number(line)};
}

function unescape(html: string): string {
  const entities: Record<string, string> = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#x27;": "'",
    "&#x60;": "`",
    "&amp;": "&"
  };
  return html.replace(/&(?:lt|gt|quot|amp|#x27|#x60);/g, (entity) => entities[entity]!);
}
