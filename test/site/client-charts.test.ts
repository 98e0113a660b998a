import {describe, expect, test} from "vitest";
import {countTicks} from "../../src/components/band-chart.ts";
import {findQuantiles} from "../../src/components/box-chart.ts";
import {formatCount, formatPercent} from "../../src/components/format.ts";
import {describeBins, nameBin} from "../../src/components/histogram.ts";
import {layOutNames} from "../../src/components/names.ts";
import {describeParts, listParts} from "../../src/components/pareto-chart.ts";

describe("listParts(rows, value)", () => {
  const rows = [{n: 5}, {n: 80}, {n: null}, {n: 0}, {n: 15}];
  const parts = listParts(rows, (row) => row.n as number | null);

  test("goes from the largest to the smallest, and leaves out what is nothing", () => {
    expect(parts.map(({row}) => row.n)).toEqual([80, 15, 5]);
    expect(parts.map(({rank}) => rank)).toEqual([1, 2, 3]);
  });

  test("adds up the shares", () => {
    expect(parts.map(({share}) => share)).toEqual([0.8, 0.15, 0.05]);
    expect(parts.map(({before}) => before)).toEqual([0, 0.8, 0.95]);
    expect(parts.at(-1)!.cumulative).toBe(1);
  });
});

describe("describeParts(parts, unit, label)", () => {
  test.each([
    [[80, 15, 5], "Of 3 things, the largest reaches 80%, and the 2 largest reach 95%."],
    [[40, 40, 20], "Of 3 things, the 2 largest reach 80%, and the 3 largest reach 95%."],
    [[7], "All of it comes from n7."]
  ])("%j", (values, sentence) => {
    const parts = listParts(
      values.map((n) => ({n})),
      ({n}) => Number(n)
    );
    expect(describeParts(parts, "things", ({n}) => `n${String(n)}`)).toBe(sentence);
  });
});

describe("countTicks(high, axis)", () => {
  test.each([
    [0.4, formatPercent, 4],
    [0.002, formatPercent, 2],
    [2, formatCount, 2],
    [1, formatCount, 1]
  ])("from 0 to %d gives no label twice", (high, axis, count) => {
    expect(countTicks(high, axis)).toBe(count);
  });
});

describe("describeBins(bins, name, counted)", () => {
  const name = ({bin}: {bin: number}) => nameBin(bin, "weeks from the first order", {low: 0, high: 52});
  const describeCounts = (...bins: [number, number][]) =>
    describeBins(
      bins.map(([bin, count]) => ({bin, count})),
      name,
      "customer"
    );

  test("names one bin, two or how many", () => {
    expect(describeCounts([0, 5], [1, 20])).toBe("Most customers: 1 week from the first order, 20 customers.");
    expect(describeCounts([3, 1], [52, 1])).toBe(
      "Most customers: 3 weeks from the first order and 52 or more weeks from the first order, 1 customer each."
    );
    expect(describeCounts([0, 2], [3, 2], [4, 2])).toBe("Most customers: 3 bars, 2 customers each.");
  });

  test("nameBin(bin, unit, range) tells what lies beyond", () => {
    expect(nameBin(-1, "days late", {low: -40, high: 20})).toBe("-1 day late");
    expect(nameBin(-40, "days late", {low: -40, high: 20})).toBe("-40 or less days late");
  });
});

describe("findQuantiles(values)", () => {
  test("gives five numbers, whatever the order of the values, which stay as they are", () => {
    const values = Array.from({length: 101}, (_, i) => 100 - i);
    expect(findQuantiles(values)).toEqual({low: 5, q1: 25, median: 50, q3: 75, high: 95});
    expect(values[0]).toBe(100);
  });

  test("lies between values where it must", () => {
    expect(findQuantiles([1, 2, 3, 4], 4)).toMatchObject({q1: 1.75, median: 2.5, q3: 3.25});
  });

  test("says nothing of too few", () => {
    expect(findQuantiles([1, 2, 3, 4])).toBeNull();
  });
});

describe("layOutNames(names)", () => {
  test("breaks a name between words, into lines of at most 21 letters, and leaves nothing out", () => {
    const {texts, height} = layOutNames(["Baby", "Portateis cozinha e preparadores de alimentos"]);
    expect(texts).toEqual(["Baby", "Portateis cozinha e\npreparadores de\nalimentos"]);
    expect(height).toBeGreaterThan(layOutNames(["Baby"]).height);
  });

  test("breaks a word that is longer than a line", () => {
    expect(layOutNames([`a ${"b".repeat(30)}`]).texts).toEqual([`a\n${"b".repeat(21)}\n${"b".repeat(9)}`]);
  });

  test("takes the room of the longest line, and some where a name is empty", () => {
    expect(layOutNames(["Sports leisure", "Toys"]).margin).toBe(layOutNames(["Toys", "Sports leisure"]).margin);
    expect(layOutNames(["Sports leisure"]).margin).toBeGreaterThan(layOutNames(["Toys"]).margin);
    expect(layOutNames([""])).toMatchObject({texts: [""], margin: layOutNames(["Toys"]).margin});
  });
});
