import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import type {Check} from "../../src/data/pipeline/check-plan.ts";
import {meets, planChecks} from "../../src/data/pipeline/check-plan.ts";
import {runChecks} from "../../src/data/pipeline/check.ts";
import {findMismatches} from "../../src/data/pipeline/contract-check.ts";
import {parseTests} from "../../src/data/pipeline/data-tests.ts";
import type {Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import type {Effects} from "../../src/data/pipeline/effects.ts";
import {prepareState} from "../../src/data/pipeline/state.ts";

const silent = () => undefined;
const effects: Effects = {now: () => new Date(0), log: {step: silent, progress: silent, warn: silent}};

let [database, session] = [undefined as unknown as Database, undefined as unknown as Session];

beforeEach(async () => {
  database = await Database.open();
  session = await database.connect();
  await prepareState(session);
  await session.run("create table core.parent as select unnest([1, 2, 3]) as id");
  await session.run(
    "create table core.child as select * from (values (1, 1, 10.0, 'a'), (1, 2, -1.0, 'b'), (2, 9, null, 'a'), (null, 8, 5.0, null)) as t(id, parent_id, price, kind)"
  );
});

afterEach(() => database.close());

type Entry = Parameters<typeof parseTests>[0][number];

const planned = (entry: Entry, column?: string): Check[] =>
  parseTests([entry], {table: "core.child", column, path: "x.yml"}).map((test) => ({
    ...test,
    reads: test.rule.type === "relationship" ? [test.table, test.rule.to] : [test.table]
  }));

const run = (checks: Check[], version = "1") =>
  runChecks([session], checks, {effects, fingerprints: new Map([["core.child", version]])});

describe("runChecks(sessions, checks, options)", () => {
  it.each<[string, Entry, string | undefined, number, string[]]>([
    ["not_null", "not_null", "id", 1, ["8"]],
    ["unique", "unique", "id", 1, []],
    ["unique over several columns", {unique: {columns: ["id", "kind"]}}, undefined, 0, []],
    ["unique over several columns, repeated", {unique: {columns: ["kind"], where: "parent_id <> 8"}}, undefined, 1, []],
    ["accepted_values", {accepted_values: {values: ["a"]}}, "kind", 1, ["2"]],
    ["accepted_range", {accepted_range: {min_value: 0}}, "price", 1, ["2"]],
    [
      "accepted_range, exclusive",
      {accepted_range: {min_value: -1, max_value: 10, inclusive: false}},
      "price",
      2,
      ["1", "2"]
    ],
    ["relationships", {relationships: {to: "core.parent", field: "id"}}, "parent_id", 2, ["8", "9"]],
    ["expression_is_true", {expression_is_true: {expression: "parent_id < 9"}}, undefined, 1, ["9"]],
    ["a condition", {not_null: {where: "parent_id < 5"}}, "price", 0, []]
  ])("counts and keeps the rows that break %s", async (_, entry, column, failing, parents) => {
    const [result] = await run(planned(entry, column));
    expect(result).toMatchObject({failing_rows: failing, status: failing > 0 ? "fail" : "pass"});
    const rows = await session.rows<{id: string}>(
      "select failing_row ->> 'parent_id' as id from quality.failing_rows order by 1"
    );
    expect(rows).toHaveLength(failing);
    if (parents.length > 0) expect(rows.map((row) => row.id)).toEqual(parents);
  });

  it("warns where the severity or the threshold says so, and keeps the reason", async () => {
    const [warned] = await run(planned({not_null: {severity: "warn", reason: "known"}}, "id"));
    expect(warned).toMatchObject({status: "warn", failing_rows: 1, reason: "known"});
    const [borne] = await run(planned({not_null: {name: "borne", error_if: "> 1"}}, "id"));
    expect(borne).toMatchObject({status: "warn", failing_rows: 1, threshold: "> 0"});
    const [share] = await run(planned({not_null: {name: "share", error_if: "> 30 %", warn_if: "> 20 %"}}, "id"));
    expect(share).toMatchObject({status: "warn", failing_rows: 1, threshold: "> 20 %"});
    const [fine] = await run(planned({not_null: {name: "fine", error_if: "> 1", warn_if: "> 1"}}, "id"));
    expect(fine).toMatchObject({status: "pass"});
  });

  it("runs a check again only when its table or its rule changed", async () => {
    const checks = planned("not_null", "id");
    expect((await run(checks))[0]).toMatchObject({failing_rows: 1});
    await session.run("delete from core.child where id is null");
    expect((await run(checks))[0]).toMatchObject({failing_rows: 1});
    expect((await run(checks, "2"))[0]).toMatchObject({failing_rows: 0});
    expect(await session.rows("from quality.failing_rows")).toEqual([]);
  });

  it("names the check whose SQL does not bind", async () => {
    const checks = [
      ...planned("not_null", "id"),
      ...planned({expression_is_true: {name: "odd", expression: "nothing > 1"}})
    ];
    await expect(run(checks)).rejects.toThrow(/x\.yml: check core\.child\.odd cannot run: Binder Error.*nothing/s);
  });
});

describe("planChecks(session, root, contracts)", () => {
  const contracts = ["core.child", "core.parent"].map((id) => ({
    id,
    schema: "core",
    name: id.slice("core.".length),
    description: "",
    path: "x.yml",
    columns: [],
    tests: []
  }));

  async function plan(head: string): Promise<Check[]> {
    const root = await mkdtemp(join(tmpdir(), "tests-"));
    await mkdir(join(root, "sql/tests"), {recursive: true});
    const sql = "select * from core.parent inner join core.child using (id) where price < 0";
    await writeFile(join(root, "sql/tests/prices.sql"), `${head}\n${sql};\n`);
    return planChecks(session, root, contracts).finally(() => rm(root, {recursive: true}));
  }

  it("takes a share of the named table's rows as the threshold of a query", async () => {
    const [borne] = await run(await plan("-- of: core.parent\n-- error_if: > 34 %\n-- warn_if: > 34 %"));
    expect(borne).toMatchObject({table_name: "core.parent", status: "pass", failing_rows: 1});
    const [failed] = await run(await plan("-- of: core.parent\n-- error_if: > 33 %"));
    expect(failed).toMatchObject({status: "fail", threshold: "> 33 %"});
  });

  it.each([
    ["-- error_if: > 1 %", /prices\.sql: error_if is a share: name the table whose rows it is of/],
    ["-- of: core.other\n-- error_if: > 1 %", /prices\.sql: of names core\.other, which the test does not read/],
    ["-- error_if: many", /prices\.sql: error_if is a comparison such as "> 10" or "> 1 %", not "many"/]
  ])("refuses %j", async (head, message) => {
    await expect(plan(head)).rejects.toThrow(message);
  });
});

describe("parseTests(entries, place)", () => {
  it.each<[Entry, RegExp]>([
    [{accepted_range: {}}, /test accepted_range: .*min_value or max_value/],
    [{accepted_values: {value: [1]}}, /test accepted_values/],
    [{not_null: {error_if: "many"}}, /error_if expected a comparison such as "> 10"/],
    [{not_nul: {}}, /unknown test "not_nul"\. Known tests: not_null, unique/]
  ])("refuses %j", (entry, message) => {
    expect(() => planned(entry, "id")).toThrow(message);
  });

  it("refuses two tests of one name", () => {
    expect(() => parseTests(["unique", "unique"], {table: "core.child", column: "id", path: "x.yml"})).toThrow(
      "x.yml: two tests are called core.child.id.unique"
    );
  });
});

describe("meets(condition, count)", () => {
  it("compares", () => {
    const conditions = ["> 1", ">= 2", "< 3", "<= 2", "= 2", "!= 2", "> 1 %", "> 2%", ">= 0.5 %"];
    const outcomes = conditions.map((condition) => meets(condition, 2, 100));
    expect(outcomes).toEqual([true, true, true, true, true, false, true, false, true]);
  });
});

describe("findMismatches(session, contracts)", () => {
  it("names columns that are missing, unknown or of another type", async () => {
    await session.run("create table marts.m as select 1::bigint as a, 'x' as b");
    const columns = [
      {name: "a", type: "INTEGER"},
      {name: "c", type: "DATE"}
    ].map((column) => ({...column, description: "", isPublished: true, isPii: false}));
    const contract = {
      id: "marts.m",
      schema: "marts",
      name: "m",
      description: "",
      path: "sql/marts/_marts.yml",
      columns,
      tests: []
    };
    expect(await findMismatches(session, [contract])).toEqual([
      "sql/marts/_marts.yml: marts.m.a: expected INTEGER, found BIGINT. Cast it in the model or correct the contract.",
      "sql/marts/_marts.yml: marts.m.c: expected DATE, but the model yields no such column.",
      "sql/marts/_marts.yml: marts.m.b: the model yields a column (VARCHAR) that the contract does not have. Describe it or drop it."
    ]);
  });
});
