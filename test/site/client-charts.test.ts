import {describe, expect, test} from "vitest";
import {findQuantiles} from "../../src/components/box-chart.ts";
import {layOutNames} from "../../src/components/names.ts";
import {listParts} from "../../src/components/pareto-chart.ts";

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
