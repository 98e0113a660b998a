import {spawn} from "node:child_process";
import {readFile, rename, rm, stat, utimes, writeFile} from "node:fs/promises";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findFiles, fingerprint} from "../../src/data/pipeline/files.ts";
import {fingerprintFolder} from "../../src/data/pipeline/site/inputs.ts";
import {offline} from "./offline.ts";
import type {Project} from "./project.ts";
import {createSmallProject, more} from "./small-project.ts";
import {publishTables, sampleTables} from "./published.ts";
import {pageWithQuery} from "./small-site.ts";

let project: Project;
const build = (env?: Record<string, string>) => project.run(["build", "--site-only"], env);
const hash = () => fingerprintFolder(project.path("dist"));
const listBuilds = () => project.list(/^dist/);
/** What the site itself is of, without what earlier builds left for their open pages. */
const listOwn = async () => {
  const list = await readFile(project.path("dist/earlier-builds.json"), "utf8").catch(() => "[]");
  const left = (JSON.parse(list) as {files: string[]}[]).flatMap(({files}) => files);
  const files = await findFiles(project.path("dist"), /\.\w+$/);
  return files.filter((file) => file !== "earlier-builds.json" && !left.includes(file));
};
const hashOwn = async () => {
  const files = await listOwn();
  return fingerprint(
    ...files,
    ...(await Promise.all(files.map((file) => readFile(project.path("dist", file), "latin1"))))
  );
};
const readResults = async () => {
  const file = (await listOwn()).find((name) => /^_file\/data\/queries\/index\./.test(name));
  return readFile(project.path("dist", file!), "utf8");
};

beforeAll(async () => {
  project = await createSmallProject();
  const {code, text} = await build();
  if (code !== 0) throw new Error(text);
});
afterAll(() => project.remove());

describe("build", () => {
  test("writes pages, their results, tables and the engine", async () => {
    const files = (await findFiles(project.path("dist"), /\.\w+$/)).map((file) =>
      file.replace(/\.[0-9a-f]{8}(?=\.\w+$)/, "")
    );
    for (const file of [
      "index.html",
      "other.html",
      "_file/data/queries/index.json",
      "_file/data/warehouse/sales.parquet",
      "_file/data/engine/duckdb-eh.wasm.gz"
    ]) {
      expect(files).toContain(file);
    }
    expect(await readResults()).toMatch(/"values":\["RJ","SP"\].*"values":\[50.5,221\]/);
  });

  test("does nothing when nothing changed, whatever the file times", async () => {
    const before = await stat(project.path("dist"));
    await touchSources();
    const {code, text} = await build();
    expect({code, text}).toEqual({code: 0, text: "site: nothing changed\n"});
    expect((await stat(project.path("dist"))).ino).toBe(before.ino);
  });

  test("gives the same bytes from nothing, in another time zone and language, with a library of some version in the cache", async () => {
    const before = await hash();
    await rm(project.path("dist"), {recursive: true});
    await rm(project.path("src/.observablehq"), {recursive: true});
    await project.write("src/.observablehq/cache/_npm/d3@7.9.0/_esm.js", "export const version = '7.9.0';\n");
    await touchSources();
    const {code} = await build({TZ: "Asia/Tokyo", LANG: "pt_BR.UTF-8"});
    expect(code).toBe(0);
    expect(await hash()).toBe(before);
  });

  test.skipIf(!offline)("needs no network (skipped where the system lets nobody cut it off)", async () => {
    const before = await hash();
    await rm(project.path("dist"), {recursive: true});
    await rm(project.path("src/.observablehq"), {recursive: true});
    const command = [process.execPath, "--import", "tsx", "src/data/pipeline/site/main.ts", "build", "--site-only"];
    const {code, text} = await project.spawn([...offline!, ...command]);
    expect({code, text}).toEqual({code: 0, text: "site: 2 pages checked\nsite: built dist/\n"});
    expect(await hash()).toBe(before);
  });

  test("shows changed data, and makes nothing else anew", async () => {
    const cached = (name: string) => stat(project.path("src/.observablehq/cache/data", name));
    const engine = await cached("engine/duckdb-eh.wasm.gz");
    const before = await project.list(/parquet$/, "dist/_file/data/warehouse");
    await publishTables(project.path(".warehouse/publish"), {
      ...sampleTables,
      sales: "select date '2018-01-01' as month, 'SP' as state, 7.5::double as price"
    });
    expect((await build()).code).toBe(0);
    expect(await readResults()).toMatch(/"values":\["SP"\].*"values":\[7.5\]/);
    expect(await project.list(/parquet$/, "dist/_file/data/warehouse")).not.toEqual(before);
    expect((await cached("engine/duckdb-eh.wasm.gz")).mtimeMs).toBe(engine.mtimeMs);
  });

  test("checks pages against the tables that are published, not those of the last build", async () => {
    const sales = "select date '2018-01-01' as month, 'SP' as state, 7.5::double as price";
    await publishTables(project.path(".warehouse/publish"), {...sampleTables, sales, late: "select 1 as n"});
    const late = more.replace("sales.parquet", "late.parquet");
    await project.write("src/index.md", pageWithQuery("select n from late") + late);
    const {code, text} = await project.run(["check"]);
    expect({code, text}).toEqual({code: 0, text: "site: 2 pages checked\n"});
  });

  test("shows a changed query", async () => {
    await project.write("src/index.md", pageWithQuery("select count(*)::integer as n from sales") + more);
    expect((await build()).code).toBe(0);
    expect(await readResults()).toContain('"values":[1]');
  });

  test("keeps the last good site when a page is wrong", async () => {
    const before = await hash();
    await project.write("src/other.md", "# Other\n\n[Nowhere](./nowhere)\n");
    const {code, text} = await build();
    expect({code, text}).toEqual({
      code: 2,
      text: "error: src/other.md:3: broken link: there is no page /nowhere. Pages are /index, /other\n"
    });
    expect(await hash()).toBe(before);
    expect(await listBuilds()).toEqual(["dist"]);
    await project.write("src/other.md", "# Other\n\n[Page](./)\n");
  });

  test("keeps the last good site when Framework itself fails", async () => {
    const before = await hash();
    await project.write("src/style.css", '@import url("./none.css");\n');
    const {code, text} = await build();
    expect(code).toBe(2);
    expect(text).toMatch(/^error: The site cannot be built: [^]*style\.css:1/m);
    expect(await hash()).toBe(before);
    expect(await listBuilds()).toEqual(["dist"]);
    await project.write("src/style.css", '@import url("observablehq:default.css");\n');
  });

  test("says what to do when nothing is published", async () => {
    const before = await hash();
    await rename(project.path(".warehouse/publish"), project.path("published"));
    const {code, text} = await build();
    await rename(project.path("published"), project.path(".warehouse/publish"));
    expect(code).toBe(3);
    expect(text).toMatch(/Nothing is published in .* run "npm run warehouse -- build" first/);
    expect(await hash()).toBe(before);
  });

  test("killed, leaves a whole site, and the next build is as if nothing was", async () => {
    const before = await hash();
    await rm(project.path("src/.observablehq"), {recursive: true});
    const args = ["--import", "tsx", "src/data/pipeline/site/main.ts", "build", "--site-only"];
    const child = spawn(process.execPath, args, {cwd: project.dir, stdio: "ignore"});
    const ended = new Promise((resolve) => child.on("close", resolve));
    await sleep(1500);
    child.kill("SIGKILL");
    await ended;
    expect(await hash()).toBe(before);
    await writeFile(project.path("dist/index.html"), "changed");
    expect((await build()).code).toBe(0);
    expect(await hash()).toBe(before);
  });

  test("takes nothing that a dead build left for finished: lock, bundle, output", async () => {
    const before = await hash();
    const bundles = project.path("src/.observablehq/cache/_node");
    const [bundle] = await findFiles(bundles, /d3-array.*\.js$/);
    await writeFile(`${bundles}/${bundle}`, "export const half =");
    await rm(project.path("src/.observablehq/cache/_made-from.json"));
    await writeFile(project.path("src/.observablehq/build.lock"), "999999999");
    await project.write("dist.building-999999999/index.html", "half");
    expect((await build()).code).toBe(0);
    expect(await hash()).toBe(before);
    expect(await listBuilds()).toEqual(["dist"]);
  });

  test("lets two builds at once take turns", async () => {
    const before = await hashOwn();
    await rm(project.path("dist"), {recursive: true});
    const outcomes = await Promise.all([build(), build()]);
    expect(outcomes.map(({code}) => code)).toEqual([0, 0]);
    expect(outcomes.map(({text}) => text).join()).toMatch(
      /waiting for process \d+, which builds the site[^]*site: nothing changed/
    );
    expect(await hashOwn()).toBe(before);
  });
});

async function touchSources(): Promise<void> {
  const time = new Date(Date.now() + 60_000);
  for (const file of await findFiles(project.path("src"), /\.(md|ts|css)$/))
    await utimes(project.path("src", file), time, time);
}
