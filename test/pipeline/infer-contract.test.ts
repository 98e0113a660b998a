import {cp, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {inferContract} from "../../src/data/pipeline/infer-contract.ts";
import {Sandbox} from "./sandbox.ts";

let [sandbox, settings] = [undefined as unknown as Sandbox, undefined as unknown as Sandbox["settings"]];

beforeAll(async () => {
  sandbox = await Sandbox.create();
  settings = {...sandbox.settings, root: join(sandbox.dir, "project")};
  for (const dir of ["sql", "seeds"]) await cp(dir, join(settings.root, dir), {recursive: true});
  expect(await sandbox.build({}, settings)).toMatchObject({exitCode: 0, message: ""});
});

afterAll(() => sandbox.remove());

describe("inferContract(settings, name)", () => {
  it("drafts a contract that the new model keeps", async () => {
    const sql =
      "select order_key, order_status, cast(price as decimal(10, 2)) as price, case when order_key > 5 then 'x' end as mark from core.fact_orders";
    await writeFile(join(settings.root, "sql/marts/mart_new.sql"), sql);
    const draft = await inferContract(settings, "mart_new");
    expect(draft).toContain("- name: mart_new\n");
    expect(draft).toMatch(
      /- name: order_key\n +data_type: integer\n +description: …\n +data_tests:\n +- not_null\n +- unique\n/
    );
    expect(draft).toMatch(/- name: order_status\n[\s\S]*accepted_values:\n +values:\n[\s\S]*- delivered/);
    expect(draft).toMatch(/- name: price\n +data_type: decimal\(10,2\)/);
    expect(draft).toMatch(/- name: mark\n +data_type: varchar\n +description: …\n +data_tests:\n +- accepted_values/);
    const path = join(settings.root, "sql/marts/_marts.yml");
    await writeFile(path, `${(await readFile(path, "utf8")).trimEnd()}\n${draft.replace(/^/gm, "  ").trimEnd()}\n`);
    expect(await sandbox.build({}, settings)).toMatchObject({exitCode: 0, message: ""});
    expect(await inferContract(settings, "mart_new")).toBe("sql/marts/_marts.yml: marts.mart_new keeps its contract.");
  });

  it("shows the difference to a contract that the model no longer keeps", async () => {
    const path = join(settings.root, "sql/core/dim_category.sql");
    await writeFile(path, "select cast(1 as bigint) as category_key, 'a' as colour");
    const difference = await inferContract(settings, "core.dim_category");
    expect(difference).toContain("core.dim_category.category_key: expected INTEGER, found BIGINT");
    expect(difference).toContain("core.dim_category.category: expected VARCHAR, but the model yields no such column");
    expect(difference).toContain(
      "core.dim_category.colour: the model yields a column (VARCHAR) that the contract does not have"
    );
  });

  it("says what is missing", async () => {
    await expect(inferContract(settings, "mart_nothing")).rejects.toThrow("There is no model mart_nothing under sql/");
  });
});
