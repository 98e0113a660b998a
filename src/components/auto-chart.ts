import * as Plot from "@observablehq/plot";
import {schemeObservable10} from "d3";
import {drawChart} from "./chart.js";
import type {Result} from "./desk.js";
import {none} from "./format.js";
import {layOutNames} from "./names.js";
import type {Column, Row, Value} from "./rows.js";

export const kinds = {line: "Line", bar: "Bars", dot: "Dots", histogram: "Histogram"};

export type ChartChoice = {kind: keyof typeof kinds; x: string; y: string; color: string};

/** More bars than this, or more colours, say nothing. */
const mostBars = 30;
export const mostColors = 10;

/**
 * A chart that suits the columns: a line over time, bars of a text, dots of two numbers, the distribution of one; coloured by a text of few
 * values. "" stands for no column; undefined where there is no number to draw.
 */
export function chooseChart({columns, rows}: Pick<Result, "columns" | "rows">): ChartChoice | undefined {
  const numbers = columns.filter(({type}) => type === "number").map(({name}) => name);
  const times = columns.filter(isTime).map(({name}) => name);
  const texts = columns.filter(({type}) => type === "string").map(({name}) => name);
  const color = texts.find((name) => countValues(rows, name) <= mostColors) ?? "";
  const [first, second] = numbers;
  if (first === undefined) return undefined;
  if (times[0] !== undefined) return {kind: "line", x: times[0], y: first, color};
  const isSeries = second !== undefined && countValues(rows, first) === rows.length && !texts.length;
  if (isSeries && rows.length > 1) return {kind: isSorted(rows, first) ? "line" : "dot", x: first, y: second, color};
  if (texts[0] !== undefined && countValues(rows, texts[0]) === rows.length)
    return {kind: "bar", x: texts[0], y: first, color: ""};
  if (second !== undefined) return {kind: "dot", x: first, y: second, color};
  if (texts[0] !== undefined) return {kind: "bar", x: texts[0], y: first, color: texts[1] === color ? color : ""};
  return {kind: "histogram", x: first, y: "", color};
}

/** Draws a result as chosen; it says so where there is nothing to draw. */
export function drawResult(result: Result, choice: ChartChoice | undefined, width: number): HTMLElement {
  const empty = choice ? "The query gave no rows." : "A chart needs a column of numbers.";
  if (!choice) return drawChart([], {title: "Chart", empty, width}, {marks: []});
  const {kind, x, y, color} = choice;
  const named = [kind === "histogram" ? "count" : y, x].filter(Boolean).join(" by ");
  const title = color ? `${named} and ${color}` : named;
  const rows = kind === "bar" ? result.rows.slice(0, mostBars) : result.rows;
  const cut = rows.length < result.rows.length ? `The first ${mostBars} rows` : undefined;
  const description = `${kinds[kind]}: ${title}, of ${rows.length} rows`;
  return drawChart(
    rows,
    {title, subtitle: cut, description, empty, width},
    makeSpec(rows, choice, width),
    makeSwatches(rows, color)
  );
}

function makeSpec(rows: readonly Row[], {kind, x, y, color}: ChartChoice, width: number) {
  const paint = color ? (row: Row) => toText(row[color]) : "var(--series-1)";
  const base = {
    color: {domain: listValues(rows, color), range: [...schemeObservable10]},
    marginLeft: 64,
    marginBottom: 44,
    height: 320,
    style: {background: "none"}
  };
  if (kind === "histogram") {
    const bins = Plot.binX({y: "count"}, {x, fill: paint, tip: true} as Plot.BinXInputs<Plot.RectYOptions>);
    return {...base, y: {grid: true}, marks: [Plot.rectY(rows, bins), Plot.ruleY([0])]};
  }
  if (kind === "bar") return barSpec(rows, {x, y, paint}, base, width);
  const mark = kind === "line" ? Plot.lineY : Plot.dot;
  const stroke =
    kind === "line" ? {x, y, stroke: paint, z: color ? paint : null, sort: x} : {x, y, stroke: paint, r: 3};
  const tip = Plot.tip(rows, Plot.pointer({x, y, ...(color && {channels: {[color]: color}})}));
  return {...base, y: {grid: true, nice: true}, x: {label: x}, marks: [mark(rows, stroke), tip]};
}

/** Bars lie, so that their names can be read. */
function barSpec(
  rows: readonly Row[],
  {x, y, paint}: {x: string; y: string; paint: Plot.ChannelValueSpec},
  base: object,
  width: number
) {
  const domain = [...new Set(rows.map((row) => toText(row[x])))];
  const names = layOutNames(domain);
  return {
    ...base,
    height: 56 + Math.max(22, names.height) * domain.length,
    marginLeft: names.margin,
    x: {grid: true, label: y, ticks: width / 90},
    y: {label: null, domain, tickFormat: (_: string, i: number) => names.texts[i]!},
    marks: [Plot.barX(rows, {x: y, y: (row: Row) => toText(row[x]), fill: paint, tip: true}), Plot.ruleX([0])]
  };
}

function toText(value: Value | undefined): string {
  if (value == null) return none;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function isTime({type}: Column): boolean {
  return type === "date" || type === "timestamp";
}

/** The texts that colours stand for. */
function listValues(rows: readonly Row[], column: string): string[] {
  return column ? [...new Set(rows.map((row) => toText(row[column])))].sort() : [];
}

function makeSwatches(rows: readonly Row[], column: string) {
  return listValues(rows, column).map((label, i) => ({label, color: schemeObservable10[i % 10]!}));
}

export function countValues(rows: readonly Row[], column: string): number {
  return new Set(rows.map((row) => row[column])).size;
}

function isSorted(rows: readonly Row[], column: string): boolean {
  return rows.every((row, i) => i === 0 || Number(row[column]) >= Number(rows[i - 1]![column]));
}
