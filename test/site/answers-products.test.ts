import {describe, expect, test} from "vitest";
import * as catalogue from "../../src/components/catalogue-answers.ts";
import {nameProduct} from "../../src/components/product-columns.ts";
import * as products from "../../src/components/product-answers.ts";
import type {MonthRow} from "../../src/components/months.ts";
import {nameQuarter} from "../../src/components/quarters.ts";
import type {Row} from "../../src/components/rows.ts";
import {sumBy} from "../../src/components/sum-by.ts";

const sold = (category: string, revenue: number, rest: Row = {}): Row => ({
  category,
  revenue,
  items_count: 10,
  price: revenue,
  freight: 1,
  ...rest
});
const months = [{month: new Date("2018-08-01"), is_complete: true, in_period: true}] as MonthRow[];

describe("classify(categories)", () => {
  test("gives the classes up to 80 and 95 % of revenue, and C to what brought none", () => {
    const rows = [sold("a", 79), sold("b", 10), sold("c", 8), sold("d", 3), sold("e", 0)];
    expect(products.classify(rows).map(({abc_class, share}) => [abc_class, share])).toEqual([
      ["A", 0.79],
      ["A", 0.1],
      ["B", 0.08],
      ["C", 0.03],
      ["C", 0]
    ]);
    expect(products.classify([sold("a", 0)])).toMatchObject([{abc_class: "C", share: null}]);
  });
});

describe("answerProducts(categories, months)", () => {
  test.each([
    [
      [sold("toys", 85), sold("art", 15)],
      "Toys earned most of all categories in August 2018: R$85.00, 85.0% of revenue. 1 of 2 categories brings 85.0% of it."
    ],
    [
      [sold("toys", 60), sold("art", 40)],
      "Toys earned most of all categories in August 2018: R$60.00, 60.0% of revenue. 2 of 2 categories bring 100.0% of it."
    ],
    [
      [sold("toys", 50), sold("art", 50)],
      "Toys and Art earned most of all categories in August 2018: R$50.00, 50.0% of revenue each. 2 of 2 categories bring 100.0% of it."
    ],
    [[sold("toys", 60)], "Toys brought R$60.00 in August 2018, with 10 items at R$6.00 on average."],
    [[sold("toys", 0)], "These orders brought no revenue."],
    [[], "No items match these filters."]
  ])("%#", (categories, sentence) => {
    expect(products.answerProducts(categories, months)).toBe(sentence);
  });
});

const span = (
  category: string,
  recent: number | null,
  before: number | null,
  yearBefore: number | null = null
): Row => ({
  category,
  last_month: new Date("2018-08-01"),
  recent_revenue: recent,
  before_revenue: before,
  year_before_revenue: yearBefore
});

describe("compareSpans(rows, months)", () => {
  const list = (first: number, count: number, gap?: string) =>
    Array.from({length: count}, (_, i) => new Date(Date.UTC(2018, first + i, 1)).toISOString().slice(0, 10)).map(
      (month) => ({month, is_complete: month !== gap})
    );

  test("counts no sales as none where all months are complete", () => {
    expect(products.compareSpans([span("toys", 5, null)], list(2, 6))).toEqual([span("toys", 5, 0, null)]);
  });

  test("compares nothing with a span that has a month which is not complete", () => {
    expect(products.compareSpans([span("toys", 5, 4, 3)], list(2, 6, "2018-04-01"))).toEqual([span("toys", 5, null)]);
    expect(products.compareSpans([span("toys", 5, 4, 3)], list(2, 6, "2018-07-01"))).toEqual([
      span("toys", null, null)
    ]);
    expect(products.compareSpans([span("toys", 5, 4, 3)], list(-12, 20))).toEqual([span("toys", 5, 4, 3)]);
  });

  test("gives no rows where there are none", () => {
    expect(products.compareSpans([], [])).toEqual([]);
  });
});

describe("findLastMonth(months, filters)", () => {
  const months = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({month: `2018-0${n}-01`, is_complete: n < 9}));
  const find = (from: string, to: string, list = months) => products.findLastMonth(list, {from, to});

  test("gives the last complete month of the period that follows five, be they in the period or not", () => {
    expect(find("2018-02-01", "2018-09-01")).toEqual(new Date("2018-08-01"));
    expect(find("2018-07-01", "2018-07-01")).toEqual(new Date("2018-07-01"));
  });

  test("gives none where the period has no complete month, or one of the six is partial or not there", () => {
    expect(find("2018-09-01", "2018-09-01")).toBeUndefined();
    expect(find("2018-02-01", "2018-06-01")).toBeUndefined();
    expect(find("2018-02-01", "2018-09-01", months.with(2, {month: "2018-04-01", is_complete: false}))).toBeUndefined();
  });
});

describe("answerGrowth(rows, last)", () => {
  const spans = "from June to August 2018 against the three months before";
  test.each([
    [
      [span("toys", 300, 200), span("art", 50, 100), span("music", 10, 0)],
      `2 of 3 categories grew ${spans}; Toys gained most, R$100.00 (50.0%), and Art lost most, R$50.00 (50.0%).`
    ],
    [[span("music", 10, 0), span("art", 5, 5)], `1 of 2 categories grew ${spans}; Music gained most, R$10.00.`],
    [[span("music", 10, 0)], `Music gained R$10.00 ${spans}.`],
    [[span("music", 10, 20)], `Music lost R$10.00 (50.0%) ${spans}.`],
    [
      [span("toys", 20, 10), span("art", 30, 20), span("a", 0, 5), span("b", 0, 5), span("c", 0, 5)],
      `2 of 5 categories grew ${spans}; Toys and Art gained most, R$10.00 each, and 3 categories lost most, R$5.00 each.`
    ],
    [[span("toys", 10, 10)], `No category grew or shrank ${spans}.`],
    [[], `No category grew or shrank ${spans}.`]
  ])("%#", (rows, sentence) => {
    expect(products.answerGrowth(rows, new Date("2018-08-01"))).toBe(sentence);
  });

  test("tells nothing without six complete months", () => {
    expect(products.answerGrowth([span("toys", 10, null)], undefined)).toBe(
      "There are no six complete months in a row here, so growth cannot be told."
    );
  });
});

test("nameQuarter(last) names the year twice where there are two", () => {
  expect(nameQuarter(new Date("2018-03-01"))).toBe("January to March 2018");
  expect(nameQuarter(new Date("2018-01-01"))).toBe("November 2017 to January 2018");
});

describe("answerBands(rows, label)", () => {
  const band = (band: number, items_count: number, revenue: number) => ({band, items_count, revenue});
  test.each([
    [
      [band(50, 6, 300), band(500, 4, 2000)],
      "The price band with most items is R$50 to 100, 60.0% of all; the one with most revenue is R$500 and more, 87.0%."
    ],
    [
      [band(50, 6, 300)],
      "The price band with most items is R$50 to 100, 100.0% of all; it brings most revenue too, 100.0%."
    ],
    [
      [band(0, 1, 20), band(50, 1, 60)],
      "Several price bands have as many items as the largest; the one with most revenue is R$50 to 100, 75.0%."
    ],
    [
      [band(0, 3, 60), band(50, 1, 60)],
      "The price band with most items is under R$25, 75.0% of all; several brought as much revenue as the one with most."
    ],
    [[band(0, 6, 0)], "The price band with most items is under R$25, 100.0% of all; none brought revenue."],
    [[], "No items match these filters."]
  ])("%#", (rows, sentence) => {
    expect(products.answerBands(rows, catalogue.namePriceBand)).toBe(sentence);
  });
});

describe("the catalogue", () => {
  const kind = (abc_class: string, lifecycle: string, products_count: number, revenue: number): Row => ({
    abc_class,
    lifecycle,
    products_count,
    revenue,
    unsold_90_count: products_count,
    complete_products_count: products_count,
    complete_unsold_90_count: 0
  });

  test("answerCatalogue(classes) tells what the few bring and what is past", () => {
    expect(catalogue.answerCatalogue([kind("A", "slow", 1, 80), kind("C", "discontinued", 3, 20)])).toBe(
      "1 product of class A, 25.0% of all, brings 80.0% of revenue; 75.0% of 4 products have not been sold in the last 180 days."
    );
    expect(catalogue.answerCatalogue([kind("C", "slow", 2, 1)])).toBe(
      "0.0% of 2 products have not been sold in the last 180 days; none is of class A."
    );
    expect(catalogue.answerCatalogue([])).toBe("No product of this category was ever sold.");
  });

  test("answerUnsold(classes, …) tells both ends apart", () => {
    const rows = [kind("A", "slow", 4, 80)];
    expect(catalogue.answerUnsold(rows, "2018-10-17", "2018-08-31")).toBe(
      "100.0% of products sold nothing in the 90 days up to Oct 17, 2018, the last day of the data; in the 90 days up to Aug 31, 2018, the end of its last complete month, it was 0.0%."
    );
    expect(catalogue.answerUnsold([], "2018-10-17", "2018-08-31")).toBe("No product of this category was ever sold.");
  });

  const photos = (band: number | null, products_count: number, items_count: number) => ({
    band,
    products_count,
    items_count
  });
  test.each([
    [[photos(1, 100, 300), photos(4, 50, 200), photos(6, 50, 200)], /sold 4\.0 items each, more than the 3\.0 of/],
    [[photos(1, 100, 300), photos(4, 50, 100)], /sold 2\.0 items each, fewer than the 3\.0 of/],
    [[photos(1, 100, 300), photos(4, 100, 305)], /as many as the 3\.0 of products with one, within a twentieth\.$/],
    [[photos(1, 260, 300), photos(4, 29, 305)], /^Fewer than 30 products here have four or more photos, too few/],
    [[photos(1, 29, 300), photos(4, 30, 305)], /^Fewer than 30 products here have one photo, too few/],
    [
      [photos(null, 100, 300)],
      /^Fewer than 30 products here have one photo, and fewer than 30 have four or more photos, /
    ]
  ])("answerPhotos(rows) %#", (rows, sentence) => {
    expect(catalogue.answerPhotos(rows)).toMatch(sentence);
  });

  test("answerWeight(rows) compares the lightest with the heaviest of known weight", () => {
    const rows = [
      {band: 0, freight: 3, price: 10},
      {band: 5000, freight: 1, price: 10},
      {band: null, freight: 9, price: 10}
    ];
    expect(catalogue.answerWeight(rows)).toBe(
      "Freight adds 30.0% to the price of products of under 250 g, and 10.0% to those of 5,000 to 10,000 g."
    );
    expect(catalogue.answerWeight(rows.slice(0, 1))).toMatch(/all of one weight/);
  });

  test("names of bands, photos and products", () => {
    expect([0, 25, 500].map((band) => catalogue.namePriceBand({band}))).toEqual([
      "under R$25",
      "R$25 to 50",
      "R$500 and more"
    ]);
    expect([1, 6, null].map((band) => catalogue.namePhotos({band}))).toEqual([
      "1 photo",
      "6 photos or more",
      "not known"
    ]);
    expect(nameProduct({product_key: 12345})).toBe("Product 12345");
  });
});

describe("sumBy(rows, key, values)", () => {
  test("sums what are numbers, in the order of the values", () => {
    const rows = [
      {kind: "b", n: 1, text: "x"},
      {kind: "a", n: 2, text: "x"},
      {kind: "b", n: 4, text: "x"}
    ];
    expect(sumBy(rows, "kind", ["b", "c", "a"])).toEqual([
      {kind: "b", n: 5},
      {kind: "a", n: 2}
    ]);
    expect(sumBy([], "kind", ["a"])).toEqual([]);
  });

  test("takes the values as they come, numbers by size", () => {
    expect(
      sumBy(
        [
          {m: 10, n: 1},
          {m: 2, n: 1},
          {m: 10, n: 1}
        ],
        "m"
      )
    ).toEqual([
      {m: 2, n: 1},
      {m: 10, n: 2}
    ]);
  });
});
