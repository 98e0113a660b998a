import {cp, mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {Database, openWarehouse} from "../../src/data/pipeline/database.ts";
import type {Run} from "../../src/data/pipeline/runs.ts";
import {describeExcess} from "../../src/data/pipeline/runlog/budget.ts";
import {readCommit} from "../../src/data/pipeline/runlog/git-commit.ts";
import {createRunTables, forgetOldRuns} from "../../src/data/pipeline/runlog/run-tables.ts";
import {Timeline} from "../../src/data/pipeline/runlog/timeline.ts";
import {databasePath} from "../../src/data/pipeline/settings.ts";
import {describeStatus} from "../../src/data/pipeline/status.ts";
import {Sandbox} from "./sandbox.ts";

const effects = {now: () => new Date(), log: {step() {}, progress() {}, warn() {}}};
let sandbox = undefined as unknown as Sandbox;
let first = undefined as unknown as Run;

beforeAll(async () => {
  sandbox = await Sandbox.create();
  first = (await sandbox.build()).run!;
});

afterAll(() => sandbox.remove());

const readRun = async (run: Run) => (await sandbox.query(`select * from meta.runs where run_id = '${run.run_id}'`))[0]!;
const count = async (table: string, {run_id}: Run) =>
  (await sandbox.query<{n: number}>(`select count(*) as n from meta.${table} where run_id = '${run_id}'`))[0]!.n;

describe("a build", () => {
  it("keeps its run: what it made of what, with how much time and memory", async () => {
    const [{bytes}] = (await sandbox.query<{bytes: number}>(
      "select sum(bytes)::bigint as bytes from meta.run_models where is_published"
    )) as [{bytes: number}];
    const row = await readRun(first);
    expect(row).toMatchObject({
      status: "success",
      built_count: first.built.length,
      skipped_count: 0,
      passed_count: first.checks.passed,
      warned_count: first.checks.warned,
      failed_count: 0,
      rows_in: first.rows_in,
      engine: first.engine,
      commit_id: (await readCommit(sandbox.settings.root)) ?? null,
      published_bytes: bytes,
      failure: null
    });
    expect(row.peak_process_bytes).toBeGreaterThan(row.peak_engine_bytes as number);
    expect(row.peak_engine_bytes).toBeGreaterThan(0);
  });

  it("keeps each stage, table and check, with when it was at work", async () => {
    const stages = await sandbox.query<{stage: string}>("select stage from meta.run_stages order by started_at");
    expect(stages.map(({stage}) => stage)).toEqual(Object.keys(first.stages));
    const models = await sandbox.query<{id: string}>("select id from meta.run_models where kind = 'model'");
    expect(models.map(({id}) => id).sort()).toEqual([...first.built].sort());
    const differences = await sandbox.query(
      "select id from meta.nodes left join meta.run_models using (id) where run_models.row_count is distinct from nodes.row_count or run_models.fingerprint is distinct from nodes.fingerprint"
    );
    expect(differences).toEqual([]);
    expect(await count("run_checks", first)).toBe(first.checks.passed + first.checks.warned);
    const outside = await sandbox.query(`
      select id from meta.run_models join meta.runs using (run_id)
      where run_models.started_at < runs.started_at or run_models.finished_at > runs.finished_at
      union all
      select check_id from meta.run_checks where seconds is null or thread < 1`);
    expect(outside).toEqual([]);
  });

  it("gives tables that were at work at the same time threads of their own", async () => {
    const shared = await sandbox.query(`
      select a.id, b.id from meta.run_models as a join meta.run_models as b using (run_id, thread)
      where a.id < b.id and a.started_at < b.finished_at and b.started_at < a.finished_at
        and least(a.finished_at, b.finished_at) - greatest(a.started_at, b.started_at) > interval 2 milliseconds`);
    expect(shared).toEqual([]);
    const [{threads}] = (await sandbox.query<{threads: number}>(
      "select max(thread) as threads from meta.run_models"
    )) as [{threads: number}];
    expect(threads).toBeGreaterThan(1);
  });

  it("with nothing changed keeps a run that made and checked nothing", async () => {
    const {run} = await sandbox.build();
    expect(await readRun(run!)).toMatchObject({built_count: 0, skipped_count: first.built.length, status: "success"});
    expect(await count("run_models", run!)).toBe(0);
    expect(await count("run_checks", run!)).toBe(0);
    expect(await count("run_stages", run!)).toBe(Object.keys(run!.stages).length);
  });

  it("that failed is kept with its reason, without the machine's folders, also where no input was found", async () => {
    const broken = await sandbox.copy();
    await broken.edit("olist_orders_dataset.csv", (text) => `${text.split("\n")[0]}\n`);
    const {run, exitCode} = await broken.build();
    expect(exitCode).toBe(1);
    const early = (await broken.build({}, {dataDir: join(broken.dir, "nowhere")})).run!;
    const rows = await broken.query(
      "select run_id, status, failure from meta.runs where status = 'error' order by started_at"
    );
    expect(rows).toEqual([
      {run_id: run!.run_id, status: "error", failure: expect.stringContaining("has a header but no rows")},
      {run_id: early.run_id, status: "error", failure: expect.stringContaining("The data folder <data> cannot be read")}
    ]);
    const failed = await broken.query("select id, status from meta.run_models where status = 'error'");
    expect(failed).toEqual([{id: "raw.orders", status: "error"}]);
    await broken.remove();
  });

  it("after a change of the state's version keeps the runs before", async () => {
    const older = await sandbox.copy();
    const database = await openWarehouse(databasePath(older.settings));
    await (await database.connect()).run("update meta.settings set value = '0' where key = 'version'");
    database.close();
    const before = await older.query<{n: number}>("select count(*) as n from meta.runs");
    const {run} = await older.build();
    expect(run!.skipped).toEqual([]);
    expect(await older.query("select count(*) as n from meta.runs")).toEqual([{n: before[0]!.n + 1}]);
    await older.remove();
  });

  it("warns of a model that costs more than its contract's budget, and status names it", async () => {
    const costly = await sandbox.copy();
    const root = join(costly.dir, "project");
    for (const dir of ["sql", "seeds"]) await cp(dir, join(root, dir), {recursive: true});
    const path = join(root, "sql/core/_core.yml");
    await writeFile(
      path,
      (await readFile(path, "utf8")).replace(
        "config: {order_by: [date_key]}",
        "config: {order_by: [date_key], meta: {budget: {bytes: 100, seconds: 60}}}"
      )
    );
    const {exitCode, warnings} = await costly.build({isFull: true}, {root});
    expect(exitCode).toBe(0);
    expect(warnings.filter((text) => text.includes("budget"))).toEqual([
      expect.stringMatching(/^core\.dim_date has 0\.\d\d MB, its budget is 0\.00 MB$/)
    ]);
    const status = JSON.parse(await describeStatus(costly.settings, effects, {json: true})) as {
      models: {over_budget: unknown[]; slowest: unknown[]};
    };
    expect(status.models.over_budget).toEqual([expect.objectContaining({model: "core.dim_date", budget_bytes: 100})]);
    expect(status.models.slowest).toHaveLength(5);
    await costly.remove();
  });
});

describe("describeExcess(cost, budget)", () => {
  it("names what is exceeded, and nothing else", () => {
    const budget = {seconds: 2, bytes: 1e6};
    expect(describeExcess({id: "core.a", seconds: 2, bytes: 1e6}, budget)).toEqual([]);
    expect(describeExcess({id: "core.a", seconds: 2.5, bytes: null}, budget)).toEqual([
      "core.a took 2.50 s, its budget is 2 s"
    ]);
    expect(describeExcess({id: "core.a", seconds: 3, bytes: 2.5e6}, budget)).toHaveLength(2);
  });
});

it("forgetOldRuns(session, kept) forgets all that belongs to older runs", async () => {
  const database = await Database.open();
  const session = await database.connect();
  await session.run(`create schema meta; ${createRunTables}`);
  for (let day = 1; day <= 5; day++) {
    const at = `timestamp '2018-01-0${day}'`;
    await session.run(`insert into meta.runs (run_id, status, started_at, finished_at, seconds, is_full_refresh, built_count, skipped_count, passed_count, warned_count, failed_count, rows_in, rows_rejected, peak_process_bytes)
      values ('${day}', 'success', ${at}, ${at}, 1, false, 0, 0, 0, 0, 0, 0, 0, 0)`);
    await session.run(`insert into meta.run_stages values ('${day}', 'load', 'success', ${at}, ${at}, 1)`);
  }
  await forgetOldRuns(session, 3);
  expect(await session.rows("select run_id from meta.runs order by 1")).toEqual([
    {run_id: "3"},
    {run_id: "4"},
    {run_id: "5"}
  ]);
  expect(await session.rows("select run_id from meta.run_stages order by 1")).toHaveLength(3);
  database.close();
});

it("new Timeline(now).time(kind, name, work) gives work at the same time threads of its own, and takes one up again", async () => {
  const timeline = new Timeline(new Date("2018-01-01T00:00:00Z"));
  const work = (ms: number) => () => sleep(ms);
  await Promise.all([timeline.time("model", "a", work(5)), timeline.time("model", "b", work(30))]);
  await timeline.time("model", "c", work(1));
  await expect(timeline.time("check", "d", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(timeline.spans.map(({name, thread, hasFailed}) => [name, thread, hasFailed])).toEqual([
    ["a", 1, false],
    ["b", 2, false],
    ["c", 1, false],
    ["d", 1, true]
  ]);
  expect(timeline.spans[0]!.startedAt.toISOString()).toMatch(/^2018-01-01T00:00:00/);
});

describe("readCommit(root)", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const write = async (path: string, text: string) => {
    await mkdir(join(sandbox.dir, path, ".."), {recursive: true});
    await writeFile(join(sandbox.dir, path), text);
  };
  const read = (path: string) => readCommit(join(sandbox.dir, path));

  it("reads a branch, packed or not, and a bare commit, from a folder below", async () => {
    await write("loose/.git/HEAD", "ref: refs/heads/main\n");
    await write("loose/.git/refs/heads/main", `${commit}\n`);
    await write("packed/.git/HEAD", "ref: refs/heads/main\n");
    await write("packed/.git/packed-refs", `# pack-refs\nffff refs/heads/other\n${commit} refs/heads/main\n`);
    await write("bare/.git/HEAD", `${commit}\n`);
    await mkdir(join(sandbox.dir, "bare/below/further"), {recursive: true});
    expect(await Promise.all(["loose", "packed", "bare", "bare/below/further"].map(read))).toEqual(
      Array(4).fill(commit)
    );
  });

  it("reads a linked work tree, whose branches stand in the main one's folder", async () => {
    await write("main/.git/refs/heads/feature", commit);
    await write("main/.git/worktrees/linked/HEAD", "ref: refs/heads/feature\n");
    await write("main/.git/worktrees/linked/commondir", "../..\n");
    await write("linked/.git", `gitdir: ${join(sandbox.dir, "main/.git/worktrees/linked")}\n`);
    expect(await read("linked")).toBe(commit);
  });

  it("is undefined where nothing was committed", async () => {
    await write("empty/.git/HEAD", "ref: refs/heads/main\n");
    expect(await read("empty")).toBeUndefined();
  });
});
