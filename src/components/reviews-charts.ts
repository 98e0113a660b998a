import {bandBars} from "./band-chart.js";
import type {State} from "./catalog.js";
import type {ChartOptions} from "./chart.js";
import * as format from "./format.js";
import {promoterScore} from "./home-answers.js";
import {monthLines} from "./month-charts.js";
import {rate, type MonthRow} from "./months.js";
import {pairDots} from "./pair-chart.js";
import {rankDots} from "./rank-chart.js";
import * as answers from "./reviews-answers.js";
import {otherTheme, scoreOneTheme} from "./reviews-comments.js";
import type {Row} from "./rows.js";

type Options = Pick<ChartOptions, "width" | "source">;
type Months = readonly MonthRow[];

const empty = answers.unreviewed;
const reviews = (row: Row) => format.formatCounted(Number(row.reviews_count), "review");

export function scoreShares(period: readonly Row[], options: Options): HTMLElement {
  return bandBars(answers.listScores(period), {
    title: "Reviews by score",
    subtitle: "Share of reviews; 5 is best",
    unit: "score",
    empty,
    label: ({score}) => String(score),
    value: ({share}) => Number(share),
    format: format.formatPercent,
    axis: format.formatWholePercent,
    color: ({score}) => (Number(score) <= 3 ? "var(--bad)" : "var(--series-1)"),
    detail: reviews,
    caption: "Red: detractors, score 1 to 3.",
    metrics: ["review_score", "nps"],
    ...options
  });
}

export function scoreByMonth(months: Months, options: Options): HTMLElement {
  return monthLines(months, {
    title: "Mean score by month",
    subtitle: "Out of 5, by month of purchase",
    empty,
    series: [{label: "", value: answers.meanScore, color: "var(--series-1)"}],
    format: format.formatScore,
    metrics: ["review_score", "order_month"],
    ...options
  });
}

export function promotersByMonth(months: Months, options: Options): HTMLElement {
  return monthLines(months, {
    title: "NPS proxy by month",
    subtitle: "Promoters less detractors, of 100 reviews, by month of purchase",
    empty,
    series: [{label: "", value: (row) => promoterScore([row]), color: "var(--series-1)"}],
    format: format.formatPoints,
    metrics: ["nps", "order_month"],
    ...options
  });
}

export function scoreByPromise(rows: readonly Row[], options: Options): HTMLElement {
  return bandBars(rows, {
    title: "Score against the promise",
    subtitle: "Mean score of deliveries, by days against the promised day",
    unit: "days after the promised day; negative: before it",
    empty: answers.unreviewedDeliveries,
    label: answers.promiseName,
    value: answers.meanScore,
    format: format.formatScore,
    axis: format.formatDecimal,
    color: ({band}) => (Number(band) > 0 ? "var(--bad)" : "var(--series-1)"),
    detail: reviews,
    metrics: ["review_score", "late_share"],
    ...options
  });
}

export function scoreByDays(rows: readonly Row[], options: Options): HTMLElement {
  return bandBars(rows, {
    title: "Score against days to deliver",
    subtitle: "Mean score of deliveries, by days from purchase to delivery",
    unit: "days to deliver",
    empty: answers.unreviewedDeliveries,
    label: answers.dayName,
    value: answers.meanScore,
    format: format.formatScore,
    axis: format.formatDecimal,
    detail: reviews,
    metrics: ["review_score", "days_to_deliver"],
    ...options
  });
}

export function scoreByCategory(rows: readonly Row[], options: Options): HTMLElement {
  return rankScores(answers.rateable(rows).slice(0, 20), rows, {
    title: "Mean score by category",
    subtitle: "The largest categories with at least 50 reviews",
    label: (row: Row) => format.formatLabel(String(row.category)),
    metrics: ["review_score", "category"],
    ...options
  });
}

export function scoreByState(rows: readonly Row[], states: readonly State[], options: Options): HTMLElement {
  return rankScores(answers.rateable(rows), rows, {
    title: "Mean score by state",
    subtitle: "The customers’ states with at least 50 reviews",
    label: (row: Row) => states.find(({state}) => state === row.state)?.name ?? String(row.state),
    metrics: ["review_score", "region"],
    ...options
  });
}

function rankScores(rows: readonly Row[], all: readonly Row[], options: ChartOptions & {label: (row: Row) => string}) {
  const sorted = rows.toSorted((a, b) => answers.meanScore(b)! - answers.meanScore(a)!);
  return rankDots(sorted, {
    empty: "Too few reviews to tell.",
    value: answers.meanScore,
    format: format.formatScore,
    reference: {value: rate(all, "review_score_sum", "reviews_count"), label: "all of them"},
    detail: reviews,
    ...options
  });
}

export function themesOfComments(rows: readonly Row[], options: Options): HTMLElement {
  return pairDots(rows, {
    title: "What comments talk about",
    subtitle: "Share of comments with a word of the theme; all months, states and statuses",
    empty: "There are no comments.",
    label: ({theme}) => format.formatLabel(String(theme).replaceAll(" ", "_")),
    sides: [
      {label: "Score 1", value: scoreOneTheme, color: "var(--bad)"},
      {label: "Other scores", value: otherTheme, color: "var(--series-1)"}
    ],
    format: format.formatWholePercent,
    metrics: ["review_score"],
    ...options
  });
}
