import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {Database} from "../../src/data/pipeline/database.ts";

test("checkpoint() leaves alone what another session is writing, and all of it is there after closing", async () => {
  const dir = await mkdtemp(join(tmpdir(), "database-"));
  onTestFinished(() => rm(dir, {recursive: true}));
  const path = join(dir, "some.duckdb");
  const database = await Database.open(path);
  const [storage, other] = [await database.connect(), await database.connect()];
  await storage.run("create table numbers as select 1 as n");
  await other.transaction(async () => {
    await other.run("update numbers set n = 3");
    await expect(storage.run("checkpoint")).rejects.toThrow(/other write transactions active/);
    await storage.checkpoint();
  });
  database.close();
  const again = await Database.open(path);
  expect(await (await again.connect()).row("select n from numbers")).toEqual({n: 3});
  again.close();
});
