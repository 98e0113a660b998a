import {describe, expect, test} from "vitest";
import {chooseChart} from "../../src/components/auto-chart.ts";
import {describeTables} from "../../src/components/explore-answers.ts";
import {formatValue} from "../../src/components/result-format.ts";
import type {ColumnType, Row} from "../../src/components/rows.ts";
import {locateError} from "../../src/components/sql-error.ts";
import {openHistory} from "../../src/components/sql-history.ts";
import {decodeSql, encodeSql} from "../../src/components/sql-link.ts";

describe("locateError(message, text)", () => {
  const long = "select order_key, purchased_at, approved_at, order_status, main_payment_method from fact_orders";
  const candidates = '\nCandidate bindings: "fact_orders.price"';

  test.each([
    ["select 1,\n  nme from t", `not found${candidates}\nLINE 2:   nme from t\n          ^`, "nme"],
    [
      long,
      `not found\nLINE 1: ...purchased_at, approved_at, order_status, main_payment...\n${" ".repeat(25)}^`,
      "approved_at"
    ],
    [
      long,
      `not found\nLINE 1: select order_key, purchased_at, approved_at, order_...\n${" ".repeat(40)}^`,
      "approved_at"
    ],
    ["select 1 from ", "Parser Error: syntax error at end of input", "m"],
    ['select x from "no such"', 'gone\nLINE 1: select x from "no such"\n                      ^', '"no such"'],
    ["select 'a'::int as n", "Conversion Error: Could not convert string 'a' to INT32", "a"],
    ["select 1", "Out of Memory Error", ""]
  ])("%j: %j is at %j", (text, message, expected) => {
    const {from, to} = locateError(message, text);
    expect(text.slice(from, to)).toBe(expected);
  });

  test("keeps the reason and drops the quotation", () => {
    expect(locateError(`no\n  such\nLINE 1: x\n        ^`, "x").message).toBe("no\n  such");
  });
});

describe("encodeSql(text) and decodeSql(fragment)", () => {
  test.each(["select 1 + 1", "select '#&=%', 'São Paulo 👋'\n", `select ${"a, ".repeat(400)} 1 + 2`, ""])(
    "bring back %j",
    async (text) => {
      expect(await decodeSql(await encodeSql(text))).toBe(text);
    }
  );

  test("a long text makes a link shorter than itself", async () => {
    const text = `select ${"order_key, ".repeat(200)} 1`;
    expect((await encodeSql(text)).length).toBeLessThan(text.length / 5);
  });

  test.each(["", "#delivery", "#packed=***", "#packed=AAAA"])("%j holds no query", async (fragment) => {
    expect(await decodeSql(fragment)).toBeUndefined();
  });
});

describe("chooseChart({columns, rows})", () => {
  const makeResult = (types: Record<string, ColumnType>, rows: Row[]) => ({
    columns: Object.entries(types).map(([name, type]) => ({name, type})),
    rows
  });
  const day = (n: number) => new Date(Date.UTC(2018, 0, n));

  test.each([
    ["a line over time", {t: "date", v: "number"}, [{t: day(1), v: 1}], {kind: "line", x: "t", y: "v", color: ""}],
    [
      "a line over time for each of a few texts",
      {t: "date", s: "string", v: "number"},
      [
        {t: day(1), s: "a", v: 1},
        {t: day(1), s: "b", v: 2}
      ],
      {kind: "line", x: "t", y: "v", color: "s"}
    ],
    ["bars of names", {s: "string", v: "number"}, [{s: "a", v: 1}], {kind: "bar", x: "s", y: "v", color: ""}],
    [
      "a line along a number that rises",
      {x: "number", v: "number"},
      [
        {x: 1, v: 5},
        {x: 2, v: 3}
      ],
      {kind: "line", x: "x", y: "v", color: ""}
    ],
    [
      "dots of two numbers",
      {x: "number", v: "number"},
      [
        {x: 2, v: 5},
        {x: 2, v: 3}
      ],
      {kind: "dot", x: "x", y: "v", color: ""}
    ],
    ["the distribution of one number", {v: "number"}, [{v: 1}, {v: 1}], {kind: "histogram", x: "v", y: "", color: ""}],
    ["nothing without a number", {s: "string"}, [{s: "a"}], undefined]
  ] as const)("draws %s", (_, types, rows, expected) => {
    expect(chooseChart(makeResult(types, [...rows]))).toEqual(expected);
  });
});

describe("openHistory({store, size})", () => {
  const makeStore = (text: string | null = null) => ({
    getItem: () => text,
    setItem: (_: string, value: string) => void (text = value),
    removeItem: () => void (text = null)
  });
  const at = new Date("2018-01-02T03:04:05Z");

  test("lists each query once, the last first, and forgets the oldest", () => {
    const history = openHistory({store: makeStore(), size: 2});
    for (const text of ["a", "b", "a", "c"]) history.add(text, at);
    expect(history.list()).toEqual(["c", "a"].map((text) => ({text, at: at.toISOString()})));
    history.clear();
    expect(history.list()).toEqual([]);
  });

  test.each(["no json", "{}", '[1, {"text": "a"}, {"text": "a", "at": "never"}]'])(
    "ignores %j in the store",
    (text) => {
      expect(openHistory({store: makeStore(text)}).list()).toEqual([]);
    }
  );
});

test.each([
  [12345.6789012, "number", "12,345.678901"],
  [2018, "number", "2018"],
  [new Date("2018-01-02"), "date", "2018-01-02"],
  [new Date("2018-01-02T03:04:05.678Z"), "timestamp", "2018-01-02 03:04:05"],
  [false, "boolean", "false"]
] as const)("formatValue(%s, %s) is %s", (value, type, expected) => {
  expect(formatValue(value, type)).toBe(expected);
});

test("describeTables(tables, asOf) counts tables, distinct columns and rows", () => {
  const column = (name: string) => ({name, type: "INTEGER"});
  const tables = [
    {name: "a", rows: 1000, columns: [column("x"), column("y")]},
    {name: "b", rows: 234, columns: [column("x")]}
  ];
  expect(describeTables(tables, "2018-10-17")).toBe(
    "Ask anything of 2 tables with 2 different columns and 1,234 rows, up to Oct 17, 2018."
  );
});
