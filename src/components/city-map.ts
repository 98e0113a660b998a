import * as Plot from "@observablehq/plot";
import type {GeoPermissibleObjects} from "d3";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import type {Format} from "./format.js";
import {projectBrazil, sizeMap, type StateShapes} from "./geo.js";
import type {Row} from "./rows.js";

type Options = ChartOptions & {
  shapes: StateShapes;
  label: (row: Row) => string;
  value: (row: Row) => number | null;
  format: Format;
  /** More words for the tooltip. */
  detail?: (row: Row) => string;
};

/** Dots over the outlines of the states, of an area that goes with a value; rows have a `latitude` and a `longitude`, in degrees. */
export function cityMap(rows: readonly Row[], options: Options): HTMLElement {
  const {shapes, label, value, format, detail, width = 640} = options;
  const dots = rows
    .filter((row) => row.latitude !== null && row.longitude !== null && (value(row) ?? 0) > 0)
    .toSorted((a, b) => value(b)! - value(a)!);
  const name = (row: Row) => `${label(row)}: ${format(value(row)!)}`;
  const lost = rows.length - dots.length;
  return drawChart(
    dots,
    {
      caption: lost > 0 ? `Not on the map: ${lost} of ${rows.length}, without coordinates or a value.` : undefined,
      description: `Largest ${dots.slice(0, 3).map(name).join(". ")}.`,
      ...options
    },
    {
      ...sizeMap(width),
      margin: 2,
      projection: projectBrazil(shapes),
      r: {range: [0, width < 480 ? 18 : 28]},
      marks: [
        Plot.geo(shapes as GeoPermissibleObjects, {
          fill: "var(--theme-foreground-faintest)",
          stroke: "var(--theme-background)",
          strokeWidth: 0.75
        }),
        Plot.dot(dots, {
          x: "longitude",
          y: "latitude",
          r: (row: Row) => value(row),
          fill: "var(--series-1)",
          fillOpacity: 0.55,
          stroke: "var(--theme-background)",
          strokeWidth: 0.5,
          title: (row: Row) => [name(row), detail?.(row)].filter(Boolean).join("\n"),
          tip: {lineHeight}
        })
      ]
    }
  );
}
