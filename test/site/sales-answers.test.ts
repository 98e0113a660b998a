import {expect, test} from "vitest";
import type {MonthRow} from "../../src/components/months.ts";
import {answerSales} from "../../src/components/sales-answers.ts";

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
  expect(answerSales(months)).toBe(sentence);
});
