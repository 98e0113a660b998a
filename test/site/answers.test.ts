import {describe, expect, test} from "vitest";
import {findMonths} from "../../src/components/brush.ts";
import type {Catalog} from "../../src/components/catalog.ts";
import * as delivery from "../../src/components/delivery-answers.ts";
import * as home from "../../src/components/home-answers.ts";
import {comparePeriod} from "../../src/components/month-tiles.ts";
import {compare, fillMonths, findGrowth, measure, sumBy, total, type MonthRow} from "../../src/components/months.ts";
import type {Row} from "../../src/components/rows.ts";

const zeros = {
  ...{orders_count: 0, orders_with_items_count: 0, revenue: 0, gmv: 0, freight_waived: 0, new_customers_count: 0},
  ...{delivered_count: 0, late_count: 0, days_to_deliver_sum: 0, promised_days_sum: 0},
  ...{reviews_count: 0, review_score_sum: 0, promoters_count: 0, detractors_count: 0},
  ...{approval_days_sum: 0, approval_count: 0, handling_days_sum: 0, handling_count: 0},
  ...{carrier_days_sum: 0, carrier_count: 0}
};

const month = (name: string, sums: Row = {}, rest: Partial<MonthRow> = {}): MonthRow => ({
  ...zeros,
  ...sums,
  month: new Date(`${name}-01`),
  is_complete: true,
  in_period: true,
  ...rest
});

const sold = (name: string, revenue: number, rest?: Partial<MonthRow>) =>
  month(name, {orders_count: 10, orders_with_items_count: 10, revenue, gmv: 2 * revenue}, rest);

const states = [
  {state: "SP", name: "São Paulo", region: "Southeast"},
  {state: "RJ", name: "Rio de Janeiro", region: "Southeast"}
];

describe("fillMonths(rows, catalog, filters)", () => {
  const months = ["2017-01-01", "2017-03-01", "2017-04-01"].map((month) => ({month, is_complete: true}));
  const catalog = {options: {months}} as unknown as Catalog;
  const filters = {
    ...{from: "2017-02-01", to: "2017-03-01"},
    ...{region: null, state: null, category: null, status: null, seller: null}
  };

  test("gives each month up to the period's end a row, with zeros where there was no order", () => {
    const rows = fillMonths([{month: new Date("2017-01-01"), n: 5}], catalog, filters);
    expect(rows.map(({n, is_complete, in_period}) => [n, is_complete, in_period])).toEqual([
      [5, true, false],
      [0, false, true],
      [0, true, true]
    ]);
  });

  test("gives no rows where there are no orders at all", () => {
    expect(fillMonths([], catalog, filters)).toEqual([]);
  });
});

describe("growth", () => {
  test("compares complete months only", () => {
    const months = [sold("2018-06", 100), sold("2018-07", 50, {is_complete: false}), sold("2018-08", 200)];
    expect(compare(months, new Date("2018-08-01"), 1, measure("revenue"))).toBeUndefined();
    expect(compare(months, new Date("2018-08-01"), 2, measure("revenue"))).toMatchObject({change: 1, difference: 100});
  });

  test("on nothing is a difference without a ratio", () => {
    const months = [sold("2018-07", 0), sold("2018-08", 200)];
    const previous = {month: new Date("2018-07-01"), change: null, difference: 200};
    expect(findGrowth(months, measure("revenue"))).toMatchObject({value: 200, previous});
  });

  test("looks back beyond the period, and never ahead of it", () => {
    const months = [
      sold("2018-06", 100, {in_period: false}),
      sold("2018-07", 150),
      sold("2018-08", 1, {is_complete: false})
    ];
    expect(findGrowth(months, measure("revenue"))).toMatchObject({value: 150, previous: {change: 0.5}});
  });
});

describe("comparePeriod(months, aggregate)", () => {
  const sum = (rows: readonly Row[]) => total(rows, "revenue");
  const early = {in_period: false};

  test("compares with the same months a year before, where they are complete", () => {
    const months = [sold("2017-02", 10, early), sold("2017-03", 30, early), sold("2018-02", 50), sold("2018-03", 70)];
    expect(comparePeriod(months, sum)).toEqual({label: "Feb–Mar 2017", change: 2, difference: 80});
  });

  test("compares with as many months right before, where there is no year before", () => {
    const months = ["2017-11", "2017-12"].map((name) => sold(name, 50, early));
    const change = comparePeriod([...months, sold("2018-01", 60), sold("2018-02", 90)], sum);
    expect(change).toEqual({label: "Nov–Dec 2017", change: 0.5, difference: 50});
  });

  test("says nothing of single or partial months, and of a change on nothing no ratio", () => {
    const before = [sold("2017-11", 0, early), sold("2017-12", 0, early)];
    expect(comparePeriod([...before, sold("2018-01", 60)], sum)).toBeUndefined();
    const change = comparePeriod([...before, sold("2018-01", 60), sold("2018-02", 90)], sum);
    expect(change).toMatchObject({change: null, difference: 150});
    const partial = sold("2018-02", 90, {is_complete: false});
    expect(comparePeriod([sold("2017-12", 5, early), sold("2018-01", 60), partial], sum)).toBeUndefined();
  });
});

test("sumBy(rows, name, columns) adds up what is alike, the largest first", () => {
  const rows = [
    {state: "RJ", n: 1, m: 5},
    {state: "SP", n: 2, m: 5},
    {state: "RJ", n: 4, m: 5}
  ];
  expect(sumBy(rows, "state", ["n", "m"])).toEqual([
    {state: "RJ", n: 5, m: 10},
    {state: "SP", n: 2, m: 5}
  ]);
});

test("findMonths(months, left, right) gives the months under a stretch, whole", () => {
  const months = ["2018-01-01", "2018-02-01", "2018-03-01"].map((month) => new Date(month));
  const find = (left: string, right: string) => findMonths(months, new Date(left), new Date(right));
  expect(find("2018-01-20", "2018-02-03")).toEqual({from: "2018-01-01", to: "2018-02-01"});
  expect(find("2018-03-05", "2018-03-09")).toEqual({from: "2018-03-01", to: "2018-03-01"});
  expect(find("2017-01-01", "2017-06-01")).toBeUndefined();
});

describe("answerRevenue(months)", () => {
  test.each([
    [
      [sold("2017-08", 100), sold("2018-07", 400), sold("2018-08", 200)],
      "Revenue was R$200.00 in August 2018, down 50.0% on July 2018 and up 100.0% on August 2017."
    ],
    [[sold("2018-07", 200), sold("2018-08", 200)], "Revenue was R$200.00 in August 2018, unchanged on July 2018."],
    [[sold("2018-08", 200)], "Revenue was R$200.00 in August 2018, with nothing earlier to compare it with."],
    [[sold("2018-07", 0), sold("2018-08", 200)], "Revenue was R$200.00 in August 2018, up from nothing in July 2018."],
    [[sold("2018-07", 0), sold("2018-08", 0)], "Revenue was R$0.00 in August 2018, unchanged on July 2018."],
    [
      [sold("2018-09", 5, {is_complete: false})],
      "Revenue in September 2018 was R$5.00; without a complete month there is no growth rate."
    ],
    [[month("2018-08")], "No orders match these filters."],
    [[], "No orders match these filters."]
  ])("%#", (months, sentence) => {
    expect(home.answerRevenue(months)).toBe(sentence);
  });
});

describe("answerGmv(months)", () => {
  test.each([
    [[200, 400, 100], "; the strongest month was February 2018 with R$400.00."],
    [[400, 400, 100], "; January 2018 and February 2018 tie as the strongest with R$400.00 each."],
    [[400, 400, 400], "; 3 months tie as the strongest with R$400.00 each."],
    [[0, 0, 0], " between January 2018 and March 2018."]
  ])("with %j by month", (sums, end) => {
    const months = sums.map((gmv, i) => month(`2018-0${i + 1}`, {orders_count: 1, gmv}));
    expect(home.answerGmv(months)).toContain(end);
  });
});

describe("proxies", () => {
  test("answerCustomers(months) names what is missing and the proxy first", () => {
    const months = [month("2018-08", {orders_count: 4, new_customers_count: 4, freight_waived: 1})];
    expect(home.answerCustomers(months)).toMatch(
      /^The data holds no marketing spend, so the cost of a new customer is shown by a proxy, freight waived on first orders: R\$0\.25 each; 4 new customers arrived/
    );
  });

  test("answerSatisfaction(months) calls its number a proxy", () => {
    const reviews = {reviews_count: 10, promoters_count: 6, detractors_count: 3, review_score_sum: 41};
    expect(home.answerSatisfaction([month("2018-08", reviews)])).toBe(
      "The data holds no net promoter survey; its proxy from review scores is +30, with a mean score of 4.10 out of 5 over 10 reviews."
    );
    expect(home.answerSatisfaction([month("2018-08")])).toMatch(/none of these orders has a review/);
  });
});

describe("answerDelivery(rows)", () => {
  const delivered = (days: number, promised: number) =>
    month("2018-08", {
      delivered_count: 10,
      late_count: 1,
      days_to_deliver_sum: 10 * days,
      promised_days_sum: 10 * promised
    });

  test.each([
    [12, 24, "12.0 days sooner than the 24.0 days promised"],
    [24, 12, "12.0 days later than the 12.0 days promised"],
    [12, 12, "the same as the 12.0 days promised"]
  ])("%d days taken, %d promised", (days, promised, words) => {
    expect(home.answerDelivery([delivered(days, promised)])).toContain(words);
  });

  test("says that nothing was delivered", () => {
    expect(home.answerDelivery([month("2018-08")])).toBe("None of these orders was delivered.");
  });
});

describe("answerStates(rows, states)", () => {
  const row = (state: string, revenue: number) => ({state, revenue});

  test.each([
    [[row("SP", 75), row("RJ", 25)], "São Paulo brings 75.0% of revenue, the largest share of 2 states."],
    [[row("SP", 50), row("RJ", 50)], "São Paulo and Rio de Janeiro bring 50.0% of revenue each."],
    [
      [row("SP", 40), row("RJ", 40), row("AA", 20)],
      "São Paulo and Rio de Janeiro bring 40.0% of revenue each, the largest shares of 3 states."
    ],
    [[row("SP", 75), row("RJ", 0)], "All revenue here, R$75.00, comes from São Paulo."],
    [[row("SP", 0)], "These orders brought no revenue."],
    [[], "No orders match these filters."],
    [
      [row("SP", 50), row("RJ", 20), row("AA", 20), row("BB", 10)],
      "São Paulo brings 50.0% of revenue; São Paulo, Rio de Janeiro and AA together bring 90.0%."
    ]
  ])("%#", (rows, sentence) => {
    expect(home.answerStates(rows, states)).toBe(sentence);
  });
});

describe("delivery", () => {
  const served = (state: string, delivered_count: number, late_count: number) => ({state, delivered_count, late_count});

  test("answerStateService(rows, states) ranks states with enough deliveries only", () => {
    const rows = [served("SP", 200, 10), served("RJ", 200, 40), served("AA", 2, 2)];
    expect(delivery.answerStateService(rows, states)).toBe(
      "Of the 2 states with at least 100 deliveries, São Paulo is served best, with 95.0% on time, and Rio de Janeiro is served worst, with 80.0%."
    );
    expect(delivery.answerStateService(rows.slice(1), states)).toMatch(/too few to rank/);
    expect(delivery.answerStateService([], states)).toBe(delivery.undelivered);
  });

  test("answerOnTime(months) does not call the last month the worst", () => {
    const months = [
      month("2018-07", {delivered_count: 10, late_count: 1}),
      month("2018-08", {delivered_count: 10, late_count: 2})
    ];
    expect(delivery.answerOnTime(months)).toBe("80.0% of the deliveries of orders from August 2018 came on time.");
    expect(delivery.answerOnTime(months.slice(0, 1))).toMatch(/^90.0% .* on time\.$/);
  });

  test("answerLegs(rows) needs enough orders with each of the three legs", () => {
    const legs = {approval_days_sum: 15, approval_count: 30, handling_days_sum: 90, handling_count: 30};
    const carried = (count: number) => month("2018-08", {...legs, carrier_days_sum: 6.5 * count, carrier_count: count});
    expect(delivery.answerLegs([carried(29)])).toMatch(/^One of the three legs, or more, is known of fewer than 30/);
    expect(delivery.answerLegs([carried(30)])).toBe(
      "Carrier time is the longest of the three legs: 6.5 days on average, 65.0% of the way."
    );
  });

  test("answerPromise(rows) counts late and early deliveries", () => {
    const rows = [-10, -7, 0, 3].map((bin) => ({bin, orders_count: 1}));
    expect(delivery.answerPromise(rows)).toBe(
      "25.0% of deliveries came after the promised day, and 50.0% a week or more before it."
    );
  });
});
