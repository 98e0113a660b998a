import {geoArea} from "d3";
import {readFile} from "node:fs/promises";
import {describe, expect, test} from "vitest";
import type {Outlines} from "../../src/components/geo.ts";
import {readShapes} from "../../src/components/geo.ts";
import {divergingScale, sequentialScale} from "../../src/components/map-scale.ts";

const shapes = readShapes(JSON.parse(await readFile("src/data/states.json", "utf8")) as Outlines);
const seed = await readFile("seeds/brazil_states.csv", "utf8");

describe("the outlines of the states", () => {
  test("are those of the 27 federative units of the seed, once each", () => {
    const states = seed.trim().split("\n").slice(1);
    expect(shapes.features.map(({id}) => id)).toEqual(states.map((line) => line.split(",")[0]));
  });

  test("cover the country: 8.51 million square kilometres, and Amazonas most of all", () => {
    const areas = shapes.features.map((feature) => ({state: feature.id, km2: geoArea(feature) * 6371 ** 2}));
    expect(areas.reduce((sum, {km2}) => sum + km2, 0) / 8.51e6).toBeCloseTo(1, 1);
    expect(areas.toSorted((a, b) => b.km2 - a.km2)[0]).toMatchObject({state: "AM"});
    expect(Math.min(...areas.map(({km2}) => km2))).toBeGreaterThan(4000);
  });
});

describe("sequentialScale(values, format)", () => {
  const labels = (values: number[]) => sequentialScale(values, String).swatches.map(({label}) => label);

  test("gives each of five shades a like number of values", () => {
    expect(labels([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000])).toEqual(["1 to 2", "3 to 4", "5 to 6", "7 to 8", "9 to 1000"]);
  });

  test("uses as many shades as there are values", () => {
    expect(labels([7])).toEqual(["7"]);
    expect(labels([7, 7, 9])).toEqual(["7", "9"]);
    expect(labels([])).toEqual([]);
  });

  test("gives one value the strongest shade", () => {
    expect(sequentialScale([7], String).color(7)).toBe("var(--series-1)");
  });
});

describe("divergingScale(values, center, options)", () => {
  const values = [-0.9, -0.1, 0, 0.1, 0.2, 0.9];

  test("colours what lies below the center other than what lies above it", () => {
    const {color} = divergingScale(values, 0, {format: String});
    expect(values.map((value) => color(value).includes("--bad"))).toEqual([true, true, false, false, false, false]);
  });

  test("turns the colours where less is better", () => {
    const {color} = divergingScale(values, 0, {format: String, good: "down"});
    expect(color(-0.9)).toBe("var(--series-1)");
    expect(color(0.9)).toBe("var(--bad)");
  });

  test("holds one value, and equal values", () => {
    expect(divergingScale([0.5], 0, {format: String}).swatches.map(({label}) => label)).toEqual(["0.5"]);
    expect(divergingScale([0, 0], 0, {format: String}).swatches.map(({label}) => label)).toEqual(["0"]);
  });
});
