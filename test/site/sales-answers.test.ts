import {describe, expect, test} from "vitest";
import {explainEmpty, explainNoItems} from "../../src/components/earning.ts";
import {describePeak} from "../../src/components/heatmap.ts";
import type {MonthRow} from "../../src/components/months.ts";
import * as sales from "../../src/components/sales-answers.ts";
import {describeSales} from "../../src/components/sales-subtitles.ts";

const month = (name: string, revenue: number, is_complete = true): MonthRow => ({
  ...{month: new Date(`${name}-01`), is_complete, in_period: true},
  ...{orders_count: 2, revenue}
});

test.each<[string, MonthRow[], string]>([
  [
    "several months and the last of them",
    [month("2018-07", 100), month("2018-08", 150)],
    "Revenue came to R$250.00 between July 2018 and August 2018; August 2018 brought R$150.00, up 50.0% on July 2018."
  ],
  [
    "one month once",
    [{...month("2018-07", 100), in_period: false}, month("2018-08", 150)],
    "Revenue came to R$150.00 in August 2018, up 50.0% on July 2018."
  ],
  [
    "no growth without a complete month",
    [month("2018-09", 150, false)],
    "Revenue came to R$150.00 in September 2018; without a complete month there is no growth rate."
  ],
  ["orders that brought nothing", [month("2018-08", 0)], "2 orders in August 2018 brought no revenue."],
  ["that there are no orders", [{...month("2018-08", 0), orders_count: 0}], "No orders match these filters."]
])("answerSales(months) tells %s", (_, months, sentence) => {
  expect(sales.answerSales(months)).toBe(sentence);
});

test("answerHours(rows) names the busiest hour and the weekend's share", () => {
  const rows = [
    {weekday: 1, hour: 9, orders_count: 3},
    {weekday: 6, hour: 20, orders_count: 1}
  ];
  expect(sales.answerHours(rows)).toBe(
    "The busiest hour of the week is Monday 9:00 with 3 orders; Saturday and Sunday together bring 25.0% of orders."
  );
});

test.each([
  [2, "Monday 9:00 and Monday 10:00 tie as the busiest hours of the week with 3 orders each;"],
  [5, "5 hours tie as the busiest hours of the week with 3 orders each;"]
])("answerHours(rows) names no one of %i hours that tie", (count, words) => {
  const rows = Array.from({length: count}, (_, i) => ({weekday: 1, hour: 9 + i, orders_count: 3}));
  expect(sales.answerHours([...rows, {weekday: 2, hour: 9, orders_count: 1}])).toContain(words);
});

test.each([
  [1, "Monday 9:00, 3 orders"],
  [2, "Monday 9:00 and Monday 10:00, 3 orders each"],
  [3, "3 hours, 3 orders each"]
])("describePeak(top, value) tells of %i hours", (count, words) => {
  const rows = Array.from({length: count}, (_, i) => ({weekday: 1, hour: 9 + i}));
  expect(describePeak(rows, () => "3 orders")).toBe(words);
});

test("answerHours(rows, category) says that hours are those of all categories", () => {
  const rows = [{weekday: 1, hour: 9, orders_count: 3}];
  expect(sales.answerHours(rows, "toys")).toMatch(/^Over all categories, the busiest hour of the week is Monday 9:00/);
});

test.each([
  [{toys: 80, auto: 20}, "Toys leads with R$80.00, 80.0% of revenue."],
  [{toys: 50, auto: 50}, "Toys and Auto lead with R$50.00, 50.0% of revenue each."],
  [{toys: 80, auto: 0}, "All revenue here, R$80.00, comes from Toys."],
  [{toys: 0}, "These orders brought no revenue."],
  [{}, "No orders match these filters."]
])("answerCategories(%j)", (revenues, sentence) => {
  const rows = Object.entries(revenues).map(([category, revenue]) => ({category, revenue}));
  expect(sales.answerCategories(rows, rows.length)).toBe(sentence);
});

test("answerCategories(rows, orders) tells orders without items from no orders", () => {
  expect(sales.answerCategories([], 592)).toBe("None of these orders has items.");
});

test.each([
  [
    {delivered: 97, canceled: 2, unavailable: 1},
    "97.0% of orders are delivered; 3.0% are canceled or unavailable and bring no revenue."
  ],
  [{delivered: 5}, "100.0% of orders are delivered."],
  [{canceled: 3, delivered: 1}, "75.0% of orders are canceled."],
  [{}, "No orders match these filters."]
])("answerStatuses(%j)", (counts, sentence) => {
  const rows = Object.entries(counts).map(([order_status, orders_count]) => ({order_status, orders_count}));
  expect(sales.answerStatuses(rows)).toBe(sentence);
});

test("topCategories(rows, size) sums the rest, and leaves a single one alone", () => {
  const rows = [5, 4, 3, 2, 1].map((revenue) => ({category: `c${revenue}`, revenue, items_count: 1}));
  const top = sales.topCategories(rows, 3);
  expect(top.map(({category, revenue}) => [category, revenue])).toEqual([
    ["c5", 5],
    ["c4", 4],
    ["c3", 3],
    ["2 others", 3]
  ]);
  expect(sales.topCategories(rows, 4)).toEqual(rows);
});

describe("describeSales(filters)", () => {
  test.each([
    [null, null, "orders", "Orders of all statuses"],
    [null, null, "gmv", "Item prices and freight of orders of all statuses, in R$"],
    [null, "canceled", "orders", "Canceled orders"],
    [null, "canceled", "gmv", "Item prices and freight of canceled orders, in R$"],
    [null, "canceled", "revenue", "Item prices of orders neither canceled nor unavailable, in R$"],
    [null, "delivered", "revenue", "Item prices of delivered orders, in R$"],
    [null, "delivered", "orderValue", "GMV per delivered order that has items, in R$"],
    ["toys", null, "orders", "Orders of all statuses with an item of Toys"],
    ["toys", null, "gmv", "Item prices and freight of orders of all statuses, Toys only, in R$"],
    ["toys", "shipped", "orderValue", "GMV of Toys per shipped order with an item of it, in R$"]
  ] as const)("follows category %s and status %s in the words of %s", (category, status, chart, words) => {
    expect(describeSales({category, status})[chart]).toBe(words);
  });
});

test("explainEmpty(rows) and explainNoItems(months) tell nothing of no orders", () => {
  expect(explainEmpty([{revenue: 0}])).toBe("These orders brought no revenue.");
  expect(explainEmpty([])).toBeUndefined();
  expect(explainNoItems([month("2018-08", 0)])).toBe("None of these orders has items.");
  expect(explainNoItems([{...month("2018-08", 0), orders_count: 0}])).toBeUndefined();
});
