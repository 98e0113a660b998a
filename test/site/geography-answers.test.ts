import {describe, expect, test} from "vitest";
import type {Catalog} from "../../src/components/catalog.ts";
import type {Filters} from "../../src/components/filters.ts";
import {formatPlace} from "../../src/components/format.ts";
import * as geography from "../../src/components/geography-answers.ts";
import {findQuarterGrowth, findQuarters, listRevenue} from "../../src/components/geography-rows.ts";
import type {MonthRow} from "../../src/components/months.ts";
import type {Row} from "../../src/components/rows.ts";

const months: MonthRow[] = [{month: new Date("2018-08-01"), is_complete: true, in_period: true}];
const state = (name: string, revenue: number): Row => ({name, revenue, orders_count: 10});

describe("answerGeography(months, states)", () => {
  test.each<[string, Row[], string]>([
    [
      "names the largest state, whatever the order of the rows, and the two after it",
      [state("Acre", 10), state("São Paulo", 60), state("Bahia", 20), state("Goiás", 10)],
      "São Paulo brought R$60.00, 60.0% of revenue in August 2018; Bahia (20.0%) and Acre (10.0%) follow among 4 states with orders."
    ],
    [
      "says follows of one",
      [state("Acre", 10), state("Bahia", 30)],
      "Bahia brought R$30.00, 75.0% of revenue in August 2018; Acre (25.0%) follows among 2 states with orders."
    ],
    [
      "leaves out states that brought nothing",
      [state("São Paulo", 145), state("Acre", 0), state("Bahia", 0)],
      "São Paulo brought R$145.00 in August 2018, all revenue of 3 states with orders."
    ],
    [
      "names no one of two that tie",
      [state("Acre", 40), state("Bahia", 40), state("Goiás", 20)],
      "Acre and Bahia brought R$40.00 each, 40.0% of revenue in August 2018, the largest shares among 3 states with orders."
    ],
    ["claims no share of one state", [state("Acre", 10)], "Acre brought R$10.00 of revenue in August 2018."],
    ["claims nothing without orders", [], "No orders match these filters."],
    [
      "tells orders without revenue",
      [state("Acre", 0)],
      "Orders came from 1 state in August 2018, and brought no revenue."
    ]
  ])("%s", (_, states, sentence) => expect(geography.answerGeography(months, states)).toBe(sentence));
});

describe("findQuarters(catalog, filters)", () => {
  const names = ["2018-01-01", "2018-02-01", "2018-03-01", "2018-04-01", "2018-05-01", "2018-06-01", "2018-07-01"];
  const make = (partial: string[]) =>
    ({options: {months: names.map((month) => ({month, is_complete: !partial.includes(month)}))}}) as unknown as Catalog;
  const filters = {to: "2018-07-01"} as Filters;

  test("gives the last six complete months, the latest first", () => {
    expect(findQuarters(make(["2018-07-01"]), filters)?.recent[0]).toEqual(new Date("2018-06-01"));
    expect(findQuarters(make([]), filters)?.before.at(-1)).toEqual(new Date("2018-02-01"));
  });

  test("gives none where one of the six is partial or not there", () => {
    expect(findQuarters(make(["2018-05-01"]), filters)).toBeNull();
    expect(findQuarters(make(["2018-06-01", "2018-07-01", "2018-01-01"]), filters)).toBeNull();
  });

  test("is what growth is measured over", () => {
    const trend = names.map((month, i) => ({month: new Date(month), revenue: i < 4 ? 10 : 15}));
    expect(findQuarterGrowth(trend, findQuarters(make([]), filters))).toBeCloseTo(0.5);
    expect(findQuarterGrowth(trend, null)).toBeNull();
    expect(findQuarterGrowth(trend.slice(4), findQuarters(make([]), filters))).toBeNull();
  });
});

describe("answerGrowth(regions, quarters)", () => {
  const list = (first: number) => [0, 1, 2].map((back) => new Date(Date.UTC(2018, first - back, 1)));
  const quarters = {recent: list(7), before: list(4)};
  const lead = "From June to August 2018, against the three months before, revenue changed";

  test.each<[Row[], string]>([
    [
      [
        {region: "South", growth: -0.1},
        {region: "North", growth: 0.2},
        {region: "Southeast", growth: null}
      ],
      `${lead} most favourably in the North (+20.0%) and least so in the South (−10.0%).`
    ],
    [
      [
        {region: "South", growth: -1},
        {region: "North", growth: -1},
        {region: "Southeast", growth: 0.1}
      ],
      `${lead} most favourably in the Southeast (+10.0%) and least so in the South and the North (−100.0%).`
    ],
    [[{region: "South", growth: -0.1}], `${lead} by −10.0% in the South.`],
    [
      [{region: "South", growth: null}],
      "There was no revenue here from March to May 2018, so growth from June to August 2018 cannot be told."
    ]
  ])("says what can be said of %o", (regions, sentence) => {
    expect(geography.answerGrowth(regions, quarters)).toBe(sentence);
  });

  test("tells nothing without six complete months", () => {
    expect(geography.answerGrowth([{region: "South", growth: null}], null)).toBe(
      "There are not six complete months here to compare three with the three before."
    );
  });

  test("describeQuarters(quarters) names the months", () => {
    expect(geography.describeQuarters(quarters)).toBe("Revenue of June to August 2018 against the three months before");
  });
});

describe("describeLargest(chosen, states, filters)", () => {
  const south = [state("Paraná", 30), state("Santa Catarina", 10)];
  const states = [state("São Paulo", 60), ...south];
  const largest = "Largest state’s share";

  test.each([
    [states, null, null, {label: largest, value: "60.0%", detail: "São Paulo, of the country’s revenue"}],
    [south, "South", null, {label: largest, value: "75.0%", detail: "Paraná, of the South’s revenue"}],
    [south.slice(1), null, "SC", {label: "Share of the country’s revenue", value: "10.0%", detail: "Santa Catarina"}],
    [[state("Acre", 0)], null, null, {label: largest, value: "–"}]
  ])("%#", (chosen, region, state, tile) => {
    expect(geography.describeLargest(chosen, states, {region, state})).toEqual(tile);
  });
});

describe("answerFlows(flows)", () => {
  const flow = (region: string, seller_region: string, price: number): Row => ({region, seller_region, price});

  test("counts what stays in a region, and the region that supplies most, by all it sends", () => {
    const flows = [
      flow("South", "South", 30),
      flow("South", "North", 30),
      flow("North", "North", 10),
      flow("North", "South", 30)
    ];
    expect(geography.answerFlows(flows)).toBe(
      "40.0% of the value of items comes from sellers in the customer’s own region; sellers in the South supply 60.0% of it."
    );
  });

  test("claims nothing without items", () => expect(geography.answerFlows([])).toBe("No items were bought here."));
});

test("answerMix(mix) names the kinds of place from the largest", () => {
  const mix = [
    {place_type: "capital", revenue: 30},
    {place_type: "interior", revenue: 60},
    {place_type: "metropolitan", revenue: 10}
  ];
  expect(geography.answerMix(mix)).toBe(
    "Revenue comes to 60.0% from the interior, 30.0% from state capitals and 10.0% from places within 50 km of them."
  );
  expect(geography.answerMix([])).toBe("These places brought no revenue.");
});

describe("answerCities(cities)", () => {
  const cities = (count: number) =>
    Array.from({length: count}, (_, i) => ({city: `city ${"ab"[i] ?? "x"}`, orders_count: i === 0 ? 20 : 10}));

  const lead = "Over all months and statuses, more orders come from City A (20) than from any other city here";

  test("tells the share of the first ten where there are twenty", () => {
    expect(geography.answerCities(cities(20))).toBe(
      `${lead}; the first ten of the 20 largest cities bring 52.4% of these cities’ orders.`
    );
    expect(geography.answerCities(cities(3))).toBe(`${lead}.`);
    expect(geography.answerCities([])).toBe("No city here is among the 300 with most orders and at least ten.");
  });

  test("names no one of two that tie", () => {
    expect(geography.answerCities(cities(3).slice(1))).toBe(
      "Over all months and statuses, City B and City X tie with 10 orders each, and no other city here has as many."
    );
  });
});

describe("formatPlace(name)", () => {
  test.each([
    ["rio de janeiro", "Rio de Janeiro"],
    ["sao joao d'alianca", "Sao Joao D'alianca"],
    ["mogi-guacu", "Mogi-Guacu"],
    ["<b>santos</b>", "<b>santos</b>"]
  ])("%s is %s", (name, text) => expect(formatPlace(name)).toBe(text));
});

test("listRevenue(trend, catalog, filters) goes by month from the first to the last of the period, with zeros between", () => {
  const options = {months: ["06", "07", "08", "09"].map((month) => ({month: `2018-${month}-01`, is_complete: true}))};
  const sold = (state: string, month: string, revenue: number) => ({state, month: new Date(month), revenue});
  const trend = [
    sold("AC", "2018-06-01", 5),
    sold("AC", "2018-08-01", 7),
    sold("AC", "2018-09-01", 1),
    sold("BA", "2018-07-01", 3)
  ];
  const period = {from: "2018-07-01", to: "2018-08-01"} as Filters;
  expect(Object.fromEntries(listRevenue(trend, {options} as Catalog, period))).toEqual({AC: [0, 7], BA: [3, 0]});
});
