import * as Plot from "@observablehq/plot";
import {addBarFilter, type BarFilter} from "./bar-filter.js";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {layOutNames} from "./names.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
  /** Rows that are not one of the ranked things, such as the sum of the rest. */
  isRest?: (row: Row) => boolean;
  /** Lets bars set a filter of the page. */
  filter?: Omit<BarFilter, "value"> & {value: (row: Row) => string | null};
};
type Reference = {value: number | null; label: string};
type Item = {rank: number; name: string; value: number; text: string; title: string; color: string};

/** Horizontal bars in the order of the rows, each with its name and value. */
export function rankBars(rows: readonly Row[], options: Options): HTMLElement {
  const items = listItems(rows, options);
  const figure = drawRanks(items, options, [
    Plot.barX(items, {y: "rank", x: "value", fill: "color", title: "title", tip: {anchor: "top-left", lineHeight}}),
    Plot.text(items, {y: "rank", x: "value", text: "text", textAnchor: "start", dx: 5})
  ]);
  const {filter} = options;
  if (filter) addBarFilter(figure, items, {...filter, value: (rank) => filter.value(rows[rank]!)});
  return figure;
}

/** Dots in the order of the rows, each tied to a reference such as the value of all; for rates, whose axis need not begin at zero. */
export function rankDots(rows: readonly Row[], {reference, ...options}: Options & {reference: Reference}): HTMLElement {
  const items = listItems(rows, options);
  const base = reference.value ?? 0;
  const stroke = ({value}: Item) => (value < base ? "var(--bad)" : "var(--series-1)");
  const caption = `Line: ${reference.label}, ${options.format(base)}.`;
  return drawRanks(items, {caption, ...options, reserve: 10}, [
    Plot.ruleX([base], {stroke: "currentColor", strokeOpacity: 0.4}),
    Plot.ruleY(items, {y: "rank", x1: base, x2: "value", stroke, strokeWidth: 2}),
    Plot.dot(items, {y: "rank", x: "value", fill: stroke, r: 4, title: "title", tip: {lineHeight}}),
    Plot.text(items, {y: "rank", text: "text", frameAnchor: "right", textAnchor: "start", dx: 12})
  ]);
}

function drawRanks(
  items: readonly Item[],
  {reserve = 0, ...options}: Options & {reserve?: number},
  marks: Plot.Markish[]
): HTMLElement {
  const names = layOutNames(items.map(({name}) => name));
  const description = items.slice(0, 3).map(({title}) => title);
  return drawChart(
    items,
    {height: 16 + Math.max(22, names.height) * items.length, description: `${description.join(". ")}.`, ...options},
    {
      marginLeft: names.margin,
      marginRight: 64,
      marginTop: 4,
      marginBottom: 4,
      x: {axis: null, insetLeft: reserve, domain: items.every(({value}) => value === 0) ? [0, 1] : undefined},
      y: {type: "band", label: null, padding: 0.25},
      marks: [Plot.axisY({tickSize: 0, tickFormat: (rank: number) => names.texts[rank] ?? ""}), ...marks]
    }
  );
}

function listItems(rows: readonly Row[], {label, value, format, detail, isRest}: Options): Item[] {
  return rows.flatMap((row, rank) => {
    const number = value(row);
    if (number === null) return [];
    const text = format(number);
    const title = [`${label(row)}: ${text}`, detail?.(row)].filter(Boolean).join("\n");
    const color = isRest?.(row) ? "var(--theme-foreground-fainter)" : "var(--series-1)";
    return [{rank, name: label(row), value: number, text, title, color}];
  });
}
