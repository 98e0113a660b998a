/** The parts of Observable Framework 1.13 that the site build calls; it ships no types of its own. */

declare module "@observablehq/framework/dist/config.js" {
  import type {MarkdownIt} from "@observablehq/framework/dist/markdown.js";
  import type {LoaderResolver} from "@observablehq/framework/dist/loader.js";

  export interface Config {
    root: string;
    output: string;
    title?: string;
    pages: {name: string; path: string | null; pages?: {name: string; path: string}[]}[];
    md: MarkdownIt;
    loaders: LoaderResolver;
    paths(): AsyncIterable<string>;
  }

  export function normalizeConfig(spec: object): Config;
  export function readConfig(configPath?: string, root?: string): Promise<Config>;
  export function setCurrentDate(date: number | null): void;
}

declare module "@observablehq/framework/dist/build.js" {
  import type {Config} from "@observablehq/framework/dist/config.js";

  export interface BuildLog {
    logger: {log(...args: unknown[]): void; warn(...args: unknown[]): void; error(...args: unknown[]): void};
    output: {write(text: string): void};
  }

  export class FileBuildEffects {
    constructor(outputRoot: string, cacheDir: string, log?: BuildLog);
    prepare(): Promise<void>;
  }

  export function build(options: {config: Config}, effects?: FileBuildEffects): Promise<void>;
}

declare module "@observablehq/framework/dist/preview.js" {
  import type {IncomingMessage, Server, ServerResponse} from "node:http";
  import type {Config} from "@observablehq/framework/dist/config.js";

  export interface PreviewOptions {
    config?: string;
    root?: string;
    hostname: string;
    port?: number;
    open: boolean;
    verbose: boolean;
  }

  export interface Preview {
    server: Server;
    _readConfig(): Promise<Config>;
    _handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
    /** The open pages. */
    _socketServer: {clients: Set<{send(text: string): void}>};
  }

  export function preview(options: PreviewOptions): Promise<Preview>;
}

declare module "@observablehq/framework/dist/loader.js" {
  import type {BuildLog} from "@observablehq/framework/dist/build.js";
  import type {MarkdownPage} from "@observablehq/framework/dist/markdown.js";

  export interface Loader {
    path: string;
    load(options: {useStale?: boolean}, effects?: BuildLog): Promise<string>;
  }

  export interface Watchers {
    close(): void;
  }

  export class LoaderResolver {
    root: string;
    interpreters: Map<string, readonly string[]>;
    constructor(options: {root: string; interpreters: Record<string, readonly string[]>});
    find(path: string): Loader | undefined;
    findPage(path: string): Loader | undefined;
    loadPage(path: string, options: object, effects?: BuildLog): Promise<MarkdownPage>;
    /** A file itself, or the loader that makes it. */
    getSourceFilePath(path: string): string;
    /** What stands in a file's address, and changes with it. */
    getSourceFileHash(path: string): string;
    /** Calls back when one of the files changed that a page attaches. */
    watchFiles(path: string, files: Iterable<string>, callback: (name: string) => unknown): Promise<Watchers>;
  }
}

declare module "@observablehq/framework/dist/markdown.js" {
  import type {CodeCell} from "@observablehq/framework/dist/javascript/parse.js";

  export interface Token {
    type: string;
    info: string;
    content: string;
    map: [number, number] | null;
  }

  export interface Context {
    code: {id: string; node: CodeCell; mode: string}[];
  }

  export type RenderRule = (
    tokens: Token[],
    index: number,
    options: unknown,
    context: Context,
    self: unknown
  ) => string;

  export interface MarkdownIt {
    renderer: {rules: Record<"fence" | "placeholder", RenderRule>};
  }

  export interface MarkdownPage {
    title: string | null;
    head: string | null;
    header: string | null;
    body: string;
    footer: string | null;
    style: string | null;
    data: {draft?: boolean; sql?: Record<string, string>};
    code: Context["code"];
  }

  export function createMarkdownIt(): MarkdownIt;
  export function parseMarkdown(source: string, options: object): MarkdownPage;
}

declare module "@observablehq/framework/dist/frontMatter.js" {
  export function readFrontMatter(source: string): {content: string; data: object};
}

declare module "@observablehq/framework/dist/info.js" {
  export function parseInfo(info: string): {tag: string; attributes: Record<string, string>};
}

declare module "@observablehq/framework/dist/javascript/parse.js" {
  export interface SyntaxNode {
    type: string;
    start: number;
    end: number;
    [key: string]: unknown;
  }

  export interface FileReference {
    node: SyntaxNode;
    name: string;
    method?: string;
  }

  export interface ImportReference {
    name: string;
    type: "local" | "global";
    method: "static" | "dynamic" | "resolve";
  }

  export function parseProgram(source: string): SyntaxNode;

  export interface CodeCell {
    body: SyntaxNode;
    declarations: (SyntaxNode & {name: string})[] | null;
    references: (SyntaxNode & {name: string})[];
    files: FileReference[];
    imports: ImportReference[];
    input: string;
  }
}

declare module "@observablehq/framework/dist/javascript/module.js" {
  export interface ModuleInfo {
    files: Set<string>;
    fileMethods: Set<string>;
    localStaticImports: Set<string>;
    localDynamicImports: Set<string>;
    globalStaticImports: Set<string>;
    globalDynamicImports: Set<string>;
  }

  export function findModule(root: string, path: string): {path: string} | undefined;
  export function getModuleInfo(root: string, path: string): ModuleInfo | undefined;
  export function readJavaScript(path: string): Promise<string>;
}

declare module "@observablehq/framework/dist/html.js" {
  export interface Assets {
    files: Set<string>;
    localLinks: Set<string>;
    anchors: Set<string>;
    localImports: Set<string>;
    globalImports: Set<string>;
  }

  export function findAssets(html: string, path: string): Assets;
}

declare module "@observablehq/framework/dist/libraries.js" {
  export function getImplicitFileImports(methods: Iterable<string>): Set<string>;
  export function getImplicitInputImports(names: Iterable<string>): Set<string>;
}

declare module "@observablehq/framework/dist/node.js" {
  export function isNodeBuiltin(specifier: string): boolean;
  export function resolveNodeImport(root: string, specifier: string): Promise<string>;
}

declare module "@observablehq/framework/dist/npm.js" {
  export function parseNpmSpecifier(specifier: string): {name: string; range?: string; path?: string};
}

declare module "@observablehq/framework/dist/path.js" {
  export function resolvePath(source: string, target: string): string;
  export function resolveLocalPath(source: string, target: string): string | null;
  export function isPathImport(specifier: string): boolean;
}

declare module "jsdom" {
  import type {Context} from "node:vm";

  export class VirtualConsole {
    on(event: string, listener: (...args: unknown[]) => void): void;
  }

  export class JSDOM {
    constructor(html: string, options: object);
    window: typeof globalThis & Window;
    getInternalVMContext(): Context;
  }
}
