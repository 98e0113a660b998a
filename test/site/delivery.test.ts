import {describe, expect, test} from "vitest";
import * as delivery from "../../src/components/delivery-answers.ts";
import {bandName, findBinQuantiles} from "../../src/components/delivery-bands.ts";
import type {MonthRow} from "../../src/components/months.ts";

const names = [{state: "SP", name: "São Paulo", region: "Southeast"}];

test("bandName(row) names a band by its edges, the last one openly", () => {
  expect(bandName({measure: "distance_km", band: 250})).toBe("250–500");
  expect(bandName({measure: "distance_km", band: 2000})).toBe("2,000+");
  expect(bandName({measure: "freight", band: 50})).toBe("50+");
});

describe("findBinQuantiles(rows)", () => {
  test("finds each quantile in the bin that holds it", () => {
    const rows = [
      {bin: 30, orders_count: 5},
      {bin: 1, orders_count: 5},
      {bin: 10, orders_count: 90}
    ];
    expect(findBinQuantiles(rows)).toEqual({low: 1, q1: 10, median: 10, q3: 10, high: 10});
  });

  test("finds none in fewer than 20", () => {
    expect(findBinQuantiles([{bin: 1, orders_count: 19}])).toBeNull();
  });
});

describe("answerLanes(rows, states)", () => {
  const lane = (seller_region: string, late_count: number, delivered_count = 50) => ({
    ...{seller_region, state: "SP", late_count, delivered_count}
  });

  test("names the worst and the best of those with enough parcels", () => {
    expect(delivery.answerLanes([lane("South", 5), lane("North", 10), lane("Northeast", 49, 49)], names)).toBe(
      "Of the 2 lanes with at least 50 deliveries, North to São Paulo is the worst, with 20.0% late, and South to São Paulo is the best, with 10.0%."
    );
  });

  test("counts lanes that are equal, and names none of them", () => {
    const best = [lane("South", 0), lane("North", 0, 60)];
    expect(delivery.answerLanes([...best, lane("Southeast", 5)], names)).toMatch(
      /Southeast to São Paulo is the worst, with 10\.0% late, and 2 lanes are the best, with 0\.0%\.$/
    );
    expect(delivery.answerLanes(best, names)).toBe(
      "The 2 lanes with at least 50 deliveries are alike: 0.0% came late."
    );
  });

  test("ranks nothing out of too few", () => {
    expect(delivery.answerLanes([lane("South", 5)], names)).toMatch(/^Fewer than two lanes have 50 deliveries/);
    expect(delivery.answerLanes([], names)).toBe("None of these orders was delivered.");
  });
});

describe("answerDeadlines(rows)", () => {
  const row = {deadline_kept_count: 3, handed_over_count: 4, late_handed_over_count: 2, late_after_missed_count: 1};

  test("says how many of the late parcels had missed the limit", () => {
    expect(delivery.answerDeadlines([row])).toBe(
      "Sellers handed 75.0% of the delivered parcels over by their limit; of those that came late, 50.0% had missed it, the others had kept it."
    );
  });

  test("speaks of no others where all of the late parcels had missed the limit, or none", () => {
    expect(delivery.answerDeadlines([{...row, late_after_missed_count: 2}])).toMatch(
      /; of those that came late, all had missed it\.$/
    );
    expect(delivery.answerDeadlines([{...row, late_after_missed_count: 0}])).toMatch(
      /; of those that came late, none had missed it\.$/
    );
  });

  test("says so where none came late, or nothing was handed over", () => {
    expect(delivery.answerDeadlines([{...row, late_handed_over_count: 0}])).toMatch(/; none of them came late\.$/);
    expect(delivery.answerDeadlines([])).toBe("No hand-over to a carrier is known here.");
  });
});

describe("answerStateService(rows, states)", () => {
  const state = (state: string, late_count: number) => ({state, late_count, delivered_count: 100});

  test("counts states that are equal, and names none of them", () => {
    expect(delivery.answerStateService([state("PR", 0), state("SP", 20), state("SC", 0)], names)).toBe(
      "Of the 3 states with at least 100 deliveries, 2 states are served best, with 100.0% on time, and São Paulo is served worst, with 80.0%."
    );
    expect(delivery.answerStateService([state("PR", 1), state("SC", 1)], names)).toMatch(
      /^The 2 states .* are served alike: 99\.0% came on time\.$/
    );
  });
});

describe("answerOnTime(months)", () => {
  const month = (name: string, late_count: number, is_complete = true): MonthRow => ({
    ...{month: new Date(`${name}-01`), late_count, delivered_count: 10},
    ...{is_complete, in_period: true}
  });
  const last = month("2018-08", 1);

  test("names the worst of the complete months", () => {
    expect(delivery.answerOnTime([month("2018-05", 9, false), month("2018-06", 5), last])).toBe(
      "90.0% of the deliveries of orders from August 2018 came on time; of the complete months, the worst was June 2018 with 50.0%."
    );
  });

  test("counts the worst where several are equal", () => {
    expect(delivery.answerOnTime([month("2018-06", 5), month("2018-07", 5), last])).toMatch(
      /; of the complete months, 2 tie as the worst with 50\.0%\.$/
    );
  });
});

test("answerBands(rows, name) compares the first and the last band with enough items", () => {
  const band = (band: number, days: number, items_count = 100) => ({
    ...{band, items_count, days_to_deliver_sum: days * items_count}
  });
  const name = (row: {band?: unknown}) => `items from ${String(row.band)}`;
  expect(delivery.answerBands([band(500, 9), band(0, 5), band(2000, 1, 99)], name)).toBe(
    "Items from 0 take 5.0 days on average, items from 500 9.0 days."
  );
  expect(delivery.answerBands([band(0, 5)], name)).toBe("");
});

test("answerSellers(rows) counts those that keep nearly every deadline", () => {
  const rows = [
    {band: 0, sellers_count: 2},
    {band: 95, sellers_count: 1},
    {band: 100, sellers_count: 1}
  ];
  expect(delivery.answerSellers(rows)).toMatch(/^Over all months and places, 50\.0% of the 4 sellers/);
  expect(delivery.answerSellers([])).toBe("No seller has handed over 20 items.");
});
