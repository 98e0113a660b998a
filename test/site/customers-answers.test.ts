import {describe, expect, test} from "vitest";
import * as customers from "../../src/components/customers-answers.ts";
import {sumReturns, sumSegments} from "../../src/components/customers-rows.ts";
import type {MonthRow} from "../../src/components/months.ts";
import type {Row} from "../../src/components/rows.ts";

const month = (name: string, orders_count: number, new_customers_count: number, is_complete = true): MonthRow => ({
  ...{month: new Date(`${name}-01`), is_complete, in_period: true},
  ...{orders_count, new_customers_count}
});

describe("answerCustomers(months)", () => {
  test.each<[string, MonthRow[], string]>([
    [
      "tells the share of first orders and the last complete month",
      [month("2018-07", 100, 90), month("2018-08", 100, 99), month("2018-09", 10, 1, false)],
      "90.5% of the 210 orders between July 2018 and September 2018 were their customer’s first; August 2018 brought 99 new customers, up 10.0% on July 2018."
    ],
    [
      "claims no growth without a complete month",
      [month("2018-09", 10, 5, false)],
      "50.0% of the 10 orders in September 2018 were their customer’s first."
    ],
    ["tells of one order", [month("2018-09", 1, 0, false)], "The one order in September 2018 was a repeat order."],
    ["claims nothing without orders", [month("2018-08", 0, 0)], "No orders match these filters."]
  ])("%s", (_, months, sentence) => expect(customers.answerCustomers(months)).toBe(sentence));
});

const person = (segment: string, customers_count: number, repeat_customers_count = 0): Row => ({
  ...{segment, customers_count, repeat_customers_count},
  ...{orders_count: customers_count, gmv: 0, recency_days_sum: 0}
});

describe("answerSegments(segments)", () => {
  test("tells who bought again and who is gone", () => {
    const segments = sumSegments([
      person("CHURNED", 50),
      person("REGULAR", 10, 10),
      person("CHURNED", 20),
      person("NEW", 20)
    ]);
    expect(segments.map(({segment}) => segment)).toEqual(["NEW", "REGULAR", "CHURNED"]);
    expect(customers.answerSegments(segments)).toBe(
      "10 of 100 customers (10.0%) bought again; 70.0% have not ordered for more than 180 days and count as churned."
    );
  });

  test("names no churn where there is none, and nothing where nobody lives", () => {
    expect(customers.answerSegments([person("NEW", 4)])).toBe(
      "0 of 4 customers (0.0%) bought again; none counts as churned."
    );
    expect(customers.answerSegments([])).toBe("No customer lives here.");
  });
});

describe("answerValue(fifths)", () => {
  test("tells what the highest score brings", () => {
    const fifths = [
      {score: 1, customers_count: 30, gmv: 100},
      {score: 5, customers_count: 10, gmv: 300}
    ];
    expect(customers.answerValue(fifths)).toBe(
      "The 25.0% of customers here with the highest score for value bring 75.0% of the GMV, R$30 each."
    );
    expect(customers.answerValue(fifths.slice(0, 1))).toBe(
      "None of these customers belongs to the fifth that spends most."
    );
  });
});

describe("sumReturns(cohorts)", () => {
  const cohort = (months_since: number, cohort_customers_count: number, customers_count: number): Row => ({
    ...{months_since, cohort_customers_count, customers_count}
  });

  test("divides by the cohorts observed that long only", () => {
    const returns = sumReturns([
      cohort(0, 100, 100),
      cohort(0, 50, 50),
      cohort(1, 100, 5),
      cohort(1, 50, 1),
      cohort(2, 100, 1)
    ]);
    expect(returns.map(({months_since, share}) => [months_since, share])).toEqual([
      [1, 0.04],
      [2, 0.01]
    ]);
    expect(customers.answerCohorts(returns)).toBe(
      "Of the customers observed that long, 4.0% in month 1 and 1.0% in month 2 after the first order came back."
    );
    expect(customers.answerCohorts(returns, "North")).toMatch(/^Of the customers in the North observed that long, 4/);
  });

  test("names no shares where nobody came back", () => {
    expect(customers.answerCohorts(sumReturns([cohort(0, 9, 9), cohort(1, 9, 0), cohort(2, 9, 0)]))).toBe(
      "None of the customers observed that long came back in months 1 and 2 after the first order."
    );
    expect(customers.answerCohorts(sumReturns([cohort(2, 9, 0), cohort(3, 9, 0), cohort(4, 9, 0)]))).toBe(
      "None of the customers observed that long came back in months 2, 3 and 4 after the first order."
    );
    expect(customers.answerCohorts(sumReturns([cohort(1, 9, 0)]))).toMatch(/came back in month 1 after the first/);
  });

  test("leaves a month that no cohort was observed in without a share", () => {
    expect(sumReturns([cohort(2, 100, 1)])[0]).toMatchObject({months_since: 1, share: null});
    expect(customers.answerCohorts(sumReturns([cohort(0, 9, 9)]))).toBe(
      "No cohort here has a complete month after its own."
    );
  });
});

describe("answerReturns(weeks)", () => {
  const week = (bin: number, customers_count: number, within_a_day_count = 0) => ({
    bin,
    customers_count,
    within_a_day_count
  });

  test.each<[string, Row[], string]>([
    [
      "tells within how many weeks half came back",
      [week(0, 40, 25), week(3, 9), week(4, 1), week(20, 50)],
      "Of the 100 customers who came back, 25.0% did so within a day of the first order, and half within 5 weeks."
    ],
    [
      "tells of the first week",
      [week(0, 6, 3), week(3, 4)],
      "Of the 10 customers who came back, 30.0% did so within a day of the first order, and half within a week."
    ],
    ["tells of one", [week(3, 1)], "The 1 customer who came back did so within 4 weeks of the first order."],
    ["claims nothing where nobody did", [], "Nobody whose first order lies here has come back."]
  ])("%s", (_, weeks, sentence) => expect(customers.answerReturns(weeks)).toBe(sentence));
});

describe("answerSpending(bands)", () => {
  const band = (spending_band: number, customers_count: number, gmv: number) => ({spending_band, customers_count, gmv});

  test.each<[string, Row[], string]>([
    [
      "tells who spent little, and what those bring who spent much",
      [band(70, 60, 4800), band(100, 30, 3600), band(500, 10, 5600)],
      "60.0% of customers spent less than R$100 so far; the 10.0% who spent R$500 or more bring 40.0% of the GMV."
    ],
    [
      "tells where none spent much",
      [band(0, 1, 0), band(300, 1, 400)],
      "50.0% of customers spent less than R$100 so far, and none R$500 or more."
    ],
    ["claims nothing where nobody lives", [], "No customer lives here."]
  ])("%s", (_, bands, sentence) => expect(customers.answerSpending(bands)).toBe(sentence));
});
