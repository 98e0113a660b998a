import {describe, expect, test} from "vitest";
import type {Catalog} from "../../src/components/catalog.ts";
import type {Filters} from "../../src/components/filters.ts";
import {formatPlace} from "../../src/components/format.ts";
import * as geography from "../../src/components/geography-answers.ts";
import {findQuarterGrowth, findQuarters} from "../../src/components/geography-rows.ts";
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

describe("answerGrowth(regions)", () => {
  test.each<[Row[], string]>([
    [
      [
        {region: "South", growth: -0.1},
        {region: "North", growth: 0.2},
        {region: "Southeast", growth: null}
      ],
      "In the last three complete months against the three before, revenue changed most favourably in the North (+20.0%) and least so in the South (−10.0%)."
    ],
    [
      [{region: "South", growth: -0.1}],
      "In the last three complete months against the three before, revenue changed by −10.0% in the South."
    ],
    [
      [{region: "South", growth: null}],
      "There are not six complete months here to compare three with the three before."
    ]
  ])("says what can be said of %o", (regions, sentence) => expect(geography.answerGrowth(regions)).toBe(sentence));
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

  test("tells the share of the first ten where there are twenty", () => {
    expect(geography.answerCities(cities(20))).toBe(
      "Over all months and statuses, most orders come from City A (20); the first ten of the 20 largest cities bring 52.4% of these cities’ orders."
    );
    expect(geography.answerCities(cities(3))).toBe("Over all months and statuses, most orders come from City A (20).");
    expect(geography.answerCities([])).toBe("No city has ten orders here.");
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
