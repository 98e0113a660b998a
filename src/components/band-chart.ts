import * as Plot from "@observablehq/plot";
import {ticks} from "d3";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {listLargest, nameTied} from "./leaders.js";
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
    {height: 220, width, ...rest, description: describe(bands, format)},
    {
      marginLeft,
      marginRight,
      marginTop: 20,
      marginBottom: 42,
      x: {labelAnchor: "center", labelArrow: "none", padding: 0.15},
      y: {
        label: null,
        grid: true,
        ticks: countTicks(Math.max(0, ...bands.map(({value}) => value)) || 1, axis),
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

/** As many ticks up to four as have labels of their own, on an axis from zero. */
export function countTicks(high: number, axis: Format): number {
  const isDistinct = (count: number) => {
    const labels = ticks(0, high, count).map(axis);
    return new Set(labels).size === labels.length;
  };
  return [4, 3, 2].find(isDistinct) ?? 1;
}

function describe(bands: readonly Band[], format: Format): string {
  const name = ({title}: Band) => title.replace("\n", ", ");
  if (bands.length <= 12) return `${bands.map(name).join(". ")}.`;
  const top = listLargest(bands, ({value}) => value);
  return `Highest ${nameTied(top, name, `bands of ${format(top[0]!.value)}`)}.`;
}
