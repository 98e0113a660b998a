import {describe, expect, test} from "vitest";
import {listSellerTiles} from "../../src/components/catalog-tiles.ts";
import type {MonthRow} from "../../src/components/months.ts";
import type {Row} from "../../src/components/rows.ts";
import * as sellers from "../../src/components/seller-answers.ts";
import {sellerColumns} from "../../src/components/seller-columns.ts";
import {formatCity, nameSeller} from "../../src/components/seller-names.ts";
import * as page from "../../src/components/seller-page-answers.ts";

const month = (name: string, sums: Row, rest: Partial<MonthRow> = {}): MonthRow => ({
  active_sellers_count: 0,
  sellers_before_count: 0,
  lost_sellers_count: 0,
  ...sums,
  month: new Date(`${name}-01`),
  is_complete: true,
  in_period: true,
  ...rest
});
const curve = [
  {top_percent: 0, revenue_share: 0, gini: 0.79, members_count: 3000},
  {top_percent: 10, revenue_share: 0.67, gini: 0.79, members_count: 3000},
  {top_percent: 20, revenue_share: 0.82, gini: 0.79, members_count: 3000}
];

const few = curve.map((row) => ({...row, members_count: 19}));

describe("answerSellers(months, curve)", () => {
  const active = (name: string, active_sellers_count: number, rest?: Partial<MonthRow>) =>
    month(name, {active_sellers_count}, rest);
  test.each([
    [
      [active("2018-07", 100), active("2018-08", 110)],
      curve,
      "110 sellers sold something in August 2018, up 10.0% on July 2018; over all the data, the top 10% of sellers bring 67.0% of revenue."
    ],
    [[active("2018-08", 1)], [], "1 seller sold something in August 2018, with nothing earlier to compare it with."],
    [[active("2018-09", 5, {is_complete: false})], [], "Without a complete month the active sellers have no trend."],
    [
      [active("2018-07", 5, {in_period: false}), active("2018-08", 0)],
      [],
      "No seller here sold anything in August 2018."
    ],
    [[active("2018-08", 1)], few, "1 seller sold something in August 2018, with nothing earlier to compare it with."],
    [[], [], "No sellers match these filters."]
  ])("%#", (months, rows, sentence) => {
    expect(sellers.answerSellers(months, rows)).toBe(sentence);
  });
});

describe("answerChurn(months)", () => {
  const left = (name: string, sellers_before_count: number, lost_sellers_count: number) =>
    month(name, {sellers_before_count, lost_sellers_count});
  test("tells the last month of which it is known, beside its year before", () => {
    expect(sellers.answerChurn([left("2017-06", 10, 3), left("2018-06", 100, 20), left("2018-07", 0, 0)])).toBe(
      "Of 100 sellers active in the three months before June 2018, 20.0% sold nothing in the three months from it on, less than the 30.0% of June 2017."
    );
    expect(sellers.answerChurn([left("2018-06", 100, 20)])).toMatch(/from it on\.$/);
  });

  const sold = (name: string, active_sellers_count: number, rest?: Partial<MonthRow>) =>
    month(name, {active_sellers_count}, rest);
  const partial = {...left("2017-01", 5, 1), is_complete: false};
  test.each([
    [
      "nothing is known yet",
      [sold("2018-05", 3, {in_period: false}), sold("2018-07", 0)],
      /^Who left is known two months later: .* not known yet\.$/
    ],
    ["no month is complete", [partial], /^Without a complete month there is no churn to tell\.$/],
    [
      "nobody sold before",
      [sold("2018-03", 3, {in_period: false}), sold("2018-07", 3)],
      /^No seller here sold anything in the three months before any complete month here, /
    ],
    ["there is no seller", [], /^No sellers match these filters\.$/]
  ])("says why it cannot be told where %s", (_, months, sentence) => {
    expect(sellers.answerChurn(months)).toMatch(sentence);
  });

  test("explainUnknownChurn(months) speaks of partial months too", () => {
    expect(sellers.explainUnknownChurn([sold("2016-09", 3, {is_complete: false})])).toBe(
      "No seller here sold anything in the three months before any month here, so none could leave."
    );
  });
});

describe("answerSurvival(rows)", () => {
  const after = (months_since: number, sellers_count: number, active_sellers_count: number) => ({
    months_since,
    sellers_count,
    active_sellers_count
  });
  test("says nothing of months that too few were followed", () => {
    expect(sellers.answerSurvival([after(6, 100, 57), after(12, 40, 18)])).toBe(
      "Of new sellers, 57.0% after 6 months (of 100) and 45.0% after 12 months (of 40) are still active: they sold something in the three months from then on."
    );
    expect(sellers.answerSurvival([after(6, 100, 57), after(12, 29, 18)])).not.toContain("12 months");
    expect(sellers.answerSurvival([])).toMatch(/too few to tell\.$/);
  });
});

describe("answerConcentration(curve)", () => {
  test("reads the curve", () => {
    expect(sellers.answerConcentration(curve)).toBe(
      "The top 10% of 3,000 sellers bring 67.0% of revenue and the top 20% 82.0%; the Gini coefficient is 0.79."
    );
    expect(sellers.answerConcentration([])).toBe("No seller here brought revenue.");
  });

  test("says nothing of a tenth that is not even two", () => {
    expect(sellers.answerConcentration(few)).toMatch(/^Fewer than 20 sellers are here, too few /);
  });
});

describe("answerTiers(classes)", () => {
  const kind = (tier: string, is_one_time: boolean, sellers_count: number, revenue: number) => ({
    tier,
    is_one_time,
    sellers_count,
    revenue
  });
  test.each([
    [
      [kind("Gold", false, 1, 60), kind("Bronze", false, 2, 30), kind("Bronze", true, 1, 10)],
      "1 Platinum or Gold seller, 25.0% of all, brings 60.0% of revenue; 1 seller, 25.0%, sold to one order only."
    ],
    [[kind("Bronze", false, 2, 30)], "No seller here is Platinum or Gold; 0 sellers, 0.0%, sold to one order only."],
    [[], "No sellers match these filters."]
  ])("%#", (classes, sentence) => {
    expect(sellers.answerTiers(classes)).toBe(sentence);
  });
});

describe("listSellerTiles(months)", () => {
  const details = (months: MonthRow[]) => listSellerTiles(months).map(({detail}) => detail);

  test("names the months that active sellers and churn are of", () => {
    const known = month("2017-06", {active_sellers_count: 5, sellers_before_count: 4, lost_sellers_count: 1});
    expect(details([known, month("2017-07", {active_sellers_count: 3})])).toEqual([
      "in July 2017, the last complete month of the period",
      undefined,
      "in June 2017, the last known complete month of the period",
      "in a month"
    ]);
    expect(details([])).toEqual([undefined, undefined, undefined, "in a month"]);
  });
});

test("sellerColumns call a trend new for sellers who are new or back", () => {
  const {value} = sellerColumns.find(({column}) => column === "trend")!;
  expect(["new", "steady"].map((trend) => value!({trend}))).toEqual(["New or back", "Steady"]);
});

describe("names", () => {
  test("nameSeller(row) tells sellers by number and place", () => {
    expect(nameSeller({seller_key: 123, city: "ibitinga", state: "SP"})).toBe("Seller 123 · Ibitinga, SP");
    expect(nameSeller({seller_key: 123, city: null, state: "SP"})).toBe("Seller 123 · SP");
  });

  test.each([
    ["rio de janeiro", "Rio de Janeiro"],
    ["de", "De"],
    ["santa barbara d'oeste", "Santa Barbara D'oeste"]
  ])("formatCity(%s)", (city, name) => {
    expect(formatCity(city)).toBe(name);
  });
});

const seller: Row = {
  ...{seller_key: 7, city: "ibitinga", state: "SP", items_count: 12, products_count: 3, revenue: 900},
  ...{revenue_rank: 4, sellers_count: 50, state_rank: 2, state_sellers_count: 30},
  ...{delivered_count: 10, late_count: 1, reviewed_count: 4, review_score_sum: 18, low_scores_count: 0},
  ...{all_delivered_count: 100, all_late_count: 20, all_reviewed_count: 40, all_review_score_sum: 160},
  ...{
    first_sale_date: new Date("2018-01-05"),
    last_sale_date: new Date("2018-08-05"),
    trend: "growing",
    is_active: true
  }
};

describe("the page of a seller", () => {
  test("answerSeller(seller, chosen) gives the places, and says when none is chosen, or an earlier number", () => {
    const sentence =
      "Seller 7 · Ibitinga, SP ranks 4th of 50 sellers by revenue and 2nd of 30 in SP: it has sold 12 items since Jan 5, 2018, which brought R$900.00.";
    expect(page.answerSeller(seller, 7)).toBe(sentence);
    expect(page.answerSeller(seller, null)).toBe(`${sentence} It is shown because no seller is chosen.`);
    expect(page.answerSeller(seller, 5)).toBe(`Seller 5 is now number 7, as its address changed. ${sentence}`);
    expect(page.answerSeller(undefined, 8)).toBe("Seller 8 has no sales.");
  });

  test.each([
    [{state_sellers_count: 1}, / by revenue and is the only one in SP: /],
    [{revenue: 0, orders_count: 2}, /brought no revenue: .* in orders that were canceled or unavailable\.$/],
    [{revenue: 0, orders_count: 1, items_count: 1}, /has sold 1 item since .* in an order that was canceled/]
  ])("answerSeller(seller, chosen) claims no place that says nothing: %o", (change, sentence) => {
    expect(page.answerSeller({...seller, ...change}, 7)).toMatch(sentence);
  });

  test.each([
    ["growing", /^Revenue of the last three complete months is more than a tenth above that of the three before\. /],
    ["none", /^It brought no revenue in the last six complete months\. /],
    ["stopped", /^It brought no revenue in the last three complete months, after some in the three before\. /]
  ])("answerTrend(seller, as of) of one that is %s", (trend, sentence) => {
    expect(page.answerTrend({...seller, trend}, "2018-09-01")).toMatch(sentence);
  });

  test.each([
    [
      true,
      "2018-06-03",
      "Jun 3, 2018, within the 90 days up to the last order in the data (Sep 1, 2018), so it counts as active."
    ],
    [
      false,
      "2018-06-02",
      "Jun 2, 2018, more than 90 days before the last order in the data (Sep 1, 2018), so it counts as inactive."
    ]
  ])("answerTrend(seller, as of) of one that is active: %s", (is_active, day, end) => {
    const text = page.answerTrend({...seller, is_active, last_sale_date: new Date(day)}, "2018-09-01");
    expect(text).toMatch(/\. Its last sale was on /);
    expect(text.endsWith(end)).toBe(true);
  });

  test("answerAssortment(categories, seller) names the first of several", () => {
    const toys = {category: "toys", revenue: 600};
    expect(page.answerAssortment([toys, {category: "art", revenue: 300}], seller)).toBe(
      "It sold 3 products of 2 categories; Toys brings 66.7% of revenue."
    );
    expect(page.answerAssortment([toys], seller)).toBe("It sold 3 products, all of the category Toys.");
  });

  test("answerService(seller) compares with all sellers", () => {
    expect(page.answerService(seller)).toBe(
      "90.0% of 10 delivered orders came on time, against 80.0% of all sellers’; its 4 orders with a review are rated 4.50 on average, against 4.00 of all."
    );
    expect(page.answerService({...seller, reviewed_count: 0})).toMatch(/none of its orders has a review\.$/);
    expect(
      page.answerService({...seller, delivered_count: 0, late_count: 0, reviewed_count: 1, review_score_sum: 5})
    ).toMatch(/^None of its orders was delivered; its 1 order with a review is rated 5\.00, against /);
    expect(page.answerService({...seller, delivered_count: 0, late_count: 0, reviewed_count: 0})).toBe(
      "None of its orders was delivered; none of its orders has a review."
    );
  });

  test("listMeasures(seller) gives texts, a dash where nothing can be measured", () => {
    const shipped = {business_days_to_ship_sum: 9, business_days_to_ship_count: 4};
    const all = {all_business_days_to_ship_sum: 235, all_business_days_to_ship_count: 100};
    const [onTime, deadline, , , , days] = page.listMeasures({...seller, ...shipped, ...all});
    expect(onTime).toEqual({label: "Delivered on time", seller: "90.0%", all: "80.0%"});
    expect(deadline).toMatchObject({seller: "–", all: "–"});
    expect(days).toEqual({label: "Business days to hand over", seller: "2.3 days", all: "2.4 days"});
  });
});
