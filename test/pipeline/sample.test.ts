import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";
import {Sandbox} from "./sandbox.ts";

let sandbox = undefined as unknown as Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create({scale: 0.05});
});

afterAll(() => sandbox.remove());

const persons = () =>
  sandbox.query<{id: string}>("select distinct customer_unique_id as id from core.dim_customer order by 1");

describe("build --sample", () => {
  it("takes a share of the persons with all their orders, the same ones each time, and says so", async () => {
    expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
    const everybody = await persons();
    const orders =
      "select p.customer_unique_id as id, count(*) as n from core.fact_orders as o inner join core.dim_customer as p using (customer_key) group by 1 order by 1";
    const all = new Map((await sandbox.query<{id: string; n: number}>(orders)).map((row) => [row.id, row.n]));

    expect(await sandbox.build({}, {sample: 0.1})).toMatchObject({exitCode: 0, message: "", run: {rows_rejected: 0}});
    const tenth = await persons();
    expect(tenth.length / everybody.length).toBeCloseTo(0.1, 1);
    for (const {id, n} of await sandbox.query<{id: string; n: number}>(orders)) expect(n).toBe(all.get(id));
    const catalog = JSON.parse(
      await readFile(join(sandbox.settings.warehouseDir, "publish/catalog.json"), "utf8")
    ) as Catalog;
    expect(catalog.data.sample).toBe(0.1);

    await sandbox.build({}, {sample: 0.3});
    const ids = new Set((await persons()).map(({id}) => id));
    expect(tenth.every(({id}) => ids.has(id))).toBe(true);

    await sandbox.build();
    expect(await persons()).toEqual(everybody);
  });
});
