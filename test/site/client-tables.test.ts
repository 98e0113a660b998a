import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {formatCsv, listColumns} from "../../src/components/csv.ts";
import {nameFile} from "../../src/components/save.ts";
import {findLimit, pageQuery, type Wish} from "../../src/components/sql-page.ts";
import {searchRows, sortRows} from "../../src/components/table-rows.ts";
import type {Engine} from "../../src/data/pipeline/site/engine.ts";
import {openEngine} from "../../src/data/pipeline/site/engine.ts";
import {publishTables} from "./published.ts";

const places = ["São Paulo", "Rio de Janeiro", "Belém", "santos", '"O\'Neill" ? 100%'];
const wish: Wish = {search: "", searched: ["name"], sort: null};
const page = {size: 2, start: 0};
let dir: string;
let engine: Engine;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "olist-pages-"));
  const values = places.map((name, i) => `('${name.replaceAll("'", "''")}', ${i === 2 ? "null" : i})`);
  await publishTables(dir, {places: `select * from (values ${values.join(", ")}) as t(name, n)`});
  engine = await openEngine();
  engine.addTable("places", await readFile(join(dir, "places.parquet")));
});
afterAll(() => rm(dir, {recursive: true, force: true}));

const base = {
  text: "select name, n, count(*) over () as rows_count\nfrom places where name <> ? -- a ? b\norder by name desc\nlimit 2",
  params: ["nowhere"]
};
const ask = (change: Partial<Wish>, part: {size: number; start: number} | undefined = page) =>
  engine.query(pageQuery(base, {...wish, ...change}, part)).rows;
const names = (change: Partial<Wish>, part?: {size: number; start: number}) => ask(change, part).map(({name}) => name);

describe("pageQuery(query, wish, page)", () => {
  test("gives the pages in the order of the query itself", () => {
    expect(names({})).toEqual(["santos", "São Paulo"]);
    expect(names({}, {size: 2, start: 2})).toEqual(["Rio de Janeiro", "Belém"]);
    expect(names({}, {size: 2, start: 4})).toEqual([places[4]]);
  });

  test("gives all rows without a page", () => {
    expect(engine.query(pageQuery(base, wish)).rows).toHaveLength(5);
  });

  test("counts what matches, in a column that is there once", () => {
    const {columns, rows} = engine.query(pageQuery(base, {...wish, search: "s"}, {size: 1, start: 0}));
    expect(columns.map(({name}) => name)).toEqual(["name", "n", "rows_count"]);
    expect(rows[0]!.rows_count).toBe(2);
  });

  test.each([
    ["SAO paulo", ["São Paulo"]],
    ["paulo são", ["São Paulo"]],
    ["belem", ["Belém"]],
    ['"o\'neill" ? 100%', [places[4]]],
    ["'; drop table places; --", []]
  ])("finds %s", (search, found) => {
    expect(names({search})).toEqual(found);
  });

  test("sorts by a column, missing values last either way", () => {
    const all = {size: 9, start: 0};
    expect(ask({sort: {column: "n", descending: true}}, all).map(({n}) => n)).toEqual([4, 3, 1, 0, null]);
    expect(ask({sort: {column: "n", descending: false}}, all).map(({n}) => n)).toEqual([0, 1, 3, 4, null]);
  });
});

test("findLimit(text) reads the limit that a query ends in", () => {
  expect(findLimit("select 1\nlimit 25")).toBe(25);
  expect(findLimit("select * from (select 1 limit 5) order by 1")).toBeUndefined();
});

describe("searchRows(rows, columns, text)", () => {
  const rows = places.map((name, i) => ({name, n: i}));
  const columns = [
    {label: "Name", value: (row: (typeof rows)[number]) => row.name},
    {label: "N", value: (row: (typeof rows)[number]) => row.n, format: (n: number) => `no. ${n}`}
  ] as never[];

  test("looks at cells as they are shown", () => {
    expect(searchRows(rows, columns, "no. 2")).toEqual([rows[2]]);
    expect(searchRows(rows, columns, "sao")).toEqual([rows[0]]);
    expect(searchRows(rows, columns, " ")).toBe(rows);
  });

  test("sortRows(rows, column, descending) leaves the rows themselves as they are", () => {
    expect(sortRows(rows, columns[1]!, true)[0]).toBe(rows[4]);
    expect(rows[0]!.n).toBe(0);
  });
});

describe("formatCsv(rows, columns)", () => {
  test("quotes what needs it, writes days as days and leaves missing values empty", () => {
    const rows = [{a: 'x, "y"\nz', b: new Date("2018-08-01"), c: null, d: 1.5, e: new Date("2018-08-01T10:00:00Z")}];
    expect(formatCsv(rows, listColumns(rows))).toBe(
      'a,b,c,d,e\r\n"x, ""y""\nz",2018-08-01,,1.5,2018-08-01T10:00:00.000Z\r\n'
    );
  });
});

test("nameFile(title) makes a file name of any title", () => {
  expect(nameFile("Receita: São Paulo, 2018/08")).toBe("receita-sao-paulo-2018-08");
  expect(nameFile("…")).toBe("figure");
});
