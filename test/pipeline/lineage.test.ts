import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {ModelContract} from "../../src/data/pipeline/contracts.ts";
import type {Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {readDictionary} from "../../src/data/pipeline/lineage/dictionary.ts";
import type {ModelLineage} from "../../src/data/pipeline/lineage/lineage.ts";
import {traceModel} from "../../src/data/pipeline/lineage/lineage.ts";
import type {Dictionary} from "../../src/data/pipeline/lineage/relations.ts";
import {parseSelect} from "../../src/data/pipeline/parser.ts";

let [database, session, dictionary] = [
  undefined as unknown as Database,
  undefined as unknown as Session,
  undefined as unknown as Dictionary
];

const tables = new Map([
  ["s.a", ["id", "x", "y", "moment", "list"]],
  ["s.b", ["id", "z", "name"]],
  ["s.c", ["id", "x1", "x2", "w"]]
]);

const macros = `
create macro plus(n, m := 1) as n + m;
create macro share(part, whole) as sum(part) / plus(sum(whole));
create macro top_rows(n) as table select id, x as best from s.a where x > n`;

beforeAll(async () => {
  database = await Database.open();
  session = await database.connect();
  await session.run("create schema s; create table s.a (id int, x int)");
  await session.run(macros);
  dictionary = {...(await readDictionary(session, {sources: [], seeds: [], macros: [], models: []})), tables};
});

afterAll(() => database.close());

/** The lineage of a query whose contract has the given columns. */
async function trace(sql: string, columns: string): Promise<ModelLineage> {
  const contract = {columns: columns.split(" ").map((name) => ({name}))} as ModelContract;
  return traceModel({id: "s.model", contract, ...(await parseSelect(session, sql, "model.sql"))}, dictionary);
}

/** Each column's sources as text, such as `a.x identity, b.z window`. */
async function sources(sql: string, columns: string): Promise<Record<string, string>> {
  const lineage = await trace(sql, columns);
  return Object.fromEntries(
    Object.entries(lineage.columns).map(([name, list]) => [name, list.map(describeSource).join(", ")])
  );
}

async function influences(sql: string): Promise<string[]> {
  return (await trace(sql, "x")).influences.map(describeSource);
}

const describeSource = ([key, kind]: readonly [string, string]) => `${key.slice("s.".length)} ${kind}`;

describe("traceModel(model, dictionary) of a column", () => {
  it("tells a column taken as it is from one that is changed", async () => {
    expect(
      await sources("select x, y as z, x + y as sum, cast(x as text) as t, 1 as one from s.a", "x z sum t one")
    ).toEqual({
      x: "a.x identity",
      z: "a.y identity",
      sum: "a.x transformation, a.y transformation",
      t: "a.x transformation",
      one: ""
    });
  });

  it("sees through CTEs and stars, whatever the CTEs are called", async () => {
    const sql = `with a as (select * from s.a), b as (select id, x * 2 as x from a), a2 as (select b.*, a.y from b join a on a.id = b.id)
      select * from a2`;
    expect(await sources(sql, "id x y")).toEqual({id: "a.id identity", x: "a.x transformation", y: "a.y identity"});
  });

  it("leaves out, replaces and renames the columns of a star", async () => {
    const sql = "select * exclude (moment, list) replace (y + 1 as y) rename (id as key) from s.a";
    expect(await sources(sql, "key x y")).toEqual({key: "a.id identity", x: "a.x identity", y: "a.y transformation"});
  });

  it("expands columns by pattern, inside an expression too", async () => {
    const sql = "select columns('^x'), max(columns('^w')) from s.c group by all";
    expect(await sources(sql, "x1 x2 w")).toEqual({x1: "c.x1 identity", x2: "c.x2 identity", w: "c.w aggregation"});
  });

  it("follows each side of a join, and the merged column of using", async () => {
    const sql = "select id, a.x, b.name as other from s.a as a left join s.b as b using (id)";
    expect(await sources(sql, "id x other")).toEqual({
      id: "a.id identity",
      x: "a.x identity",
      other: "b.name identity"
    });
    expect(await sources("select id from s.a right join s.b using (id)", "id")).toEqual({id: "b.id identity"});
    expect(await sources("select id from s.a full join s.b using (id)", "id")).toEqual({
      id: "a.id transformation, b.id transformation"
    });
    expect(await sources("select * from s.b natural join s.c", "id z name x1 x2 w")).toMatchObject({
      id: "b.id identity",
      w: "c.w identity"
    });
  });

  it("pairs the sides of a union by place, or by name", async () => {
    expect(await sources("select id, x from s.a union all select z, id + 1 from s.b", "id x")).toEqual({
      id: "a.id identity, b.z identity",
      x: "a.x identity, b.id transformation"
    });
    expect(await sources("select x, id from s.a union by name select id, z from s.b", "x id z")).toEqual({
      x: "a.x identity",
      id: "a.id identity, b.id identity",
      z: "b.z identity"
    });
  });

  it("tells aggregates, counted rows and conditions apart", async () => {
    const sql = `select id, sum(x) as total, count(*) as n, count(*) filter (where y > 0) as m, max(case when y = 1 then x end) as one
      from s.a group by id`;
    expect(await sources(sql, "id total n m one")).toEqual({
      id: "a.id identity",
      total: "a.x aggregation",
      n: "a.* aggregation",
      m: "a.* aggregation, a.y conditional",
      one: "a.x aggregation, a.y conditional"
    });
  });

  it("tells what a window orders by from what it yields", async () => {
    const sql = `select row_number() over (partition by y order by moment) as n, lag(x) over (order by moment) as before,
      sum(x) over (partition by y) as total, row_number() over () as place from s.a`;
    expect(await sources(sql, "n before total place")).toEqual({
      n: "a.moment window, a.y window",
      before: "a.moment window, a.x transformation",
      total: "a.x aggregation, a.y window",
      place: "a.* window"
    });
  });

  it("puts arguments into macros, nested and by name", async () => {
    expect(
      await sources("select plus(x) as a, plus(y, m := x) as b, share(x, y) as c from s.a group by all", "a b c")
    ).toEqual({
      a: "a.x transformation",
      b: "a.x transformation, a.y transformation",
      c: "a.x aggregation, a.y aggregation"
    });
    expect(await sources("select best from top_rows(3)", "best")).toEqual({best: "a.x identity"});
  });

  it("lets a column use those before it in the same select", async () => {
    expect(await sources("select x + 1 as p, p * y as q from s.a", "p q")).toEqual({
      p: "a.x transformation",
      q: "a.x transformation, a.y transformation"
    });
  });

  it("follows subqueries, correlated and in from", async () => {
    const sql = `select (select max(z) from s.b where b.id = a.id) as top, d.k, exists (select 1 from s.c where c.w = a.x) as has
      from s.a as a, lateral (select a.y + 1 as k) as d`;
    expect(await sources(sql, "top k has")).toEqual({
      top: "a.id conditional, b.id conditional, b.z aggregation",
      k: "a.y transformation",
      has: "a.x conditional, c.* conditional, c.w conditional"
    });
  });

  it("follows lists, lambdas, table functions and values", async () => {
    const sql = `select list_transform(list, lambda e: e + 1) as l, u.v as v, t.n as n
      from s.a, unnest(list) as u(v), (values (1), (2)) as t(n)`;
    expect(await sources(sql, "l v n")).toEqual({l: "a.list transformation", v: "a.list transformation", n: ""});
  });

  it("follows a recursive CTE", async () => {
    const sql =
      "with recursive r as (select id, x from s.a union all select id, x + 1 from r where x < 9) select * from r";
    expect(await sources(sql, "id x")).toEqual({id: "a.id identity", x: "a.x transformation"});
  });

  it("gives a pivot's new columns what it names, and leaves the others", async () => {
    const sql = "select * from (select id, x, y from s.a) pivot (sum(y) for x in (1, 2))";
    expect(await sources(sql, "id 1 2")).toEqual({
      id: "a.id identity",
      1: "a.x aggregation, a.y aggregation",
      2: "a.x aggregation, a.y aggregation"
    });
  });

  it("takes an unnamed column by its place, and any column of a table that is not known", async () => {
    expect(await sources("select id, count(*) from s.a group by 1", "id n")).toMatchObject({n: "a.* aggregation"});
    expect(await sources("select p + 1 as q, o.r from s.other as o", "q r")).toEqual({
      q: "other.* transformation",
      r: "other.* identity"
    });
  });
});

describe("traceModel(model, dictionary) of rows", () => {
  it("keeps filters, joins, groups and cut-off orders apart from columns", async () => {
    const sql = `select a.x from s.a as a join s.b as b on a.id = b.id where b.z > 1 group by a.x, a.y having sum(a.moment) > 2
      qualify row_number() over (order by b.name) = 1`;
    expect(await influences(sql)).toEqual([
      "a.moment filter",
      "b.name filter",
      "b.z filter",
      "a.id join",
      "b.id join",
      "a.x group_by",
      "a.y group_by"
    ]);
    expect(await influences("select x from s.a order by y")).toEqual([]);
    expect(await influences("select x from s.a order by y limit 3")).toEqual(["a.y sort"]);
  });

  it("counts what a subquery in where reads as a filter", async () => {
    const sql =
      "select x from s.a where id in (select id from s.b where z > 1) and not exists (select 1 from s.c where c.w = a.y)";
    expect(await influences(sql)).toEqual([
      "a.id filter",
      "a.y filter",
      "b.id filter",
      "b.z filter",
      "c.* filter",
      "c.w filter"
    ]);
  });

  it("takes the rows of a semi join from its left side, and of except too", async () => {
    const semi = await trace("select x from s.a semi join s.b using (id)", "x");
    expect([semi.rows, semi.influences.map(describeSource)]).toEqual([
      [["s.a.*", "identity"]],
      ["a.id join", "b.id join"]
    ]);
    const except = await trace("select x from s.a except select z from s.b", "x");
    expect([except.rows, except.influences.map(describeSource)]).toEqual([
      [["s.a.*", "identity"]],
      ["b.* filter", "b.z filter"]
    ]);
  });

  it("carries the conditions of a CTE to all that read it, and none of a CTE that nobody reads", async () => {
    const sql =
      "with used as (select x from s.a where y = 1), unused as (select z from s.b where name = '') select x from used";
    expect(await influences(sql)).toEqual(["a.y filter"]);
  });
});
