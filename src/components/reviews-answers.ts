import type {State} from "./catalog.js";
import {formatCount, formatCounted, formatLabel, formatPercent, formatScore} from "./format.js";
import {inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import {describeFirst} from "./leaders.js";
import type {Row} from "./rows.js";
import {choose, describePeriod, nothing} from "./words.js";

export const scores = [1, 2, 3, 4, 5];
const countOf = (score: number) => `score_${score}_count`;

export const unreviewed = "None of these orders has a review.";
export const unreviewedDeliveries = "None of the deliveries here has a review.";

/** Too few reviews to call a mean that of a group. */
const enough = 50;

export const meanScore = measure("review_score_sum", "reviews_count");
export const oneStarShare = measure("score_1_count", "reviews_count");
export const commentShare = measure("comments_count", "reviews_count");
export const unreviewedShare = (row: Row) => {
  const reviewed = rate([row], "reviewed_orders_count", "orders_count");
  return reviewed === null ? null : 1 - reviewed;
};

/** The rows with the sums that means and the NPS proxy are made of, out of their counts by score. */
export function addScores(rows: readonly Row[]): Row[] {
  const sum = (row: Row, chosen: readonly number[]) =>
    chosen.reduce((all, score) => all + Number(row[countOf(score)]), 0);
  return rows.map((row) => ({
    ...row,
    review_score_sum: scores.reduce((all, score) => all + score * Number(row[countOf(score)]), 0),
    promoters_count: sum(row, [5]),
    detractors_count: sum(row, [1, 2, 3])
  }));
}

/** One row per score, with its share of the reviews. */
export function listScores(period: readonly Row[]): Row[] {
  const reviews = total(period, "reviews_count");
  if (reviews === 0) return [];
  return scores.map((score) => {
    const count = total(period, countOf(score));
    return {score, reviews_count: count, share: count / reviews};
  });
}

/** The page in one sentence. */
export function answerReviews(months: readonly MonthRow[]): string {
  const period = inPeriod(months);
  const reviews = total(period, "reviews_count");
  if (total(period, "orders_count") === 0) return nothing;
  if (reviews === 0) return unreviewed;
  const share = (score: number) => formatPercent(total(period, countOf(score)) / reviews);
  const mean = formatScore(rate(period, "review_score_sum", "reviews_count"));
  return `Orders placed ${describePeriod(months)} were rated ${mean} out of 5 on average over ${formatCounted(reviews, "review")}: ${share(5)} give the full five, ${share(1)} only one.`;
}

/** What the scores do not speak of. */
export function answerUnreviewed(period: readonly Row[]): string {
  const orders = total(period, "orders_count");
  const reviewed = total(period, "reviewed_orders_count");
  if (orders === 0) return nothing;
  if (reviewed === orders) return "Every order here has a review.";
  const [has, them] = orders - reviewed === 1 ? ["has", "it"] : ["have", "them"];
  if (reviewed === 0)
    return `${formatCounted(orders, "order")} ${has} no review: there are no scores to speak for ${them}.`;
  const silent = `${formatCount(orders - reviewed)} of ${formatCounted(orders, "order")} (${formatPercent(1 - reviewed / orders)}) ${has} no review, so the scores say nothing of ${them}`;
  const late = rate(period, "reviewed_late_count", "reviewed_delivered_count");
  const others = period.map((row) => ({
    late: Number(row.late_count) - Number(row.reviewed_late_count),
    delivered: Number(row.delivered_count) - Number(row.reviewed_delivered_count)
  }));
  const silentLate = rate(others, "late", "delivered");
  if (late === null || silentLate === null || orders - reviewed === 1) return `${silent}.`;
  return `${silent}; of those delivered, ${formatPercent(silentLate)} came late, against ${formatPercent(late)} of the deliveries with a review.`;
}

/** Compares late deliveries with those on time. */
export function answerLateness(rows: readonly Row[]): string {
  const part = (isLate: boolean) => rows.filter(({band}) => Number(band) > 0 === isLate);
  const [late, onTime] = [part(true), part(false)];
  if (total(rows, "reviews_count") === 0) return unreviewedDeliveries;
  if (Math.min(total(late, "reviews_count"), total(onTime, "reviews_count")) < enough)
    return `Fewer than ${enough} reviews stand on one side of the promise, too few to compare late deliveries with those on time.`;
  const [a, b] = [late, onTime].map((part) => rate(part, "review_score_sum", "reviews_count")!) as [number, number];
  const gap = choose(b - a, ["lower than", "higher than", "the same as"], 0.005);
  return `Late deliveries are rated ${formatScore(a)} on average, ${gap} those on time with ${formatScore(b)}.`;
}

export function answerSpeed(rows: readonly Row[]): string {
  const told = rows
    .filter((row) => Number(row.reviews_count) >= enough)
    .toSorted((a, b) => Number(a.band) - Number(b.band));
  if (told.length < 2) return "";
  const [fast, slow] = [told[0]!, told.at(-1)!];
  return `Orders that took ${nameDays(fast)} are rated ${formatScore(meanScore(fast))}, those that took ${nameDays(slow)} ${formatScore(meanScore(slow))}.`;
}

export function answerCategories(rows: readonly Row[]): string {
  const name = (row: Row) => formatLabel(String(row.category));
  return rankGroups(rows, {name, what: "categories", empty: "None of these orders has both items and a review."});
}

export function answerStates(rows: readonly Row[], states: readonly State[]): string {
  const name = (row: Row) => states.find(({state}) => state === row.state)?.name ?? String(row.state);
  return rankGroups(rows, {name, what: "states", empty: unreviewed});
}

/** Names the best and the worst rated, among those with enough reviews to tell. */
function rankGroups(
  rows: readonly Row[],
  {name, what, empty}: {name: (row: Row) => string; what: string; empty: string}
): string {
  const ranked = rateable(rows).toSorted((a, b) => meanScore(b)! - meanScore(a)!);
  if (total(rows, "reviews_count") === 0) return empty;
  if (ranked.length < 2) return `Fewer than two ${what} have ${enough} reviews here, too few to rank.`;
  const [best, worst] = [meanScore(ranked[0]!), meanScore(ranked.at(-1)!)];
  if (best === worst)
    return `The ${ranked.length} ${what} with at least ${enough} reviews are rated alike, with ${formatScore(best)}.`;
  const first = (rows: readonly Row[]) => describeFirst(rows, {value: meanScore, name, what});
  return `Of the ${ranked.length} ${what} with at least ${enough} reviews, ${first(ranked)} rated best, with ${formatScore(best)}, and ${first(ranked.toReversed())} rated worst, with ${formatScore(worst)}.`;
}

export const rateable = (rows: readonly Row[]) => rows.filter((row) => Number(row.reviews_count) >= enough);

const promiseBands: Record<number, string> = {
  [-60]: "≤ −15",
  [-14]: "−14…−8",
  [-7]: "−7…−1",
  0: "0",
  1: "1–3",
  4: "4–7",
  8: "≥ 8"
};
const dayBands: Record<number, string> = {0: "under 5", 5: "5–9", 10: "10–14", 15: "15–19", 20: "20–29", 30: "30+"};

export const promiseName = ({band}: Row) => promiseBands[Number(band)] ?? String(band);
export const dayName = ({band}: Row) => dayBands[Number(band)] ?? String(band);
const nameDays = (row: Row) => `${dayName(row).replace("30+", "30 or more")} days`;
