import * as Plot from "@observablehq/plot";
import {element} from "./dom.js";
import {figureMenu} from "./figure-menu.js";
import type {Provenance} from "./origin.js";

/** What every chart takes. The description is its text for those who cannot see it. */
export type ChartOptions = Provenance & {
  title: string;
  subtitle?: string;
  caption?: string;
  description?: string;
  /** What stands in place of the chart when there is nothing to draw. */
  empty?: string;
  width?: number;
  height?: number;
};

/** Of tooltips. */
export const lineHeight = 1.3;

const nothing = "Nothing matches these filters.";

type Spec = Plot.PlotOptions & {marks: Plot.Markish[]};
type Swatch = {label: string; color: string};

/** Draws a chart in a figure with its title; without rows the figure says so. */
export function drawChart(
  rows: readonly unknown[],
  {title, subtitle, caption, description, empty = nothing, width = 640, height = 260, source, metrics}: ChartOptions,
  spec: Spec,
  swatches: readonly Swatch[] = []
): HTMLElement {
  const figure = element("figure", {class: "chart"}, element("h3", {}, title));
  if (source || metrics) figure.append(figureMenu({title, source, metrics, picture: figure}));
  if (subtitle) figure.append(element("p", {class: "subtitle"}, subtitle));
  if (rows.length === 0) {
    figure.append(element("p", {class: "empty"}, empty));
    return figure;
  }
  if (swatches.length > 0) figure.append(makeLegend(swatches));
  const options = {width: Math.max(width, 200), height, ariaLabel: title, ...spec};
  figure.append(labelSvg(Plot.plot({ariaDescription: description, ...options})));
  if (caption) figure.append(element("figcaption", {}, caption));
  return figure;
}

/** One image with one label, instead of a label for every mark. */
function labelSvg(plot: SVGElement | HTMLElement): SVGElement | HTMLElement {
  plot.setAttribute("role", "img");
  for (const group of plot.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  return plot;
}

function makeLegend(swatches: readonly Swatch[]): HTMLElement {
  const items = swatches.map(({label, color}) =>
    element("li", {}, element("i", {style: `background: ${color}`}), label)
  );
  return element("ul", {class: "legend", "aria-hidden": "true"}, ...items);
}
