import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {ModelContract} from "../../src/data/pipeline/contracts.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {findUsedColumns} from "../../src/data/pipeline/incremental/used-columns.ts";
import {traceModel} from "../../src/data/pipeline/lineage/lineage.ts";
import {parseSelect} from "../../src/data/pipeline/parser.ts";

const tables = new Map([
  ["s.orders", ["id", "state", "price", "words"]],
  ["s.people", ["id", "state", "name", "since"]]
]);

let database: Database;

beforeAll(async () => void (database = await Database.open()));
afterAll(() => database.close());

/** The columns that a query with the given ones uses of s.people. */
async function find(sql: string, columns: string): Promise<string> {
  const contract = {columns: columns.split(" ").map((name) => ({name}))} as ModelContract;
  const model = {id: "s.model", contract, ...(await parseSelect(await database.connect(), sql, "model.sql"))};
  const lineage = traceModel(model, {tables, aggregates: new Set(["count", "count_star", "sum"]), macros: new Map()});
  return findUsedColumns(model, lineage, "s.people", tables.get("s.people")!).join(" ");
}

const all = "id state name since";

describe("findUsedColumns(model, lineage, table, columns)", () => {
  it("leaves out what is only carried along, or has the name of something else", async () => {
    const sql = `with people as (select * from s.people),
      orders as (select * from s.orders)
      select orders.state, count(*) as name from orders join people on orders.id = people.id group by orders.state`;
    expect(await find(sql, "state name")).toBe("id");
  });

  it("takes in what filters, groups, sorts within windows or is chosen by", async () => {
    expect(await find("select id from s.people where since > 3", "id")).toBe("id since");
    expect(await find("select count(*) as n from s.people group by state", "n")).toBe("state");
    expect(await find("select id from s.people qualify row_number() over (order by name) = 1", "id")).toBe("id name");
    expect(await find("select case when state = 'SP' then id end as id from s.people", "id")).toBe("id state");
    expect(await find("select id from s.orders where id in (select id from s.people where name = '')", "id")).toBe(
      "id name"
    );
  });

  it("pairs the columns of stacked queries by their place", async () => {
    const sql =
      "with s as (select id, state from s.orders union all select since, name from s.people) select id from s";
    expect(await find(sql, "id")).toBe("since");
  });

  it.each([
    "with d as (select distinct * from s.people) select id from d",
    "with d as (select * from s.people union select * from s.people) select id from d",
    "with d as (select * from s.people except select * from s.people) select id from d",
    "with d as (select id, unnest(string_split(name, ' ')) as word from s.people) select id from d"
  ])("takes all where rows are looked at as wholes: %s", async (sql) => {
    expect(await find(sql, "id")).toBe(all);
  });

  it("takes all of a model that could not be traced", async () => {
    const {canonical} = await parseSelect(await database.connect(), "select id from s.people", "model.sql");
    const failed = {id: "s.model", columns: {}, rows: [], influences: []};
    for (const lineage of [undefined, failed])
      expect(findUsedColumns({canonical}, lineage, "s.people", ["id", "name"])).toEqual(["id", "name"]);
  });
});
