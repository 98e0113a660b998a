import {mkdir, mkdtemp, readFile, rename, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {keepEarlier} from "../../src/data/pipeline/site/earlier.ts";

let dir: string;
let dist: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "olist-earlier-"));
  dist = join(dir, "dist");
});
afterEach(() => rm(dir, {recursive: true, force: true}));

const common = "_file/engine.00000000.gz";

/** Puts a build of a few files in place of the one before. */
async function publish(build: string, ...assets: string[]): Promise<void> {
  const building = join(dir, "building");
  const files = {"index.html": build, "build.json": JSON.stringify({build}), [common]: "engine"};
  for (const [name, text] of [...Object.entries(files), ...assets.map((name) => [name, build] as const)]) {
    await mkdir(dirname(join(building, name)), {recursive: true});
    await writeFile(join(building, name), text);
  }
  await keepEarlier(dist, building);
  await rm(dist, {recursive: true, force: true});
  await rename(building, dist);
}

const listAssets = async () => (await findFiles(dist, /^_.*\.\w+$/)).filter((file) => file !== common);
const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => `_import/bundles/page.${name.repeat(8)}.js`) as [
  string,
  string,
  string,
  string
];

describe("keepEarlier(dist, building)", () => {
  test("keeps nothing where there was no site", async () => {
    await publish("a", a);
    expect(await findFiles(dist, /\.\w+$/)).toEqual([common, a, "build.json", "index.html"]);
  });

  test("keeps what the two builds before loaded, and no more", async () => {
    await publish("a", a);
    await publish("b", b);
    expect(await listAssets()).toEqual([a, b]);
    await publish("c", c);
    expect(await listAssets()).toEqual([a, b, c]);
    await publish("d", d);
    expect(await listAssets()).toEqual([b, c, d]);
    expect(await readFile(join(dist, b), "utf8")).toBe("b");
    expect(JSON.parse(await readFile(join(dist, "earlier-builds.json"), "utf8"))).toEqual([
      {build: "c", files: [c]},
      {build: "b", files: [b]}
    ]);
  });

  test("keeps no page of an earlier build", async () => {
    await publish("a", a);
    await writeFile(join(dist, "gone.html"), "a");
    await publish("b", b);
    expect(await findFiles(dist, /html$/)).toEqual(["index.html"]);
  });

  test("keeps what a build left for two builds after the last that had it", async () => {
    await publish("a", a);
    await publish("b", b);
    await publish("c", a, c);
    await publish("d", d);
    expect(await listAssets()).toEqual([a, b, c, d]);
    await publish("e");
    expect(await listAssets()).toEqual([a, c, d]);
  });

  test("lets the same build again be the same bytes", async () => {
    await publish("a", a);
    await publish("b", b);
    const before = await readFile(join(dist, "earlier-builds.json"), "utf8");
    await publish("b", b);
    expect(await readFile(join(dist, "earlier-builds.json"), "utf8")).toBe(before);
    expect(await listAssets()).toEqual([a, b]);
  });

  test("takes a site whose list cannot be read for one that keeps nothing", async () => {
    await publish("a", a);
    await publish("b", b);
    await writeFile(join(dist, "earlier-builds.json"), "[{");
    await publish("c", c);
    expect(await listAssets()).toEqual([a, b, c]);
  });
});
