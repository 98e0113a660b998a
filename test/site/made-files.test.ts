import {rm} from "node:fs/promises";
import {dirname, join} from "node:path";
import {normalizeConfig} from "@observablehq/framework/dist/config.js";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";
import {withoutData} from "../../src/data/pipeline/site/config.ts";
import {MadeFiles} from "../../src/data/pipeline/site/made-files.ts";
import {publishTables, sampleTables} from "./published.ts";
import {SmallSite, pageWithQuery} from "./small-site.ts";

const results = {sales: "/data/queries/index.json", places: "/data/queries/places.json"};
const tables = {sales: "/data/warehouse/sales.parquet", places: "/data/warehouse/places.parquet"};

let site: SmallSite;
let made: MadeFiles;

beforeAll(async () => {
  site = await SmallSite.create({
    "index.md": pageWithQuery(),
    "places.md": pageWithQuery("select n from places", "places")
  });
  const settings = resolveSettings({}, {OLIST_WAREHOUSE_DIR: dirname(site.publishDir)});
  made = await MadeFiles.open(settings, withoutData(normalizeConfig({root: site.root, globalStylesheets: []})));
});

afterAll(() => site.remove());

const readJson = async (path: string) => JSON.parse(String(await made.read(path))) as object;
const getVersions = (paths: Record<string, string>) => Object.values(paths).map((path) => made.getVersion(path));

/** Publishes another number of places, and the same sales. */
async function publishPlaces(n: number): Promise<void> {
  await publishTables(site.publishDir, {...sampleTables, places: `select 'Rio' as name, ${n} as n`});
}

describe("MadeFiles", () => {
  test("makes tables, what pages need of the catalogue, results of queries, and search", async () => {
    expect(String(await made.read(tables.sales)).slice(0, 4)).toBe("PAR1");
    expect(await readJson("/data/warehouse/site.json")).toMatchObject({data: {kind: "demo"}});
    expect(JSON.stringify(await readJson(results.sales))).toMatch(/"values":\["RJ","SP"\].*"values":\[50.5,221\]/);
    expect(await readJson("/data/search.json")).toContainEqual(
      expect.objectContaining({kind: "Page", href: "/places"})
    );
  });

  test("has no table that is not published, and leaves other files to their loaders", async () => {
    expect(await made.read("/data/warehouse/none.parquet")).toBeUndefined();
    expect(made.has("/data/runs.json")).toBe(false);
    expect(made.getVersion("/data/runs.json")).toBeUndefined();
  });

  test("gives a new version to what changed in content, and to nothing else", async () => {
    await made.prepare("/index");
    await made.prepare("/places");
    const before = [...getVersions(tables), ...getVersions(results)];
    await publishPlaces(7);
    expect(await made.refresh()).toBe(true);
    await made.prepare("/index");
    await made.prepare("/places");
    const after = [...getVersions(tables), ...getVersions(results)];
    expect(after.map((version, i) => version === before[i])).toEqual([true, false, true, false]);
    expect(JSON.stringify(await readJson(results.places))).toContain('"values":[7]');
    expect(await made.refresh()).toBe(false);
  });

  test("never gives out of turn what was made of an earlier release", async () => {
    await publishPlaces(8);
    const [, text] = await Promise.all([made.refresh(), made.read(results.places)]);
    expect(String(text)).toContain('"values":[8]');
  });

  test("says by file and line what is wrong with a page, and recovers", async () => {
    await site.write("places.md", pageWithQuery("select none from places", "places"));
    await made.prepare("/places");
    const broken = made.getVersion(results.places);
    await expect(made.read(results.places)).rejects.toThrow(/places\.md:10: .*"none" not found/s);
    await site.write("places.md", pageWithQuery("select n + 1 as n from places", "places"));
    await made.prepare("/places");
    expect(made.getVersion(results.places)).not.toBe(broken);
    expect(String(await made.read(results.places))).toContain('"values":[9]');
  });

  test("lets a table go that is published no more", async () => {
    await publishTables(site.publishDir, {sales: sampleTables.sales!});
    await made.refresh();
    expect(await made.read(tables.places)).toBeUndefined();
    await expect(made.read(results.places)).rejects.toThrow(/places does not exist/);
  });

  test("leaves to Framework what a site makes by a loader of its own", async () => {
    await rm(join(site.root, "data"));
    await site.write("data/search.json.ts", "process.stdout.write('[]');\n");
    await made.remake();
    expect(made.has("/data/search.json")).toBe(false);
    expect(made.getVersion(tables.sales)).toBeUndefined();
  });
});
