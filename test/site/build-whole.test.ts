import {readFile} from "node:fs/promises";
import {dirname, join} from "node:path/posix";
import {beforeAll, describe, expect, test} from "vitest";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";
import {findFiles} from "../../src/data/pipeline/files.ts";
import type {StoredResult} from "../../src/components/rows.ts";
import {findClientLibraries} from "../../src/data/pipeline/site/hermetic.ts";
import type {BuiltSite} from "./built-site.ts";
import {buildReport} from "./report.ts";

let site: BuiltSite;
let files: string[];
beforeAll(async () => {
  site = await buildReport();
  files = await findFiles(site.dist, /\.\w+$/);
});

const read = (file: string) => readFile(join(site.dist, file), "utf8");

/** What a page, script or style names by a relative path. */
function findReferences(file: string, text: string): string[] {
  const patterns = [
    /\b(?:href|src)="(\.[^"#?]*)/g,
    /\b(?:from|import\(|resolve\() ?"(\.[^"]+)"/g,
    /\bimport ?"(\.[^"]+)"/g,
    /\bpath:"(\.\.\/[^"]+)"/g,
    /[[,]"(\.\/_import\/[^"]+)"/g
  ];
  const code = text.replaceAll(sample, "");
  const match = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, path]) => decodeURI(path!));
  return [
    ...patterns.flatMap(match).map((path) => join(dirname(file), path)),
    ...match(fromPage).map((path) => join(path))
  ];
}

/** Code that a guide shows to be copied names files of a page that the reader is about to write. */
const sample = /<pre\b.*?<\/pre>/gs;

/** Files that a page attaches are named from the page's place, though its script lies elsewhere. */
const fromPage = /\bpath:"(\.\/[^"]+)"/g;

/** Framework's client knows how to load libraries that no page of ours asks for. */
const isUnused = (path: string) => path.startsWith("_npm/") || path.startsWith("_observablehq/stdlib/");

const isPage = (path: string) =>
  [`${path}.html`, join(path, "index.html"), path === "." ? "index.html" : path].some((name) => files.includes(name));

describe("the built site", () => {
  test("names only files that are there", async () => {
    const missing: string[] = [];
    for (const file of files.filter((name) => /\.(html|js|css)$/.test(name))) {
      for (const path of findReferences(file, await read(file))) {
        const isLibrary = file.startsWith("_import/bundles/shared.") && isUnused(path);
        if (!isPage(path) && !isLibrary) missing.push(`${file}: ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test("leaves to the network only what no page loads: the libraries that Framework's client knows by name", async () => {
    const named = new Set<string>();
    const naming = new Set<string>();
    for (const file of files.filter((name) => name.endsWith(".js") || name.endsWith(".html"))) {
      for (const [, name] of (await read(file)).matchAll(/_npm\/((?:@[^/]+\/)?[^/@]+)@/g)) {
        named.add(name!);
        naming.add(file);
      }
    }
    expect(await findClientLibraries()).toEqual(expect.arrayContaining([...named]));
    expect([...naming].filter((file) => !file.startsWith("_import/bundles/shared."))).toEqual([]);
  });

  test("runs one script a page and what pages share, and only workers stay beside the bundles", async () => {
    for (const page of files.filter((file) => file.endsWith(".html"))) {
      const [, paths] = /const paths = (\[.*\]);/.exec(await read(page)) ?? [];
      const [main, ...shared] = JSON.parse(paths ?? "[]") as string[];
      expect(main).toBe(`./${files.find((file) => file.startsWith(`_import/bundles/${page.replace("html", "")}`))}`);
      expect(shared.length).toBeGreaterThan(0);
    }
    const others = files.filter((file) => file.endsWith(".js") && !file.startsWith("_import/bundles/"));
    const engineWorker = expect.stringMatching(/^_file\/data\/engine\/engine-worker\.\w+\.js$/) as string;
    expect(others.toSorted()).toEqual([engineWorker, "service-worker.js"]);
  });

  test("loads the whole catalogue, with each table and column, on Explore only", async () => {
    const scripts = files.filter((file) => /^_import\/bundles\/[^/]+\.js$/.test(file));
    const texts = await Promise.all(scripts.map(read));
    const loading = scripts.filter((_, i) => /data\/warehouse\/catalog\.\w+\.json/.test(texts[i]!));
    expect(loading).toEqual([expect.stringMatching(/bundles\/explore\./)]);
  });

  test("asks no other host", async () => {
    const asking: string[] = [];
    for (const file of files.filter((name) => name.endsWith(".html") || name.endsWith(".css"))) {
      const text = await read(file);
      if (
        /<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?\/\//.test(text) ||
        /url\(["']?(?:https?:)?\/\//.test(text)
      )
        asking.push(file);
    }
    expect(asking).toEqual([]);
  });

  test("ships each published table and each page's results, none of them empty", async () => {
    const {tables} = JSON.parse(await readFile(join(site.warehouseDir, "publish/catalog.json"), "utf8")) as Catalog;
    const shipped = files
      .map((file) => /^_file\/data\/warehouse\/(\w+)\.[0-9a-f]{8}\.parquet$/.exec(file)?.[1])
      .filter(Boolean);
    expect(shipped.sort()).toEqual(tables.map(({name}) => name).sort());
    const pages = files.filter((file) => file.startsWith("_file/data/queries/"));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    for (const file of pages) {
      const {results} = JSON.parse(await read(file)) as {results: Record<string, StoredResult>};
      expect(Object.values(results).length).toBeGreaterThan(0);
      for (const {columns} of Object.values(results)) expect(columns[0]!.values.length).toBeGreaterThan(0);
    }
  });
});
