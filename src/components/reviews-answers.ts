import type {State} from "./catalog.js";
import {formatCount, formatCounted, formatLabel, formatPercent, formatScore} from "./format.js";
import {inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {choose, describePeriod, nothing} from "./words.js";

export const scores = [1, 2, 3, 4, 5];
const countOf = (score: number) => `score_${score}_count`;

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
  if (reviews === 0) return "None of these orders has a review.";
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
  if (reviewed === 0)
    return `${formatCounted(orders, "order")} without a review: there are no scores to speak for them.`;
  const silent = `${formatCount(orders - reviewed)} of ${formatCounted(orders, "order")} (${formatPercent(1 - reviewed / orders)}) ${orders - reviewed === 1 ? "has" : "have"} no review, so the scores say nothing of them`;
  const late = rate(period, "reviewed_late_count", "reviewed_delivered_count");
  const unreviewed = period.map((row) => ({
    late: Number(row.late_count) - Number(row.reviewed_late_count),
    delivered: Number(row.delivered_count) - Number(row.reviewed_delivered_count)
  }));
  const silentLate = rate(unreviewed, "late", "delivered");
  if (late === null || silentLate === null) return `${silent}.`;
  return `${silent}; of those delivered, ${formatPercent(silentLate)} came late, against ${formatPercent(late)} of the deliveries with a review.`;
}

/** Compares late deliveries with those on time. */
export function answerLateness(rows: readonly Row[]): string {
  const part = (isLate: boolean) => rows.filter(({band}) => Number(band) > 0 === isLate);
  const [late, onTime] = [part(true), part(false)];
  if (total(rows, "reviews_count") === 0) return "None of the deliveries here has a review.";
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
  return rankGroups(rows, {name: (row) => formatLabel(String(row.category)), what: "categories"});
}

export function answerStates(rows: readonly Row[], states: readonly State[]): string {
  const name = (row: Row) => states.find(({state}) => state === row.state)?.name ?? String(row.state);
  return rankGroups(rows, {name, what: "states"});
}

/** Names the best and the worst rated, among those with enough reviews to tell. */
function rankGroups(rows: readonly Row[], {name, what}: {name: (row: Row) => string; what: string}): string {
  const ranked = rateable(rows).toSorted((a, b) => meanScore(b)! - meanScore(a)!);
  if (total(rows, "reviews_count") === 0) return "None of these orders has a review.";
  if (ranked.length < 2) return `Fewer than two ${what} have ${enough} reviews here, too few to rank.`;
  const [best, worst] = [ranked[0]!, ranked.at(-1)!];
  return `Of the ${ranked.length} ${what} with at least ${enough} reviews, ${name(best)} is rated best with ${formatScore(meanScore(best))}, ${name(worst)} worst with ${formatScore(meanScore(worst))}.`;
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
