import {element} from "./dom.js";
import {formatChange, formatMonthName, formatShortMonth} from "./format.js";
import type {Growth} from "./months.js";

export type Tile = {
  label: string;
  value: string;
  detail?: string;
  growth?: Growth;
  /** Which way is good news; without it a change has no colour. */
  good?: "up" | "down";
  /** Shows the change as a difference in this format, for rates and scores; otherwise it is a percentage. */
  difference?: (value: number) => string;
};

/** The few numbers of a page, each with its change against the month before where there is one. */
export function tiles(items: readonly Tile[]): HTMLElement {
  return element("dl", {class: "tiles"}, ...items.map(makeTile));
}

function makeTile(tile: Tile): HTMLElement {
  const {label, value, detail, growth} = tile;
  return element(
    "div",
    {},
    element("dt", {}, label),
    element("dd", {class: "value"}, value),
    detail ? element("dd", {class: "detail"}, detail) : null,
    growth ? element("dd", {class: "detail"}, ...describeGrowth(growth, tile)) : null
  );
}

function describeGrowth({month, previous}: Growth, {good, difference}: Tile): (HTMLElement | string)[] {
  const when = formatShortMonth(month);
  if (!previous) return [`${when}: nothing earlier`];
  const {change} = previous;
  const text = difference ? difference(previous.difference) : formatChange(change);
  const figure = element("b", {class: rateChange(change, good)}, `${arrow(change)} ${text}`);
  return [`${when}: `, figure, ` on ${formatMonthName(previous.month)}`];
}

function rateChange(change: number, good: Tile["good"]): string {
  if (!good || Math.abs(change) < 0.0005) return "";
  return change > 0 === (good === "up") ? "good" : "bad";
}

function arrow(change: number): string {
  if (Math.abs(change) < 0.0005) return "■";
  return change > 0 ? "▲" : "▼";
}
