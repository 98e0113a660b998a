import {element} from "./dom.js";
import {formatCsv} from "./csv.js";
import {figureMenu} from "./figure-menu.js";
import {formatChange, formatList, formatMonthName, formatShortMonth} from "./format.js";
import type {PeriodChange} from "./month-tiles.js";
import type {Difference, Growth} from "./months.js";
import type {Provenance} from "./origin.js";
import {sparkline} from "./sparkline.js";

export type Tile = {
  label: string;
  value: string;
  detail?: string;
  growth?: Growth;
  /** The whole period against an earlier one. */
  against?: PeriodChange;
  /** The values over time, drawn as a small line. */
  trend?: readonly (number | null)[];
  /** Which way is good news; without it a change has no colour. */
  good?: "up" | "down";
  /** Shows the change as a difference in this format, for rates and scores; otherwise it is a percentage. */
  difference?: (value: number) => string;
};

/** The few numbers of a page, each with its changes against earlier times where there are such. */
export function tiles(items: readonly Tile[], {source, metrics}: Provenance = {}): HTMLElement {
  const list = element("dl", {class: "tiles"}, ...items.map(makeTile));
  if (!source && !metrics) return list;
  const title = formatList(items.map(({label}) => label));
  const csv = () => formatCsv(items, [textColumn("figure", "label"), textColumn("value", "value")]);
  return element("div", {class: "figure"}, list, figureMenu({title, source, metrics, csv}));
}

const textColumn = (label: string, name: "label" | "value") => ({label, value: (tile: Tile) => tile[name]});

function makeTile(tile: Tile): HTMLElement {
  const {label, value, detail, growth, against, trend = []} = tile;
  const known = trend.filter((point) => point !== null);
  return element(
    "div",
    {},
    element("dt", {}, label),
    element("dd", {class: "value"}, value),
    known.length > 2 ? element("dd", {class: "trend"}, sparkline(trend, {width: 120})) : null,
    detail ? element("dd", {class: "detail"}, detail) : null,
    against ? element("dd", {class: "detail"}, ...describeChange(against, against.label, tile)) : null,
    growth ? element("dd", {class: "detail"}, ...describeGrowth(growth, tile)) : null
  );
}

/** "Aug 2018: ▲ +3.4% on Jul, ▲ +50.1% on Aug 2017". */
function describeGrowth({month, previous, yearBefore}: Growth, tile: Tile): (HTMLElement | string)[] {
  const parts = [
    ...(previous ? describeChange(previous, formatMonthName(previous.month), tile) : []),
    ...(previous && yearBefore ? [", "] : []),
    ...(yearBefore ? describeChange(yearBefore, formatShortMonth(yearBefore.month), tile) : [])
  ];
  return [`${formatShortMonth(month)}: `, ...(parts.length > 0 ? parts : ["nothing earlier"])];
}

function describeChange({change, difference}: Difference, earlier: string, tile: Tile): (HTMLElement | string)[] {
  if (!tile.difference && change === null && difference !== 0)
    return [element("b", {class: findMood(true, tile.good)}, "▲ from nothing"), ` in ${earlier}`];
  const {mood, words} = judgeChange(tile.difference?.(difference) ?? formatChange(change ?? 0), tile.good);
  return [element("b", {class: mood}, words), ` on ${earlier}`];
}

/** A change as it is written, with an arrow, and whether it is good news; one that is written as zero is none. */
export function judgeChange(text: string, good?: Tile["good"]): {mood: Mood; words: string} {
  if (!/[1-9]/.test(text)) return {mood: "", words: "no change"};
  const isUp = !text.startsWith("−");
  return {mood: findMood(isUp, good), words: `${isUp ? "▲" : "▼"} ${text}`};
}

type Mood = "" | "good" | "bad";

function findMood(isUp: boolean, good: Tile["good"]): Mood {
  if (!good) return "";
  return isUp === (good === "up") ? "good" : "bad";
}
