import {readFile} from "node:fs/promises";
import {beforeAll, describe, expect, test} from "vitest";
import {Models} from "./models.ts";

const glossary = await readFile("src/glossary.md", "utf8");
const day = (count: number) =>
  new Date(Date.UTC(2018, 8, 1) - count * 86_400_000).toISOString().replace("T", " ").slice(0, 19);

/** The numbers of a class's threshold, which must be written as the pattern says. */
function readNumbers(name: string, pattern: RegExp): number[] {
  const row = glossary.split("\n").find((line) => line.split("|")[2]?.trim() === name);
  const match = pattern.exec(row?.split("|")[3]?.trim().replaceAll(",", "") ?? "");
  if (!match) throw new Error(`the glossary says of ${name}: ${String(row)}`);
  return match.slice(1).map(Number);
}

const sellers = await readFile("src/sellers.md", "utf8");

let models: Models;
beforeAll(async () => {
  models = await Models.read();
});

async function evaluate(calls: readonly string[]): Promise<unknown[]> {
  const row = await models.evaluate<Record<string, unknown>>(calls.map((call, i) => `${call} as c${i}`).join(", "));
  return Object.values(row);
}

describe("the thresholds of the glossary are those of the SQL", () => {
  test.each(["Platinum", "Gold", "Silver"])("seller tier %s", async (tier) => {
    const [score, orders] = readNumbers(tier, /^score at least (\d+) at least (\d+) orders$/) as [number, number];
    const found = await evaluate([
      `seller_tier(${score}, ${orders})`,
      `seller_tier(${score - 0.1}, ${orders})`,
      `seller_tier(${score}, ${orders - 1})`
    ]);
    expect(found.map((name) => name === tier)).toEqual([true, false, false]);
  });

  test("seller tiers and points, as the page of sellers tells them", async () => {
    const told = /Platinum (\d+) points and (\d+) orders, Gold (\d+) and (\d+), Silver (\d+) and (\d+), Bronze/.exec(
      sellers
    );
    const rules = ["Platinum", "Gold", "Silver"].map((tier) =>
      readNumbers(tier, /^score at least (\d+) at least (\d+) orders$/)
    );
    expect(told?.slice(1).map(Number)).toEqual(rules.flat());
    const points =
      /on time \((\d+)\), .* deadline \((\d+)\), review scores \((\d+)\) and few cancellations \((\d+)\)/.exec(sellers);
    const calls = ["1, 0, 1, 0.1", "0, 1, 1, 0.1", "0, 0, 5, 0.1", "0, 0, 1, 0"].map(
      (shares) => `seller_score(${shares})::double`
    );
    expect(points?.slice(1).map(Number)).toEqual(await evaluate(calls));
  });

  test.each([
    ["A", "B"],
    ["B", "C"]
  ])("ABC class %s", async (name, next) => {
    const [percent] = readNumbers(name, /^up to (\d+) %$/) as [number];
    const cut = percent / 100;
    expect(await evaluate([`abc_class(${cut - 0.0001})`, `abc_class(${cut})`])).toEqual([name, next]);
  });

  test("trends, of a tenth", async () => {
    readNumbers("growing", /^over a tenth more$/);
    readNumbers("shrinking", /^over a tenth less$/);
    const found = await evaluate([111, 110, 90, 89].map((now) => `trend_name(${now}, 100)`));
    expect(found).toEqual(["growing", "steady", "steady", "shrinking"]);
  });

  test("RFM names, of all scores", async () => {
    const [all] = readNumbers("Champions", /^all three at least (\d)$/) as [number];
    const loyal = readNumbers("Loyalists", /^recency at least (\d) frequency at least (\d)$/) as [number, number];
    const potential = readNumbers(
      "Potential Loyalists",
      /^recency at least (\d) or recency (\d) and monetary value at least (\d)$/
    ) as [number, number, number];
    const risk = readNumbers("At-Risk", /^recency (\d) or frequency or monetary value at least (\d)$/) as [
      number,
      number
    ];
    const name = (r: number, f: number, m: number) => {
      if (Math.min(r, f, m) >= all) return "Champions";
      if (r >= loyal[0] && f >= loyal[1]) return "Loyalists";
      if (r >= potential[0] || (r === potential[1] && m >= potential[2])) return "Potential Loyalists";
      return r === risk[0] || Math.max(f, m) >= risk[1] ? "At-Risk" : "Lost";
    };
    const five = [1, 2, 3, 4, 5];
    const scores = five.flatMap((r) => five.flatMap((f) => five.map((m) => [r, f, m] as const)));
    const found = await evaluate(scores.map((each) => `rfm_name(${each.join(", ")})`));
    expect(found).toEqual(scores.map((each) => name(...each)));
  });

  test("customer segments", async () => {
    const [gone] = readNumbers("CHURNED", /^last order over (\d+) days before the as-of date$/) as [number];
    const [vip, spent] = readNumbers("VIP", /^more than (\d+) orders and over BRL (\d+) spent$/) as [number, number];
    const [loyal] = readNumbers("LOYAL", /^more than (\d+) orders$/) as [number];
    const [few, most] = readNumbers("REGULAR", /^(\d+) to (\d+) orders$/) as [number, number];
    const [recent] = readNumbers("NEW", /^one order in the last (\d+) days$/) as [number];
    const cases: [segment: string, orders: number, days: number, gmv: number][] = [
      ["NEW", 1, 0, 10],
      ["NEW", 1, recent, 10],
      ["ONE_TIME", 1, recent + 1, 10],
      ["ONE_TIME", 1, gone, 10],
      ["CHURNED", 9, gone + 1, 9999],
      ["REGULAR", few, 0, 9999],
      ["REGULAR", most, 0, 9999],
      ["LOYAL", loyal + 1, 0, spent],
      ["VIP", vip + 1, 0, spent + 1]
    ];
    const rows = await models.run<{person_key: number; segment: string}>("intermediate.int_customer_segments", {
      "intermediate.int_as_of": [{as_of_at: day(0)}],
      "intermediate.int_persons": cases.map(([, orders_count, days, price], person_key) => ({
        ...{person_key, orders_count, price, freight: 0},
        ...{first_order_at: day(days), last_order_at: day(days)}
      }))
    });
    const found = rows.toSorted((a, b) => a.person_key - b.person_key).map(({segment}) => segment);
    expect(found).toEqual(cases.map(([segment]) => segment));
  });
});
