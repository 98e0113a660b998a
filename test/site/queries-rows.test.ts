import {beforeAll, describe, expect, test} from "vitest";
import {decodeResult, encodeResult} from "../../src/components/rows.ts";
import type {Engine} from "../../src/data/pipeline/site/engine.ts";
import {openEngine} from "../../src/data/pipeline/site/engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});

const select = (expression: string) => engine.query({text: `select ${expression} as v`, params: []});

describe("engine.query(query), decoded", () => {
  test.each([
    ["12.50::decimal(18, 2)", 12.5],
    ["-12.5::decimal(9, 2)", -12.5],
    ["13591643.70::decimal(18, 2)", 13591643.7],
    ["-0.01::decimal(4, 2)", -0.01],
    ["-123456789012.25::decimal(38, 2)", -123456789012.25],
    ["5::bigint", 5],
    ["-5::bigint", -5],
    ["18446744073709551615::ubigint", 2 ** 64],
    ["-7::hugeint", -7],
    ["(select sum(i) from range(10) t(i))", 45],
    ["(select count(*) from range(10))", 10],
    ["1::tinyint", 1],
    ["1.5::double", 1.5],
    ["0.5::float", 0.5]
  ])("%s is the number %d", (expression, value) => {
    expect(select(expression)).toEqual({columns: [{name: "v", type: "number"}], rows: [{v: value}]});
  });

  test.each([
    ["date '2018-08-01'", "date", new Date("2018-08-01T00:00:00Z")],
    ["date '1500-01-01'", "date", new Date("1500-01-01T00:00:00Z")],
    ["timestamp '2018-08-01 12:34:56.789'", "timestamp", new Date("2018-08-01T12:34:56.789Z")],
    ["timestamp_s '2018-08-01 12:34:56'", "timestamp", new Date("2018-08-01T12:34:56Z")],
    ["timestamp_ms '2018-08-01 12:34:56.789'", "timestamp", new Date("2018-08-01T12:34:56.789Z")],
    ["timestamp_ns '2018-08-01 12:34:56'", "timestamp", new Date("2018-08-01T12:34:56Z")],
    ["timestamptz '2018-08-01 12:00:00+00'", "timestamp", new Date("2018-08-01T12:00:00Z")],
    ["'São Paulo'", "string", "São Paulo"],
    ["'<script>'", "string", "<script>"],
    ["true", "boolean", true],
    ["false", "boolean", false]
  ])("%s is a %s", (expression, type, value) => {
    expect(select(expression)).toEqual({columns: [{name: "v", type}], rows: [{v: value}]});
  });

  test.each(["null", "null::date", "null::decimal(9, 2)", "null::varchar", "null::bigint"])(
    "%s is null",
    (expression) => {
      expect(select(expression).rows).toEqual([{v: null}]);
    }
  );

  test.each(["'a'::enum('a', 'b')", "[1, 2]", "{a: 1}", "'x'::blob", "time '12:00:00'"])(
    "%s is refused by the column's name",
    (expression) => {
      expect(() => select(expression)).toThrow("column v has a type pages cannot show");
    }
  );

  test("reads results of several batches", () => {
    const {rows} = engine.query({text: "select i from range(5000) t(i)", params: []});
    expect(rows).toHaveLength(5000);
    expect(rows.at(-1)).toEqual({i: 4999});
  });

  test("throws what goes wrong in the run", () => {
    const cast = "(select cast(v as integer) as v from (values ('1'), ('x')) as t(v))";
    expect(() => engine.query({text: `select v from ${cast}`, params: []})).toThrow("Could not convert string 'x'");
  });

  test("keeps the order of rows and columns", () => {
    const {rows} = engine.query({
      text: "select i::int as b, -i::int as a from range(3) t(i) order by i desc",
      params: []
    });
    expect(JSON.stringify(rows)).toBe('[{"b":2,"a":-2},{"b":1,"a":-1},{"b":0,"a":0}]');
  });
});

describe("decodeResult(encodeResult(columns, rows))", () => {
  test("gives the rows back through JSON", () => {
    const {columns, rows} = select(
      "1.5::decimal(4, 1) as n, 'é' as s, true as b, date '2018-08-01' as d, timestamp '2018-08-01 12:34:56' as t, null"
    );
    const stored = JSON.stringify(encodeResult(columns, rows));
    expect(decodeResult(JSON.parse(stored))).toEqual(rows);
    expect(stored).toContain('["2018-08-01"]');
    expect(stored).toContain('["2018-08-01T12:34:56.000Z"]');
  });

  test("writes texts and dates that repeat once", () => {
    const {columns, rows} = engine.query({
      text: `
        select case i % 3 when 0 then 'SP' when 1 then 'RJ' end as state, date '2018-08-01' + (i % 2)::integer as day, i % 2 as n
        from range(12) t(i) order by i`,
      params: []
    });
    const stored = JSON.stringify(encodeResult(columns, rows));
    expect(decodeResult(JSON.parse(stored))).toEqual(rows);
    expect(stored.match(/"SP"|"2018-08-01"/g)).toEqual(['"SP"', '"2018-08-01"']);
    expect(decodeResult(encodeResult(columns, []))).toEqual([]);
  });
});
