import type {ChartOptions} from "./chart.js";
import type {Choice} from "./choice.js";
import {
  formatAxisMoney,
  formatCount,
  formatCounted,
  formatDecimal,
  formatPercent,
  formatScore,
  formatShortMoney,
  formatWholePercent
} from "./format.js";
import {rate} from "./months.js";
import type {Row} from "./rows.js";
import {scatter, type Dimension} from "./scatter-chart.js";
import {noRevenue} from "./seller-answers.js";
import {onTimeShare} from "./seller-columns.js";
import {nameSeller} from "./seller-names.js";

/** Shares and means of fewer cases say too little of a seller. */
const enough = 5;
const withEnough = (count: string, value: (row: Row) => number | null) => (row: Row) =>
  Number(row[count]) < enough ? null : value(row);

export const meanScore = (row: Row) => rate([row], "review_score_sum", "reviewed_count");

const score: Dimension = {
  label: "Points of 100",
  value: (row) => Number(row.score),
  format: formatDecimal,
  axis: formatCount
};
const onTime: Dimension = {
  label: "Delivered on time",
  value: withEnough("delivered_count", onTimeShare),
  format: formatPercent,
  axis: formatWholePercent
};
const review: Dimension = {
  label: "Mean review score",
  value: withEnough("reviewed_count", meanScore),
  format: formatScore,
  axis: formatDecimal
};

const toChoice = (value: Dimension): Choice<Dimension> => ({label: value.label, value});

/** What revenue can be set against. */
export const services: [Choice<Dimension>, ...Choice<Dimension>[]] = [score, onTime, review].map(toChoice) as [
  Choice<Dimension>,
  ...Choice<Dimension>[]
];

/** A dot for each seller; a click opens the page of the seller. */
export function serviceByRevenue(
  sellers: readonly Row[],
  service: Dimension,
  options: Pick<ChartOptions, "source" | "width">
): HTMLElement {
  const isScore = service === score;
  return scatter(sellers, {
    title: "Service against revenue",
    subtitle: describeLeading(sellers.length) + (isScore ? "" : `; those with fewer than ${enough} cases are left out`),
    caption:
      "Equal steps to the right are equal ratios of revenue. A click on a dot opens the seller’s page; the table below links to it too.",
    empty: sellers.length === 0 ? noRevenue : "No seller here has enough cases.",
    x: {
      label: "Revenue",
      value: (row) => Number(row.revenue),
      format: formatShortMoney,
      axis: formatAxisMoney,
      log: true
    },
    y: service,
    label: nameSeller,
    detail: (row) => `${String(row.tier)}, ${formatCounted(Number(row.orders_count), "order")}`,
    onPick: (row) => location.assign(`./seller?seller=${String(row.seller_key)}`),
    metrics: ["revenue", "on_time_rate", "review_score"],
    ...options
  });
}

/** "The 300 sellers with most revenue over all the data", where there are several. */
export function describeLeading(count: number): string {
  const sellers = count > 1 ? `The ${formatCount(count)} sellers with most revenue` : "Sellers with revenue";
  return `${sellers} over all the data`;
}

/** How the first tenth of the sellers, by revenue, serve beside the others; the rows come by revenue, the highest first. */
export function answerService(sellers: readonly Row[], fewest = 30): string {
  if (sellers.length < fewest) return `Fewer than ${fewest} sellers here brought revenue, too few to compare.`;
  const cut = Math.ceil(sellers.length / 10);
  const [first, rest] = [sellers.slice(0, cut), sellers.slice(cut)];
  const describe = (rows: readonly Row[]) => {
    const late = rate(rows, "late_count", "delivered_count");
    const mean = rate(rows, "review_score_sum", "reviewed_count");
    const scored = mean === null ? "have no reviews" : `have a mean review score of ${formatScore(mean)}`;
    return late === null ? scored : `deliver ${formatPercent(1 - late)} on time and ${scored}`;
  };
  return `Of the ${formatCount(sellers.length)} sellers with most revenue, the first ${formatCount(cut)} ${describe(first)}, the others ${describe(rest)}.`;
}
