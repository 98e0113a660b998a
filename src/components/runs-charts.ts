import * as Plot from "@observablehq/plot";
import {drawChart, lineHeight, type ChartOptions} from "./chart.js";
import {formatAxisNumber, formatSeconds, formatTime, none, type Format} from "./format.js";
import {startOf, type Detail, type Piece, type Run, type Work} from "./runs-answers.js";

const labelOffset = 36;
const roomForLabel = {marginBottom: 40};

type Bar = {row: string; label: string; start: number; end: number; color: string; text: string};

const kinds = [
  {label: "Stage", color: "var(--theme-foreground-muted)"},
  {label: "Table made", color: "var(--series-1)"},
  {label: "Checks", color: "var(--series-2)"},
  {label: "Failed", color: "var(--bad)"}
];
const [stage, table, check, failed] = kinds.map(({color}) => color) as [string, string, string, string];

/** What a run did when: a row for each stage, then one for each session, with the tables it made and the checks it counted. */
export function waterfall({stages, tables, scans}: Detail, options: ChartOptions): HTMLElement {
  const bars = [
    ...stages.map((piece) => makeBar(piece, piece.name, stage)),
    ...tables.map((work) => makeBar(work, sessionOf(work), table)),
    ...scans.map((work) => makeBar(work, sessionOf(work), check))
  ];
  const rows = [...new Set([...stages.map(({name}) => name), ...[...tables, ...scans].map(sessionOf).sort()])];
  const used = kinds.filter(({color}) => bars.some((bar) => bar.color === color));
  const spec = {
    marginLeft: 92,
    marginRight: 12,
    ...roomForLabel,
    x: {
      domain: [0, Math.max(...bars.map(({end}) => end))],
      labelOffset,
      label: "seconds from the start",
      grid: true,
      tickFormat: formatAxisNumber,
      ticks: Math.max(3, (options.width ?? 640) / 100)
    },
    y: {label: null, domain: rows, padding: 0.25},
    marks: [
      Plot.barX(bars, {
        x1: "start",
        x2: "end",
        y: "row",
        fill: "color",
        stroke: "var(--theme-background-alt)",
        strokeWidth: 0.5
      }),
      Plot.tip(bars, Plot.pointer({x: (bar: Bar) => (bar.start + bar.end) / 2, y: "row", title: "text", lineHeight}))
    ]
  };
  return drawChart(bars, {...options, height: 64 + 24 * rows.length, description: describeStages(stages)}, spec, used);
}

const sessionOf = ({thread}: Work) => `session ${thread}`;

function makeBar(piece: Piece | Work, row: string, color: string): Bar {
  const {name, start_seconds: start, seconds, status} = piece;
  const count = "checks_count" in piece && piece.checks_count! > 1 ? `, ${piece.checks_count} checks` : "";
  const text = `${name}\n${formatSeconds(seconds)}${count}, from ${formatSeconds(start)}`;
  return {row, label: name, start, end: start + seconds, color: status === "error" ? failed : color, text};
}

const describeStages = (stages: readonly Piece[]) =>
  stages.map(({name, seconds}) => `${name}: ${formatSeconds(seconds)}`).join("; ");

export type RunSeries = {label: string; value: (run: Run) => number | null; color: string};

/** A measure of the runs, one after another, oldest first; failed ones are red. */
export function runTrend(
  runs: readonly Run[],
  {
    series,
    format,
    axis = format,
    ...options
  }: ChartOptions & {series: readonly RunSeries[]; format: Format; axis?: Format}
): HTMLElement {
  const points = series.flatMap(({label, value, color}) =>
    runs.map((run, i) => ({run: i + 1, at: startOf(run), value: value(run), label, color, status: run.status}))
  );
  const drawn = points.filter((point) => point.value !== null);
  type Point = (typeof points)[number];
  const text = ({at, value, label, status}: Point) =>
    `${formatTime(at)} UTC${status === "error" ? ", failed" : ""}\n${label ? `${label}: ` : ""}${value === null ? none : format(value)}`;
  const fill = ({status, color}: Point) => (status === "error" ? failed : color);
  const spec = {
    marginLeft: 62,
    ...roomForLabel,
    x: {
      labelOffset,
      label: "build, oldest first",
      domain: [0.5, runs.length + 0.5],
      ticks: Math.min(runs.length, 8),
      tickFormat: wholeOnly
    },
    y: {label: null, grid: true, nice: true, zero: true, tickFormat: axis, ticks: 4},
    marks: [
      Plot.lineY(points, {x: "run", y: "value", z: "label", stroke: "color", strokeWidth: 1.5}),
      Plot.dot(drawn, {x: "run", y: "value", r: 2.5, fill}),
      Plot.tip(drawn, Plot.pointer({x: "run", y: "value", title: text, lineHeight}))
    ]
  };
  const last = drawn.at(-1);
  const description = last ? `${formatTime(drawn[0]!.at)} to ${text(last).replace("\n", ": ")}` : undefined;
  return drawChart(
    drawn,
    {empty: "No build has come that far.", ...options, description},
    spec,
    series.length > 1 ? series : []
  );
}

const wholeOnly = (value: number) => (Number.isInteger(value) ? String(value) : "");
