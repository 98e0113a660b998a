import {describe, expect, test} from "vitest";
import {compileQuery, queryKey} from "../../src/components/query.ts";

const sql = (strings: TemplateStringsArray, ...values: unknown[]) => compileQuery(strings, values);

describe("compileQuery(strings, values)", () => {
  test("puts a placeholder for each value and trims the text", () => {
    expect(sql` select ${1}, ${null}, ${"x"}, ${true} `).toEqual({
      text: "select ?, ?, ?, ?",
      params: [1, null, "x", true]
    });
  });

  test("keeps a hostile value out of the text", () => {
    const hostile = "'; drop table x; --";
    expect(sql`select ${hostile}`).toEqual({text: "select ?", params: [hostile]});
  });

  test("turns a list into placeholders and an empty list into one that holds nothing", () => {
    expect(sql`x in ${["SP", "RJ"]}`).toEqual({text: "x in (?, ?)", params: ["SP", "RJ"]});
    expect(sql`x in ${[]}`).toEqual({text: "x in (null)", params: []});
  });

  test("writes a date as a day, or as a timestamp when it has a time", () => {
    const values = [new Date("2018-08-01"), new Date("2018-08-01T12:34:56Z")];
    expect(compileQuery(["", " ", ""], values).params).toEqual(["2018-08-01", "2018-08-01 12:34:56.000"]);
  });

  test.each([undefined, NaN, Infinity, {}, [[1]], new Date(NaN)])("refuses %s", (value) => {
    expect(() => sql`select ${value}`).toThrow(/invalid/i);
  });
});

describe("queryKey(query)", () => {
  test("is the same for the same text and parameters", () => {
    expect(queryKey(sql`select ${1}`)).toBe(queryKey(sql`select ${1}`));
    expect(queryKey(sql`select ${1}`)).toMatch(/^[0-9a-f]{14}$/);
  });

  test("differs by text, by parameter, and by a parameter's type", () => {
    const keys = [sql`select ${1}`, sql`select ${"1"}`, sql`select ${null}`, sql`select  ${1}`].map(queryKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
