import * as Plot from "@observablehq/plot";
import type {GeoPermissibleObjects} from "d3";
import {drawChart, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {projectBrazil, sizeMap, type StateShapes} from "./geo.js";
import {pickable} from "./map-pick.js";
import {divergingScale, sequentialScale} from "./map-scale.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  shapes: StateShapes;
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
  /** Makes the colours diverge from a value such as that of all states. */
  center?: number | null;
  /** Which way is good news, where colours diverge. */
  good?: "up" | "down";
  /** The state drawn with a strong outline. */
  selected?: string | null;
  /** What a click or Enter on a state does; without it states cannot be chosen. */
  onSelect?: (state: string) => void;
};
type Item = {state: string; name: string; title: string; value: number};

/** The states in shades of a value; rows have a `state`, and states without a row or a value are grey. */
export function stateMap(rows: readonly Row[], options: Options): HTMLElement {
  const {shapes, format, center = null, good, selected = null, width = 640, onSelect} = options;
  const items = listItems(rows, options);
  const values = items.map(({value}) => value);
  const scale = center === null ? sequentialScale(values, format) : divergingScale(values, center, {good, format});
  const byState = new Map(items.map((item) => [item.state, item]));
  const color = (state: string) => {
    const item = byState.get(state);
    return item ? scale.color(item.value) : "var(--theme-foreground-faintest)";
  };
  const chosen = shapes.features.filter(({id}) => id === selected);
  const figure = drawChart(
    items,
    {caption: missing(shapes, byState), ...options, description: describe(items)},
    {
      ...sizeMap(width),
      margin: 2,
      projection: projectBrazil(shapes),
      color: {type: "identity"},
      marks: [
        Plot.geo(shapes.features as GeoPermissibleObjects[], {
          fill: ({id}: {id: string}) => color(id),
          stroke: "var(--theme-background)",
          strokeWidth: 0.75
        }),
        Plot.geo(chosen as GeoPermissibleObjects[], {stroke: "var(--theme-foreground)", strokeWidth: 2})
      ]
    },
    scale.swatches
  );
  const found = shapes.features.map(({id}) => byState.get(id));
  pickable(figure, found, onSelect && (({state}) => onSelect(state)), selected);
  return figure;
}

function listItems(rows: readonly Row[], {label, value, format, detail}: Options): Item[] {
  const items = rows.flatMap((row) => {
    const number = value(row);
    if (number === null || !Number.isFinite(number)) return [];
    const title = [`${label(row)}: ${format(number)}`, detail?.(row)].filter(Boolean).join("\n");
    return [{state: String(row.state), name: label(row), title, value: number}];
  });
  return items.sort((a, b) => b.value - a.value);
}

function describe(items: readonly Item[]): string {
  const name = ({title}: Item) => title.split("\n")[0];
  if (items.length < 4) return `${items.map(name).join(". ")}.`;
  return `Highest ${items.slice(0, 3).map(name).join(". ")}. Lowest ${name(items.at(-1)!)}.`;
}

function missing({features}: StateShapes, byState: ReadonlyMap<string, Item>): string | undefined {
  return features.some(({id}) => !byState.has(id)) ? "Grey: nothing to show." : undefined;
}
