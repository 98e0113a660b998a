import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {listLargest, nameTied} from "./leaders.js";
import type {Row} from "./rows.js";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Weekday (1 is Monday) by hour; the stronger the colour, the higher the value. */
export function weekHeatmap(
  rows: readonly Row[],
  {value, format, ...options}: ChartOptions & {value: (row: Row) => number; format: Format}
): HTMLElement {
  const {width = 640} = options;
  const top = listLargest(rows, value);
  const strongest = describePeak(top, (row) => format(value(row)));
  const title = (row: Row) => `${nameHour(row)}\n${format(value(row))}`;
  return drawChart(
    rows,
    {
      height: 240,
      ...options,
      description: `Highest: ${strongest}.`,
      caption: `Faintest: none. Strongest: ${strongest}.`
    },
    {
      marginLeft: 40,
      marginTop: 24,
      marginBottom: 8,
      x: {
        type: "band",
        domain: Array.from({length: 24}, (_, hour) => hour),
        label: null,
        axis: "top",
        tickSize: 0,
        tickFormat: (hour: number) => (hour % (width < 480 ? 6 : 3) === 0 ? `${hour}:00` : ""),
        padding: 0.06
      },
      y: {
        type: "band",
        domain: [1, 2, 3, 4, 5, 6, 7],
        label: null,
        tickSize: 0,
        tickFormat: (weekday: number) => weekdays[weekday - 1]!.slice(0, 3),
        padding: 0.06
      },
      opacity: {domain: [0, top[0] ? value(top[0]) : 1], range: [0.04, 1]},
      marks: [
        Plot.cell(rows, {
          x: "hour",
          y: "weekday",
          fill: "var(--series-1)",
          fillOpacity: value,
          rx: 2,
          title,
          tip: {lineHeight}
        })
      ]
    }
  );
}

/** "Monday 21:00, 3 orders", "Monday 21:00 and Tuesday 14:00, 3 orders each", "5 hours, 3 orders each". */
export function describePeak(top: readonly Row[], value: (row: Row) => string): string {
  if (!top[0]) return "none";
  return `${nameTied(top, nameHour, "hours")}, ${value(top[0])}${top.length > 1 ? " each" : ""}`;
}

/** "Monday 16:00". */
export function nameHour({weekday, hour}: Row): string {
  return `${weekdays[Number(weekday) - 1]} ${String(hour)}:00`;
}
