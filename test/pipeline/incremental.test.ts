import {createHash} from "node:crypto";
import {cp, readFile, readlink, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from "vitest";
import {Database} from "../../src/data/pipeline/database.ts";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {reachable} from "../../src/data/pipeline/graph.ts";
import {readContracts, readProject} from "../../src/data/pipeline/project.ts";
import {explainModel} from "../../src/data/pipeline/status.ts";
import {Sandbox} from "./sandbox.ts";

let [built, sandbox, root] = [undefined as unknown as Sandbox, undefined as unknown as Sandbox, ""];
const effects = {now: () => new Date(), log: {step() {}, progress() {}, warn() {}}};

beforeAll(async () => {
  built = await Sandbox.create();
  for (const dir of ["sql", "seeds"]) await cp(dir, join(built.dir, "project", dir), {recursive: true});
  expect(await built.build({}, {root: join(built.dir, "project")})).toMatchObject({exitCode: 0, message: ""});
});

beforeEach(async () => {
  sandbox = await built.copy();
  root = join(sandbox.dir, "project");
});

afterEach(() => sandbox.remove());
afterAll(() => built.remove());

const build = (options = {}) => sandbox.build(options, {root});

async function editProject(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(join(root, path), "utf8");
  expect(change(before)).not.toBe(before);
  await writeFile(join(root, path), change(before));
}

/** Ids of the models that read one of the tables, however far down, and of those among them that are models. */
async function findDependents(...ids: string[]): Promise<string[]> {
  const database = await Database.open();
  const {models} = await readProject(await database.connect(), root, await readContracts(root));
  database.close();
  const reached = reachable(ids, (id) => models.filter((model) => model.tables.includes(id)).map((model) => model.id));
  return models.map((model) => model.id).filter((id) => reached.has(id));
}

async function digestRelease(dir: string): Promise<Record<string, string>> {
  const files = await findFiles(join(dir, "publish"), /./);
  const hash = async (file: string) =>
    createHash("sha256")
      .update(await readFile(join(dir, "publish", file)))
      .digest("hex");
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await hash(file)] as const)));
}

describe("a second build", () => {
  it("with no change does no model work and publishes nothing", async () => {
    const before = await readlink(join(sandbox.settings.warehouseDir, "publish"));
    const {run} = await build();
    expect(run!.built).toEqual([]);
    expect(run!.skipped.length).toBeGreaterThan(20);
    expect(await readlink(join(sandbox.settings.warehouseDir, "publish"))).toBe(before);
  });

  it("with another comment or layout does no model work", async () => {
    await editProject("sql/core/dim_category.sql", (text) => `-- A note.\n${text.replaceAll("    ", "  ")}`);
    expect((await build()).run!.built).toEqual([]);
  });

  it("after a change to one model builds it and its dependents only", async () => {
    await editProject("sql/core/dim_seller.sql", (text) => `${text.trimEnd().replace(/;$/, "")} where true\n`);
    const dependents = await findDependents("core.dim_seller");
    const {run, exitCode} = await build();
    expect(exitCode).toBe(0);
    expect([...run!.built].sort()).toEqual([...dependents].sort());
    expect(run!.built.length).toBeLessThan(run!.skipped.length);
  });

  it("after a change to a macro builds its users and theirs only", async () => {
    await editProject("sql/macros/places.sql", (text) => text.replace("6371", "6372"));
    const {run} = await build();
    expect(run!.built).toContain("core.fact_order_items");
    expect(run!.built).not.toContain("core.dim_date");
    expect(run!.built).not.toContain("staging.stg_orders");
  });

  it("after a change to a seed builds what reads it, however far down", async () => {
    await editProject("seeds/brazil_states.csv", (text) => `${text}\n`);
    const {run} = await build();
    expect([...run!.built].sort()).toEqual([...(await findDependents("seeds.brazil_states"))].sort());
  });

  it("after a change to a CSV never keeps a stale table", async () => {
    const file = "olist_order_payments_dataset.csv";
    const [before] = await sandbox.query<{s: number}>("select sum(payment_value) as s from core.fact_payments");
    await sandbox.edit(file, (text) =>
      text.replace(/(\d+)\.(\d\d)\n/, (_, units: string, cents: string) => `${Number(units) + 1}.${cents}\n`)
    );
    const {run} = await build();
    const [after] = await sandbox.query<{s: number}>("select sum(payment_value) as s from core.fact_payments");
    expect(after!.s - before!.s).toBeCloseTo(1, 6);
    expect([...run!.built].sort()).toEqual([...(await findDependents("raw.order_payments"))].sort());
    const catalog = JSON.parse(await readFile(join(sandbox.settings.warehouseDir, "publish/catalog.json"), "utf8")) as {
      totals: {payment_value: number};
    };
    expect(catalog.totals.payment_value).toBeCloseTo(after!.s, 2);
  });

  it("takes the same content under a new time for the same", async () => {
    await sandbox.edit("olist_orders_dataset.csv", (text) => `${text} `);
    await sandbox.edit("olist_orders_dataset.csv", (text) => text.slice(0, -1));
    expect((await build()).run!.built).toEqual([]);
  });

  it("drops the table of a model that is gone", async () => {
    await writeFile(join(root, "sql/marts/mart_extra.sql"), "select cast(1 as integer) as a");
    await editProject(
      "sql/marts/_marts.yml",
      (text) =>
        `${text.trimEnd()}\n  - name: mart_extra\n    description: One row.\n    columns:\n      - {name: a, data_type: integer, description: One.}\n`
    );
    expect((await build()).run!.built).toEqual(["marts.mart_extra"]);
    expect(await findFiles(join(sandbox.settings.warehouseDir, "publish/"), /mart_extra/)).toEqual([
      "mart_extra.parquet"
    ]);
    await cp("sql/marts/_marts.yml", join(root, "sql/marts/_marts.yml"));
    await rm(join(root, "sql/marts/mart_extra.sql"));
    expect((await build()).run!.built).toEqual([]);
    expect(await sandbox.query("select 1 as a from duckdb_tables() where table_name = 'mart_extra'")).toEqual([]);
    expect(await findFiles(join(sandbox.settings.warehouseDir, "publish/"), /mart_extra/)).toEqual([]);
  });

  it("with --full-refresh builds everything into the same bytes", async () => {
    const before = await digestRelease(sandbox.settings.warehouseDir);
    const {run} = await build({isFull: true});
    expect(run!.skipped).toEqual([]);
    expect(await digestRelease(sandbox.settings.warehouseDir)).toEqual(before);
  });
});

describe("--select", () => {
  it("builds only what it names, and a later build brings the rest up to date", async () => {
    await editProject("sql/staging/stg_sellers.sql", (text) => `${text.trimEnd().replace(/;$/, "")} where true\n`);
    const dependents = await findDependents("staging.stg_sellers");
    expect((await build({select: ["dim_seller"]})).run!.built).toEqual(["core.dim_seller"]);
    expect([...(await build()).run!.built].sort()).toEqual([...dependents].sort());
    expect((await build()).run!.built).toEqual([]);
  });
});

describe("a contract", () => {
  it("that the model does not keep stops the build with file, column, expected and found", async () => {
    await editProject("sql/core/_core.yml", (text) =>
      text.replace(/(- name: dim_category[\s\S]*?data_type: )integer/, "$1bigint")
    );
    expect(await build()).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(
        "sql/core/_core.yml: core.dim_category.category_key: expected BIGINT, found INTEGER"
      )
    });
  });

  it("with a column that the model does not yield stops the build", async () => {
    await editProject("sql/staging/stg_sellers.sql", (text) => text.replace("seller_city", "seller_town"));
    expect(await build()).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^sql\/staging\/stg_sellers\.sql: Binder Error.*seller_town/s)
    });
  });
});

describe("explainModel(settings, name, effects)", () => {
  it("says what changed since the last build, down to the cause", async () => {
    const settings = {...sandbox.settings, root};
    expect(await explainModel(settings, "mart_executive", effects)).toContain("It is up to date.");
    await editProject("sql/staging/stg_orders.sql", (text) => `${text.trimEnd().replace(/;$/, "")} where true\n`);
    expect(await explainModel(settings, "dim_date", effects)).toMatch(
      /core\.dim_date ← .*staging\.stg_orders: its SQL changed/
    );
    await sandbox.edit("olist_sellers_dataset.csv", (text) => `${text.trimEnd()}\n\n`);
    expect(await explainModel(settings, "dim_seller", effects)).toMatch(/raw\.sellers: the file behind it changed/);
    await expect(explainModel(settings, "nothing", effects)).rejects.toThrow(
      "--why nothing: no such model. Known: stg_"
    );
  });
});
