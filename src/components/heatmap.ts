import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import type {Row} from "./rows.js";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Weekday (1 is Monday) by hour; the stronger the colour, the higher the value. */
export function weekHeatmap(
  rows: readonly Row[],
  {value, format, ...options}: ChartOptions & {value: (row: Row) => number; format: Format}
): HTMLElement {
  const {width = 640} = options;
  const top = rows.toSorted((a, b) => value(b) - value(a))[0];
  const title = (row: Row) => `${nameHour(row)}\n${format(value(row))}`;
  return drawChart(
    rows,
    {
      height: 240,
      ...options,
      description: top && `Highest ${title(top).replace("\n", ": ")}.`,
      caption: top && `Faintest: none. Strongest: ${format(value(top))}, ${nameHour(top)}.`
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
      opacity: {domain: [0, top ? value(top) : 1], range: [0.04, 1]},
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

/** "Monday 16:00". */
export function nameHour({weekday, hour}: Row): string {
  return `${weekdays[Number(weekday) - 1]} ${String(hour)}:00`;
}
