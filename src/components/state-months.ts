import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatMonth, formatShortMonth, type Format} from "./format.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  detail: (row: Row) => string;
  /** Values from here on have the strongest colour. */
  limit: number;
};
type Cell = {state: string; month: number; name: string; value: number; title: string};

/** A row for each state, a column for each month; the stronger the colour, the higher the value. The rows come month by month, states in their order. */
export function stateMonths(
  rows: readonly Row[],
  {label, value, format, detail, limit, ...options}: Options
): HTMLElement {
  const {width = 640} = options;
  const cells = listCells(rows, {label, value, format, detail});
  const states = Array.from(new Set(cells.map(({state}) => state)));
  const months = Array.from(new Set(cells.map(({month}) => month))).sort((a, b) => a - b);
  const names = new Map(cells.map(({state, name}) => [state, width < 480 ? state : name]));
  const marginLeft = width < 480 ? 32 : 136;
  const every = Math.ceil(84 / ((width - marginLeft) / Math.max(months.length, 1)));
  const top = cells.toSorted((a, b) => b.value - a.value)[0];
  return drawChart(
    cells,
    {
      height: 40 + 18 * states.length,
      caption: `Faintest: none. Strongest: ${format(limit)} and more. Blank: nothing delivered.`,
      ...options,
      description: top && `Highest ${top.title.replaceAll("\n", ", ")}.`
    },
    {
      marginLeft,
      marginTop: 24,
      marginBottom: 8,
      x: {
        type: "band",
        domain: months,
        label: null,
        axis: "top",
        tickSize: 0,
        padding: 0.06,
        tickFormat: (month: number, i: number) => (i % every === 0 ? formatShortMonth(new Date(month)) : "")
      },
      y: {
        type: "band",
        domain: states,
        label: null,
        tickSize: 0,
        padding: 0.06,
        tickFormat: (state: string) => names.get(state)!
      },
      opacity: {domain: [0, limit], range: [0.06, 1], clamp: true},
      marks: [
        Plot.cell(cells, {
          x: "month",
          y: "state",
          fill: "var(--bad)",
          fillOpacity: "value",
          title: "title",
          tip: {lineHeight}
        })
      ]
    }
  );
}

function listCells(
  rows: readonly Row[],
  {label, value, format, detail}: Pick<Options, "label" | "value" | "format" | "detail">
): Cell[] {
  return rows.flatMap((row) => {
    const number = value(row);
    if (number === null) return [];
    const month = +(row.month as Date);
    const title = [`${label(row)}, ${formatMonth(row.month as Date)}: ${format(number)}`, detail(row)].join("\n");
    return [{state: String(row.state), month, name: label(row), value: number, title}];
  });
}
