import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

/** The value of one expression. */
async function evaluate(expression: string): Promise<unknown> {
  return (await models.evaluate<{value: unknown}>(`${expression} as value`)).value;
}

describe("numbers", () => {
  it("safe_divide(a, b) is null where b is 0, and a fraction else", async () => {
    expect(await evaluate("safe_divide(1, 0)")).toBeNull();
    expect(await evaluate("safe_divide(0.00::decimal(18,2), 0.00::decimal(18,2))")).toBeNull();
    expect(await evaluate("safe_divide(1, 4)")).toBe(0.25);
    expect(await evaluate("safe_divide(null, 4)")).toBeNull();
  });

  it("mean_days(days) leaves nulls out, and is null of none; sum_days(days) is 0 of none", async () => {
    const of = (values: string) =>
      models.evaluate(`mean_days(d) as mean, sum_days(d) as sum from (values ${values}) as v (d)`);
    expect(await of("(1.5), (null), (2.25)")).toEqual({mean: 1.875, sum: 3.75});
    expect(await of("(null::double)")).toEqual({mean: null, sum: 0});
  });

  it("sum_days(days) is the same in any order", async () => {
    const sum = (order: string) =>
      evaluate(`(select sum_days(d) from (select i / 7.0 as d from range(10000) as r (i) order by ${order}))`);
    expect(await sum("i")).toBe(await sum("-i"));
  });

  it("brings_revenue(status) is false for canceled and unavailable alone", async () => {
    expect(
      await evaluate(
        "list_filter(['created', 'canceled', 'delivered', 'unavailable', 'shipped'], s -> brings_revenue(s))"
      )
    ).toEqual(["created", "delivered", "shipped"]);
  });
});

describe("days", () => {
  it("days_between(earlier, later) counts fractions to the second and keeps the sign", async () => {
    expect(await evaluate("days_between(timestamp '2018-01-01 12:00:00', timestamp '2018-01-03 00:00:00')")).toBe(1.5);
    expect(await evaluate("days_between(timestamp '2018-01-02', timestamp '2018-01-01')")).toBe(-1);
    expect(await evaluate("round(86400 * days_between(timestamp '2018-01-01', timestamp '2018-03-31 23:59:59'))")).toBe(
      90 * 86400 - 1
    );
    expect(await evaluate("days_between(null::timestamp, timestamp '2018-01-01')")).toBeNull();
  });

  it("month_of(moment) and date_key(moment) cut to the month and the day", async () => {
    expect(await evaluate("month_of(timestamp '2017-12-31 23:59:59')")).toBe("2017-12-01");
    expect(await evaluate("date_key(timestamp '2017-02-03 04:05:06')")).toBe(20170203);
  });
});

describe("holidays", () => {
  it.each([
    "1954-04-18",
    "1961-04-02",
    "1981-04-19",
    "2000-04-23",
    "2008-03-23",
    "2011-04-24",
    "2016-03-27",
    "2017-04-16",
    "2018-04-01",
    "2019-04-21",
    "2024-03-31",
    "2025-04-20",
    "2038-04-25",
    "2049-04-18",
    "2076-04-19",
    "2285-03-22"
  ])("easter_sunday(year) is %s in its year", async (date) => {
    expect(await evaluate(`easter_sunday(${date.slice(0, 4)})`)).toBe(date);
  });

  const holidays = async (year: number) =>
    models.evaluate<{days: string[]}>(`list(strftime(d, '%m-%d ') || holiday_name(d) order by d) as days
      from (select cast(unnest(generate_series(date '${year}-01-01', date '${year}-12-31', interval 1 day)) as date) as d)
      where holiday_name(d) is not null`);

  it("holiday_name(date) names the nine national holidays of 2018", async () => {
    expect((await holidays(2018)).days).toEqual([
      "01-01 New Year's Day",
      "03-30 Good Friday",
      "04-21 Tiradentes' Day",
      "05-01 Labour Day",
      "09-07 Independence Day",
      "10-12 Our Lady of Aparecida",
      "11-02 All Souls' Day",
      "11-15 Republic Day",
      "12-25 Christmas Day"
    ]);
  });

  it("holiday_name(date) knows 20 November from 2024 on", async () => {
    expect((await holidays(2023)).days).not.toContain("11-20 Black Consciousness Day");
    expect((await holidays(2024)).days).toContain("11-20 Black Consciousness Day");
  });

  it.each(["2012-11-23", "2016-11-25", "2017-11-24", "2018-11-23", "2019-11-29", "2024-11-29"])(
    "is_black_friday(date) is true on %s alone in its year",
    async (date) => {
      const year = date.slice(0, 4);
      const {days} = await models.evaluate<{days: string[]}>(`list(d::varchar) as days
        from (select cast(unnest(generate_series(date '${year}-01-01', date '${year}-12-31', interval 1 day)) as date) as d)
        where is_black_friday(d)`);
      expect(days).toEqual([date]);
    }
  );
});

describe("places", () => {
  it("haversine_km(a, b) is the great-circle distance", async () => {
    const saoPauloToRio = await evaluate("haversine_km(-23.5505, -46.6333, -22.9068, -43.1729)");
    expect(saoPauloToRio).toBeCloseTo(360.75, 1);
    expect(await evaluate("haversine_km(-10, -50, -10, -50)")).toBe(0);
    expect(await evaluate("haversine_km(0, 0, 0, 180)")).toBeCloseTo(Math.PI * 6371.0088, 6);
  });

  it("haversine_km(a, b) is null where a coordinate is", async () => {
    expect(await evaluate("haversine_km(null, null, -10, -50)")).toBeNull();
    expect(await evaluate("haversine_km(-10, -50, -10, null)")).toBeNull();
  });

  it.each([
    ["são paulo", "sao paulo"],
    ["  São  José ", "sao  jose"],
    ["sao paulo / sao paulo", "sao paulo"],
    ["auriflama/sp", "auriflama"],
    ["andira-pr", "andira"],
    ["lages - sc", "lages"],
    ["ji-parana", "ji-parana"],
    ["rio de janeiro \\rio de janeiro", "rio de janeiro"],
    ["novo hamburgo, rio grande do sul, brasil", "novo hamburgo"],
    ["arraial d'ajuda (porto seguro)", "arraial d'ajuda"],
    ["santa barbara d´oeste", "santa barbara d'oeste"],
    ["04482255", null],
    ["vendas@creditparts.com.br", null],
    ["'; drop table raw.orders; --", "'; drop table raw.orders; --"]
  ])("clean_city(%j) is %j", async (typed, city) => {
    expect(await evaluate(`clean_city('${typed.replaceAll("'", "''")}')`)).toBe(city);
  });
});
