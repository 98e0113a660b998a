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

  it("z_score(value, mean, deviation) counts deviations from the mean, and is null of none", async () => {
    expect(await evaluate("z_score(7, 10, 1.5)")).toBe(-2);
    expect(await evaluate("z_score(7, 7, 0)")).toBeNull();
  });

  it("growth(now, before) is a share of before, and null of nothing", async () => {
    expect(await evaluate("growth(150, 100)")).toBe(0.5);
    expect(await evaluate("growth(0, 100)")).toBe(-1);
    expect(await evaluate("growth(150, 0)")).toBeNull();
  });

  it("shrunken_share(part, whole, usual, weight) goes from the usual share to the seen one with the cases", async () => {
    expect(await evaluate("shrunken_share(0, 0, 0.9, 10)")).toBe(0.9);
    expect(await evaluate("shrunken_share(0, 1, 0.9, 9)")).toBeCloseTo(0.81, 10);
    expect(await evaluate("shrunken_share(500, 1000, 0.9, 10)")).toBeCloseTo(0.504, 3);
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

describe("workdays", () => {
  const between = (earlier: string, later: string) =>
    evaluate(`business_days_between(date '${earlier}', date '${later}')`);

  it.each([
    ["2018-01-05", "2018-01-05", 0],
    ["2018-01-05", "2018-01-08", 1],
    ["2018-01-06", "2018-01-07", 0],
    ["2018-01-08", "2018-01-15", 5],
    ["2017-12-22", "2018-01-02", 5],
    ["2018-03-29", "2018-04-02", 1],
    ["2018-04-02", "2018-03-29", -1],
    ["2016-12-31", "2017-12-31", 252],
    ["2023-11-17", "2023-11-21", 2],
    ["2024-11-18", "2024-11-21", 2]
  ])("business_days_between(%s, %s) is %i", async (earlier, later, days) => {
    expect(await between(earlier, later)).toBe(days);
  });

  it("business_day_number(date) goes up by one on each weekday that is no holiday, on every day of a century", async () => {
    const wrong = `(select count(*) from (
      select business_day_number(d) - business_day_number(d - 1) as step, isodow(d) <= 5 and holiday_name(d) is null as is_open
      from (select date '2000-01-02' + cast(i as integer) as d from range(36523) as r (i)) as days
    ) where step <> cast(is_open as integer) or step is null)`;
    expect(await evaluate(wrong)).toBe(0);
  });

  it("business_days_between(earlier, later) counts dates, not times, and is null outside the century", async () => {
    expect(await evaluate("business_days_between(timestamp '2018-01-08 23:59', timestamp '2018-01-09 00:00')")).toBe(1);
    expect(await between("1999-12-31", "2018-01-01")).toBeNull();
    expect(await evaluate("business_days_between(null::date, date '2018-01-01')")).toBeNull();
  });
});

describe("scores", () => {
  const scores = (macro: string, values: (number | null)[][]) =>
    Promise.all(values.map((value) => evaluate(`${macro}(${value.map((number) => number ?? "null").join(", ")})`)));

  it("share_before(so_far, own, total) is what percent_rank() gives to rows of one value", async () => {
    const compare = (values: string) =>
      evaluate(`(
        with rows as (from (values ${values}) as v (v)),
        ranked as (select v, percent_rank() over (order by v) as expected from rows),
        counted as (select v, share_before(sum(count(*)) over (order by v), count(*), sum(count(*)) over ()) as found from rows group by v)
        select list([expected, found] order by v) from ranked join counted using (v)
      )`);
    const pairs = (await compare("(3), (3), (1), (7), (7), (7), (2)")) as [number, number][];
    expect(pairs.map(([, found]) => found)).toEqual(pairs.map(([expected]) => expected));
    expect(new Set(pairs.map(([, found]) => found)).size).toBe(4);
    expect(await compare("(5)")).toEqual([[0, 0]]);
  });

  it("quintile(percent_rank) cuts at fifths, and gives equal values one score", async () => {
    expect(await scores("quintile", [[0], [0.199], [0.2], [0.6], [0.999], [1]])).toEqual([1, 1, 2, 4, 5, 5]);
    const tied = `(select list(quintile(r) order by v) from (select v, percent_rank() over (order by v) as r
      from (values (1), (1), (1), (1), (1), (1), (1), (1), (1), (2)) as t (v)))`;
    expect(await evaluate(tied)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 5]);
  });

  it("score_of(value, bounds) counts the bounds that a value reaches; one that is null is out of reach", async () => {
    const find = (value: string, bounds: string) => evaluate(`score_of(${value}, ${bounds})`);
    expect(await Promise.all(["1.99", "2.00", "3", "6"].map((value) => find(value, "[2, 3, 3, 5]")))).toEqual([
      1, 2, 4, 5
    ]);
    expect(await find("7", "[2, null, null, null]")).toBe(2);
    expect(await find("7", "null::integer[]")).toBe(1);
  });

  it("rfm_name(recency, frequency, monetary) names every combination", async () => {
    const names = (await evaluate(`(select list(distinct coalesce(rfm_name(r, f, m), 'none'))
      from range(1, 6) as a (r), range(1, 6) as b (f), range(1, 6) as c (m))`)) as string[];
    expect(names.sort()).toEqual(["At-Risk", "Champions", "Lost", "Loyalists", "Potential Loyalists"]);
    expect(
      await scores("rfm_name", [
        [5, 5, 5],
        [3, 5, 5],
        [4, 5, 1],
        [5, 1, 1],
        [3, 1, 3],
        [3, 1, 2],
        [1, 5, 1],
        [2, 1, 4],
        [2, 1, 3]
      ])
    ).toEqual([
      "Champions",
      "Loyalists",
      "Loyalists",
      "Potential Loyalists",
      "Potential Loyalists",
      "At-Risk",
      "At-Risk",
      "At-Risk",
      "Lost"
    ]);
  });

  it("abc_class(share before) cuts at 80 and 95 %", async () => {
    expect(await scores("abc_class", [[0], [0.7999], [0.8], [0.9499], [0.95], [1], [null]])).toEqual([
      "A",
      "A",
      "B",
      "B",
      "C",
      "C",
      null
    ]);
  });

  it("spending_band(gmv) gives the lower bound of the band, and tells nothing from little", async () => {
    expect(await scores("spending_band", [[0], [0.01], [19.99], [20], [99.99], [100], [13664], [null]])).toEqual([
      0,
      1,
      1,
      20,
      70,
      100,
      2000,
      null
    ]);
  });

  it("price_band(price) and weight_band(weight) give the lower bound of the band", async () => {
    expect(await scores("price_band", [[0], [24.99], [25], [199.99], [6735], [null]])).toEqual([
      0,
      0,
      25,
      100,
      500,
      null
    ]);
    expect(await scores("weight_band", [[0], [249], [250], [9999], [40425], [null]])).toEqual([
      0,
      0,
      250,
      5000,
      10000,
      null
    ]);
  });

  it("seller_score(…) goes from 0 to 100", async () => {
    expect(
      await scores("seller_score", [
        [1, 1, 5, 0],
        [0, 0, 1, 0.1],
        [0, 0, 1, 1],
        [0.9, 0.8, 4, 0.01]
      ])
    ).toEqual([100, 0, 0, 83.75]);
  });

  it("seller_tier(score, orders) asks for both", async () => {
    expect(
      await scores("seller_tier", [
        [90, 100],
        [99, 99],
        [88, 30],
        [85, 10],
        [99, 9],
        [84.9, 1000]
      ])
    ).toEqual(["Platinum", "Gold", "Gold", "Silver", "Bronze", "Bronze"]);
  });

  it("trend_name(now, before) needs a tenth for a trend", async () => {
    expect(
      await scores("trend_name", [
        [1, 0],
        [0, 1],
        [0, 0],
        [111, 100],
        [110, 100],
        [89, 100],
        [null, 1]
      ])
    ).toEqual(["new", "stopped", "none", "growing", "steady", "shrinking", null]);
  });

  it("quality_score(nulls, duplicates, invalid) is 1 without defects", async () => {
    expect(await evaluate("quality_score(0, 0, 0)")).toBe(1);
    expect(await evaluate("quality_score(0.2, 0.05, 0.05)")).toBeCloseTo(0.9, 10);
  });
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
