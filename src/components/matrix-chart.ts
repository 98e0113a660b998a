import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {listLargest, nameTied} from "./leaders.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  rowLabel: string;
  row: (row: Row) => string;
  rows: readonly string[];
  columnLabel: string;
  column: (row: Row) => string;
  columns: readonly string[];
  value: (row: Row) => number | null;
  format: Format;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
};
type Cell = {row: string; column: string; value: number; text: string; title: string};

/** A cell for each pair of names, with its value; the stronger the colour, the higher the value, and never so strong that the value cannot be read. */
export function matrix(data: readonly Row[], options: Options): HTMLElement {
  const {rowLabel, rows, columnLabel, columns, width = 640} = options;
  const cells = listCells(data, options);
  const top = listLargest(cells, ({value}) => value);
  const share = ({value}: Cell) => 0.05 + (0.45 * value) / (top[0]?.value || 1);
  const isNarrow = width < 460;
  return drawChart(
    cells,
    {
      height: 64 + 38 * rows.length,
      ...options,
      description: `Highest ${nameTied(top, ({title}) => title.replaceAll("\n", ", "), `fields of ${top[0]?.text}`)}.`
    },
    {
      marginLeft: 24 + 6.4 * Math.max(...rows.map((name) => name.length)),
      marginTop: 44,
      marginBottom: 8,
      marginRight: 4,
      x: {type: "band", domain: columns, label: null, axis: null, padding: 0.05},
      y: {type: "band", domain: rows, label: null, axis: null, padding: 0.05},
      marks: [
        Plot.axisX({
          anchor: "top",
          tickSize: 0,
          label: `${columnLabel} →`,
          tickFormat: (d: string) => abbreviate(d, isNarrow)
        }),
        Plot.axisY({tickSize: 0, label: `↓ ${rowLabel}`, tickFormat: (d: string) => d}),
        Plot.cell(cells, {
          x: "column",
          y: "row",
          fill: "var(--series-1)",
          fillOpacity: share,
          rx: 2,
          title: "title",
          tip: {lineHeight}
        }),
        Plot.text(cells, {
          x: "column",
          y: "row",
          text: "text"
        })
      ]
    }
  );
}

function listCells(data: readonly Row[], {row, column, value, format, detail}: Options): Cell[] {
  return data.flatMap((d) => {
    const found = value(d);
    if (found === null) return [];
    const text = format(found);
    const title = [`${row(d)}, ${column(d)}: ${text}`, detail?.(d)].filter(Boolean).join("\n");
    return [{row: row(d), column: column(d), value: found, text, title}];
  });
}

/** "Central-West" as "C-West" and "Northeast" as "N-east" where there is no room. */
function abbreviate(name: string, isNarrow: boolean): string {
  return isNarrow ? name.replace(/^([A-Z])[a-z]+(?:-|(?=east|west))/, "$1-") : name;
}
