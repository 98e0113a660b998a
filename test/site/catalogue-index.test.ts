import {describe, expect, test} from "vitest";
import type {IndexTable} from "../../src/components/catalogue-index.ts";
import {answerCatalogue, describeCounts, readPlace, searchTables} from "../../src/components/catalogue-index.ts";

const table = (part: Partial<IndexTable>): IndexTable => ({
  id: "core.fact_orders",
  description: "One row per order.",
  rows: 10,
  checks: 2,
  open: 0,
  columns: [
    ["order_key", "INTEGER", "Key of the order."],
    ["price", "DOUBLE", "Sum of the prices.", "BRL"]
  ],
  ...part
});
const tables = [
  table({bytes: 1_500_000}),
  table({id: "raw.sellers", description: "Uma linha por São Paulo.", columns: [["seller_id", "VARCHAR", "Its key."]]})
];

test("answerCatalogue(tables) counts tables, columns, what is published and what does not pass", () => {
  expect(answerCatalogue(tables)).toBe(
    "The warehouse has 2 tables with 3 columns; 1 of them, 1.50 MB, are published. 4 checks stand guard, all of which pass."
  );
  expect(answerCatalogue([table({open: 1})])).toMatch(/2 checks stand guard, of which 1 does not pass\.$/);
  expect(answerCatalogue([table({open: 2})])).toMatch(/of which 2 do not pass\.$/);
});

describe("searchTables(tables, text)", () => {
  const find = (text: string) =>
    searchTables(tables, text).map(({table, columns}) => [table.id, ...columns.map(([name]) => name)]);

  test.each([
    ["", [["core.fact_orders"], ["raw.sellers"]]],
    ["ORDER key", [["core.fact_orders", "order_key"]]],
    [
      "key",
      [
        ["core.fact_orders", "order_key"],
        ["raw.sellers", "seller_id"]
      ]
    ],
    ["brl", [["core.fact_orders", "price"]]],
    ["sao paulo", [["raw.sellers"]]],
    ["nothing", []]
  ])("%j", (text, expected) => {
    expect(find(text)).toEqual(expected);
  });
});

test.each([
  ["#core.fact_orders", "", ["core.fact_orders", undefined]],
  ["#core.fact_orders.price", "", ["core.fact_orders", "price"]],
  ["#core.fact_orders.gone", "", ["core.fact_orders", undefined]],
  ["", "?table=sellers", ["raw.sellers", undefined]],
  ["#nothing", "", undefined],
  ["", "", undefined]
])("readPlace of %j and %j", (hash, search, expected) => {
  const place = readPlace({hash, search}, tables);
  expect(place && [place.table.id, place.column]).toEqual(expected);
});

test.each([
  [{nulls: 0, distinct: 10}, "no nulls, all 10 different"],
  [{nulls: 0, distinct: 3}, "no nulls, 3 different"],
  [{nulls: 4, distinct: 6}, "40.0% null, all 6 different"],
  [{nulls: 10, distinct: 0}, "100.0% null"],
  [{nulls: 0, distinct: 3, isEstimate: true as const}, "no nulls, about 3 different"]
])("describeCounts(%j, 10) is %j", (profile, expected) => {
  expect(describeCounts(profile, 10)).toBe(expected);
});

test("describeCounts(profile, rows) counts nulls that are too few for a share, and says when there are no rows", () => {
  expect(describeCounts({nulls: 1, distinct: 9000}, 10_000)).toBe("1 null, 9,000 different");
  expect(describeCounts({nulls: 0, distinct: 0}, 0)).toBe("no rows");
});
