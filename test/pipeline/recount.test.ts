import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Check} from "../../src/data/pipeline/check-plan.ts";
import {toCount, toFailingRows} from "../../src/data/pipeline/check-plan.ts";
import type {Rule} from "../../src/data/pipeline/data-tests.ts";
import type {Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {differenceSql} from "../../src/data/pipeline/incremental/changes.ts";
import {recount} from "../../src/data/pipeline/incremental/recount.ts";
import {quoteTable} from "../../src/data/pipeline/sql-text.ts";

let database: Database;
let session: Session;

beforeAll(async () => {
  database = await Database.open();
  session = await database.connect();
  await session.run("create schema core; create schema changes");
});

afterAll(() => database.close());

type Pair = [a: number | null, b: number | null];

const rows = fc.array(fc.tuple(fc.option(fc.integer({min: 1, max: 6})), fc.option(fc.integer({min: 1, max: 3}))), {
  maxLength: 12
});

const fill = async (table: string, pairs: Pair[]) => {
  await session.run(`create or replace table ${table} (a integer, b integer)`);
  if (pairs.length > 0)
    await session.run(`insert into ${table} values ${pairs.map(([a, b]) => `(${a}, ${b})`).join(", ")}`);
};

/** A table, and its rows before, as a change. */
async function change(table: string, before: Pair[], after: Pair[]) {
  await fill(`core.${table}_before`, before);
  await fill(`core.${table}`, after);
  const difference = differenceSql(`from core.${table}_before`, `from core.${table}`);
  await session.run(`create or replace table core.${table}_changes as ${difference}`);
  return {from: "before", to: "after", rows: `core.${table}_changes`};
}

const failing = async (check: Check, table: string) =>
  (await session.row<{failing: number}>(toCount(check, table))).failing;

const rules: Record<string, Rule> = {
  "a condition on a row": {type: "row", fails: "a > b", where: "b < 3"},
  "a unique column": {type: "unique", columns: ["a"], where: "b > 1"},
  "a unique pair of columns": {type: "unique", columns: ["a", "b"]},
  "a relationship": {type: "relationship", column: "a", to: "core.parent", field: "b", where: "b > 1"},
  "a query by key": {
    type: "query",
    by: "a",
    sql: `select c.a, count(*) as n from core.child as c left join core.parent as p on c.a is not distinct from p.a
      group by c.a having count(p.b) <> 1 or sum(c.b) > 3`
  }
};

describe("recount(session, checks, from)", () => {
  it.each(Object.entries(rules))("counts %s by changed rows as it would by all", async (_, rule) => {
    const check = {id: "c", table: "core.child", rule, reads: ["core.child", "core.parent"]} as unknown as Check;
    const property = fc.asyncProperty(rows, rows, rows, rows, async (child, childNow, parent, parentNow) => {
      const changed = new Map([["core.parent", await change("parent", parent, parent)]]);
      changed.set("core.child", await change("child", child, child));
      const earlier = {failing: await failing(check, "core.child"), total: child.length};
      const listed = await session.rows(`from (${toFailingRows(check)}) order by all`);
      changed.set("core.parent", await change("parent", parent, parentNow));
      changed.set("core.child", await change("child", child, childNow));
      const found = await recount(session, [{check, changed, earlier}], (id, part) => part ?? quoteTable(id));
      const [[, count] = []] = found!;
      expect(count).toMatchObject({failing: await failing(check, "core.child"), total: childNow.length});
      if (count!.isSame) expect(await session.rows(`from (${toFailingRows(check)}) order by all`)).toEqual(listed);
    });
    await fc.assert(property, {numRuns: 150, seed: 11});
  });
});
