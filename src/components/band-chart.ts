import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  axis?: Format;
  /** What the horizontal axis shows. */
  unit: string;
  color?: (row: Row) => string;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
};
type Band = {rank: number; name: string; value: number; color: string; title: string};

const marginLeft = 52;
const marginRight = 20;

/** Upright bars in the order of the rows, such as bands of days or scores; for sums, shares and means whose axis begins at zero. */
export function bandBars(rows: readonly Row[], options: Options): HTMLElement {
  const {unit, format, axis = format, width = 640, ...rest} = options;
  const bands = listBands(rows, options);
  const step = (width - marginLeft - marginRight) / Math.max(bands.length, 1);
  const every = Math.ceil((8 * Math.max(3, ...bands.map(({name}) => name.length))) / step);
  return drawChart(
    bands,
    {height: 220, width, ...rest, description: describe(bands)},
    {
      marginLeft,
      marginRight,
      marginTop: 20,
      marginBottom: 42,
      x: {labelAnchor: "center", labelArrow: "none", padding: 0.15},
      y: {
        label: null,
        grid: true,
        ticks: 4,
        tickFormat: axis,
        domain: bands.some(({value}) => value > 0) ? undefined : [0, 1]
      },
      marks: [
        Plot.axisX({
          label: unit,
          labelOffset: 36,
          tickSize: 0,
          tickFormat: (rank: number) => (rank % every === 0 ? (bands[rank]?.name ?? "") : "")
        }),
        Plot.barY(bands, {x: "rank", y: "value", fill: "color", title: "title", tip: {lineHeight}}),
        step > 44 ? Plot.text(bands, {x: "rank", y: "value", text: (band: Band) => axis(band.value), dy: -8}) : null,
        Plot.ruleY([0])
      ]
    }
  );
}

function listBands(rows: readonly Row[], {label, value, format, detail, color}: Options): Band[] {
  return rows.flatMap((row, rank) => {
    const number = value(row);
    if (number === null) return [];
    const title = [`${label(row)}: ${format(number)}`, detail?.(row)].filter(Boolean).join("\n");
    return [{rank, name: label(row), value: number, color: color?.(row) ?? "var(--series-1)", title}];
  });
}

function describe(bands: readonly Band[]): string {
  return bands.length > 12
    ? `Highest ${bands.toSorted((a, b) => b.value - a.value)[0]!.title.replace("\n", ", ")}.`
    : `${bands.map(({title}) => title.replace("\n", ", ")).join(". ")}.`;
}
