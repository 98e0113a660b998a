import {describe, expect, test} from "vitest";
import type {FilterOptions} from "../../src/components/catalog.ts";
import {applyFields, changeFilter, formatFilters, parseFilters} from "../../src/components/filters.ts";
import {addSearch, isPage} from "../../src/components/links.ts";

const options: FilterOptions = {
  months: ["2016-12-01", "2017-01-01", "2017-02-01", "2017-03-01"].map((month) => ({month, is_complete: true})),
  regions: ["South", "Southeast"],
  states: [
    {state: "SP", name: "São Paulo", region: "Southeast"},
    {state: "RS", name: "Rio Grande do Sul", region: "South"}
  ],
  categories: [{category: "health_beauty", label: "Health beauty"}],
  statuses: ["canceled", "delivered"],
  sellers: {first: 1, last: 30}
};
const everything = {region: null, state: null, category: null, status: null, seller: null};
const defaults = {from: "2017-01-01", to: "2017-03-01", ...everything};
const parse = (search: string) => parseFilters(search, defaults, options);

describe("parseFilters(search, defaults, options)", () => {
  test("gives the defaults for an empty query", () => {
    expect(parse("")).toEqual({filters: defaults, notes: []});
  });

  test("reads every filter", () => {
    const search = "?from=2016-12&to=2017-02&region=South&state=RS&category=health_beauty&status=delivered&seller=7";
    const place = {from: "2016-12-01", to: "2017-02-01", region: "South", state: "RS"};
    const filters = {...place, category: "health_beauty", status: "delivered", seller: 7};
    expect(parse(search)).toEqual({filters, notes: []});
  });

  test.each([
    ["?state=XX", "There is no state “XX” in the data, so it was ignored."],
    ["?region=Atlantis", "There is no region “Atlantis” in the data, so it was ignored."],
    ["?from=2099-01", "There is no month “2099-01” in the data, so it was ignored."],
    ["?to=yesterday", "There is no month “yesterday” in the data, so it was ignored."],
    ["?status='; drop table x", "There is no order status “'; drop table x” in the data, so it was ignored."],
    ["?category=toys", "There is no category “toys” in the data, so it was ignored."],
    ["?seller=31", "There is no seller “31” in the data, so it was ignored."],
    ["?seller=0", "There is no seller “0” in the data, so it was ignored."],
    ["?seller=7.5", "There is no seller “7.5” in the data, so it was ignored."],
    ["?from=2017-03&to=2017-01", "The period ends before it begins, so it was ignored."]
  ])("ignores %s and says so", (search, note) => {
    expect(parse(search)).toEqual({filters: defaults, notes: [note]});
  });

  test("ignores a state outside the region", () => {
    const {filters, notes} = parse("?region=South&state=SP");
    expect(filters).toMatchObject({region: "South", state: null});
    expect(notes).toEqual(["SP is not in the region South, so it was ignored."]);
  });

  test("keeps the good values beside a wrong one", () => {
    expect(parse("?state=SP&status=lost").filters).toMatchObject({state: "SP", status: null});
  });
});

describe("formatFilters(filters, defaults, search)", () => {
  test("writes nothing for the defaults", () => {
    expect(formatFilters(defaults, defaults)).toBe("");
  });

  test("writes only what differs, and parseFilters reads it back", () => {
    const filters = {...defaults, from: "2017-02-01", state: "SP"};
    expect(formatFilters(filters, defaults)).toBe("?from=2017-02&state=SP");
    expect(parse(formatFilters(filters, defaults)).filters).toEqual(filters);
  });

  test("keeps parameters of others", () => {
    expect(formatFilters(defaults, defaults, "?state=SP&q=1")).toBe("?q=1");
  });
});

describe("applyFields(filters, defaults, fields)", () => {
  test("leaves what is no field of the page at its default", () => {
    const filters = {...defaults, from: "2017-02-01", state: "SP", category: "health_beauty", seller: 7};
    expect(applyFields(filters, defaults, ["state", "category"])).toEqual({
      ...defaults,
      state: "SP",
      category: "health_beauty"
    });
  });
});

describe("changeFilter(filters, name, value, options)", () => {
  test("moves the other end of a period that would end before it begins", () => {
    const filters = {...defaults, to: "2017-01-01"};
    expect(changeFilter(filters, "from", "2017-03-01", options).to).toBe("2017-03-01");
    expect(changeFilter(defaults, "to", "2016-12-01", options).from).toBe("2016-12-01");
  });

  test("drops a state that is not in the new region, and keeps one that is", () => {
    const filters = {...defaults, state: "SP"};
    expect(changeFilter(filters, "region", "South", options).state).toBeNull();
    expect(changeFilter(filters, "region", "Southeast", options).state).toBe("SP");
    expect(changeFilter(filters, "region", null, options).state).toBe("SP");
  });
});

describe("links between pages", () => {
  test("addSearch(href, search) puts the query before the fragment", () => {
    expect(addSearch("./sales", "?state=SP")).toBe("./sales?state=SP");
    expect(addSearch("./sales#trend", "?state=SP")).toBe("./sales?state=SP#trend");
    expect(addSearch("./sales", "")).toBe("./sales");
  });

  test("addSearch(href, search) leaves a link with a query of its own alone", () => {
    expect(addSearch("./sales?state=RJ", "?state=SP")).toBe("./sales?state=RJ");
  });

  test.each(["./", "./sales", "sales.html", "../", "./sales#trend"])("isPage(%j)", (href) => {
    expect(isPage(href)).toBe(true);
  });

  test.each(["#trend", "https://example.org/", "//example.org/", "./x.parquet", "mailto:a@b.c", "data:,"])(
    "not isPage(%j)",
    (href) => {
      expect(isPage(href)).toBe(false);
    }
  );
});
