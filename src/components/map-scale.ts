import * as d3 from "d3";
import type {Format} from "./format.js";

export type MapScale = {
  color: (value: number) => string;
  /** What each colour stands for, from the lowest value to the highest. */
  swatches: {label: string; color: string}[];
};

const steps = [20, 40, 60, 80, 100];

/** Up to five shades of one colour, each for a like number of values. */
export function sequentialScale(values: readonly number[], format: Format): MapScale {
  const shades = steps.map((percent) => mix("var(--series-1)", percent));
  const breaks = findBreaks(values, shades.length);
  return makeScale(breaks, shades.slice(shades.length - breaks.length - 1), values, format);
}

/** Three shades of one colour below a value such as the mean, and three of another above it. */
export function divergingScale(
  values: readonly number[],
  center: number,
  {good = "up", format}: {good?: "up" | "down"; format: Format}
): MapScale {
  const breaks = findBreaks(
    values.map((value) => Math.abs(value - center)),
    3
  );
  const [low, high] = good === "up" ? ["var(--bad)", "var(--series-1)"] : ["var(--series-1)", "var(--bad)"];
  const shades = [100, 65, 30].slice(2 - breaks.length);
  const colors = [...shades.map((p) => mix(low!, p)), ...shades.toReversed().map((p) => mix(high!, p))];
  const all = [...breaks.toReversed().map((d) => center - d), center, ...breaks.map((d) => center + d)];
  return makeScale(all, colors, values, format);
}

/** The bounds between classes of a like number of values, or of one value each where there are few. */
function findBreaks(values: readonly number[], size: number): number[] {
  const distinct = [...new Set(values)].sort(d3.ascending);
  if (distinct.length <= size) return distinct.slice(1);
  const sorted = values.toSorted(d3.ascending);
  const breaks = d3.range(1, size).map((i) => d3.quantileSorted(sorted, i / size)!);
  return [...new Set(breaks)].filter((value) => value > sorted[0]!);
}

function makeScale(breaks: number[], colors: string[], values: readonly number[], format: Format): MapScale {
  const scale = d3.scaleThreshold<number, string>(breaks, colors);
  const classes = d3.group(values.toSorted(d3.ascending), scale);
  const swatches = colors.flatMap((color) => {
    const members = classes.get(color);
    return members ? [{color, label: nameRange(format(members[0]!), format(members.at(-1)!))}] : [];
  });
  return {color: scale, swatches};
}

function nameRange(low: string, high: string): string {
  return low === high ? low : `${low} to ${high}`;
}

function mix(color: string, percent: number): string {
  return percent === 100 ? color : `color-mix(in oklab, ${color} ${percent}%, var(--theme-background-alt))`;
}
