import {execFileSync, fork} from "node:child_process";
import {existsSync} from "node:fs";
import {cp, mkdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";
import {Database, openWarehouse} from "../../src/data/pipeline/database.ts";
import {databasePath} from "../../src/data/pipeline/settings.ts";
import {digestTables} from "./digest.ts";
import {readShop, writeOrders, writeRows} from "./drop-files.ts";
import {Sandbox} from "./sandbox.ts";

/** How many builds are killed, at moments drawn anew each time; the more, the longer it takes: `KILLS=51 npx vitest run test/pipeline/crash.test.ts`. */
const kills = Number(process.env.KILLS ?? 3);

/** Work that a build can be killed at: what it finds, and what it must end in. */
interface Scene {
  before: Sandbox;
  expected: Record<string, unknown>;
  /** Milliseconds that it takes undisturbed. */
  duration: number;
}

let good = undefined as unknown as Sandbox;
let expected: Record<string, unknown> = {};
const scenes = new Map<string, Scene>();

beforeAll(async () => {
  good = await Sandbox.create();
  const shop = await readShop(good);
  const late = shop.orders!.splice(-20);
  await writeOrders(good, shop, "", shop.orders!);
  scenes.set("the first build", await play(await good.copy()));
  expect(await good.build()).toMatchObject({exitCode: 0, message: ""});
  expected = await digestTables(good);
  const changed = await good.copy();
  await changed.edit("olist_orders_dataset.csv", (text) => text.replaceAll(",delivered,", ",shipped,"));
  scenes.set("a build after a changed file", await play(changed));
  const dropped = await good.copy();
  await writeOrders(dropped, shop, "_drop", late);
  await writeRows(dropped, shop, "products", "_drop", [{...shop.products![0]!, product_weight_g: "9000"}]);
  scenes.set("a build after a drop", await play(dropped));
});

afterAll(async () => {
  for (const {before} of scenes.values()) await before.remove();
  await good.remove();
});

/** Lets the work be done undisturbed, on a copy. */
async function play(before: Sandbox): Promise<Scene> {
  const sandbox = await before.copy();
  const build = start(sandbox);
  await build.ready;
  const started = performance.now();
  expect((await build.ended).code).toBe(0);
  const duration = performance.now() - started;
  const scene = {before, expected: await digestTables(sandbox), duration};
  await sandbox.remove();
  return scene;
}

function start(sandbox: Sandbox) {
  const child = fork(
    new URL("build-child.ts", import.meta.url).pathname,
    [sandbox.data, sandbox.settings.warehouseDir],
    {
      execArgv: ["--import", "tsx"],
      silent: true
    }
  );
  const chunks: Buffer[] = [];
  child.stderr!.on("data", (chunk: Buffer) => chunks.push(chunk));
  const read = () => Buffer.concat(chunks).toString();
  const ready = new Promise<void>((resolve) => child.once("message", () => resolve()));
  const ended = new Promise<{code: number | null; text: string}>((resolve) =>
    child.once("close", (code) => resolve({code, text: read()}))
  );
  return {child, ready, ended, read};
}

/** What is published is whole: every table of the catalogue is there with its rows. */
async function expectWhole(dir: string): Promise<void> {
  const {tables} = JSON.parse(await readFile(join(dir, "publish/catalog.json"), "utf8")) as Catalog;
  const database = await Database.open();
  const session = await database.connect();
  for (const {name, rows} of tables) {
    expect(await session.row(`select count(*) as n from '${join(dir, "publish", `${name}.parquet`)}'`)).toEqual({
      n: rows
    });
  }
  database.close();
}

describe("killed by SIGKILL", () => {
  const names = ["the first build", "a build after a changed file", "a build after a drop"];
  const moments = Array.from({length: kills}, (_, i) => [names[i % names.length]!, Math.random()] as const);
  it.each(moments)(
    "%s, after %f of its time, leaves what was published whole, and the next one ends as if undisturbed",
    async (name, share) => {
      const {before, expected, duration} = scenes.get(name)!;
      const sandbox = await before.copy();
      const {warehouseDir} = sandbox.settings;
      const {child, ready, ended} = start(sandbox);
      await ready;
      await Promise.race([ended, sleep(duration * share)]);
      child.kill("SIGKILL");
      await ended;
      const isPublished = [before, sandbox].some(({settings}) => existsSync(join(settings.warehouseDir, "publish")));
      if (isPublished) await expectWhole(warehouseDir);
      expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
      expect(await digestTables(sandbox)).toEqual(expected);
      await expectWhole(warehouseDir);
      await sandbox.remove();
    }
  );
});

describe("two builds at once", () => {
  it("go one after the other, and the second says what it waits for", async () => {
    const sandbox = await good.copy();
    const database = await openWarehouse(databasePath(sandbox.settings));
    const build = start(sandbox);
    await expect.poll(build.read).toContain(`waiting for process ${process.pid}, which holds the warehouse`);
    expect(build.child.exitCode).toBe(null);
    database.close();
    expect((await build.ended).code).toBe(0);
    await sandbox.remove();
  });

  it("both succeed and leave the same tables", async () => {
    const sandbox = await good.copy();
    await sandbox.edit("olist_orders_dataset.csv", (text) => `${text.trimEnd()}\n\n`);
    const builds = [start(sandbox), start(sandbox)];
    const outcomes = await Promise.all(builds.map((build) => build.ended));
    expect(outcomes.map(({code}) => code)).toEqual([0, 0]);
    expect(await digestTables(sandbox)).toEqual(expected);
    await sandbox.remove();
  });
});

describe("a full disk", () => {
  it("ends with exit code 3, says so, and leaves what was published", async ({skip}) => {
    const sandbox = await good.copy();
    const small = join(sandbox.dir, "small");
    await mkdir(small);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=96m", "tmpfs", small], {stdio: "ignore"});
    } catch {
      return skip("a small file system can only be mounted by root");
    }
    try {
      await cp(sandbox.settings.warehouseDir, join(small, "warehouse"), {recursive: true, verbatimSymlinks: true});
      execFileSync("sh", ["-c", `dd if=/dev/zero of=${join(small, "ballast")} bs=64k 2>/dev/null || true`]);
      const outcome = await sandbox.build({isFull: true}, {warehouseDir: join(small, "warehouse")});
      expect(outcome.exitCode).toBe(3);
      expect(outcome.message).toMatch(/The disk is full: .*Free some space and run the command again/s);
      await expectWhole(join(small, "warehouse"));
      execFileSync("rm", [join(small, "ballast")]);
      expect(existsSync(join(small, "warehouse/publish/catalog.json"))).toBe(true);
    } finally {
      execFileSync("umount", ["-l", small]);
      await sandbox.remove();
    }
  });
});
