import {formatDecimal, formatPercent} from "./format.js";
import {measure, rate, total} from "./months.js";
import type {Row} from "./rows.js";

/** How many reviews come with words, and of which scores. */
export function answerComments(period: readonly Row[]): string {
  const reviews = total(period, "reviews_count");
  if (reviews === 0) return "None of these orders has a review, so there is no comment.";
  const all = formatPercent(total(period, "comments_count") / reviews);
  const one = rate(period, "score_1_comments_count", "score_1_count");
  const five = rate(period, "score_5_comments_count", "score_5_count");
  if (one === null || five === null) return `${all} of the reviews come with a comment.`;
  return `${all} of the reviews come with a comment: ${formatPercent(one)} of those of score 1, ${formatPercent(five)} of those of score 5.`;
}

/** What comments of score 1 speak of most, and what sets them apart most. */
export function answerThemes(rows: readonly Row[]): string {
  const told = rows.filter((row) => Number(row.score_1_count) >= 10 && Number(row.other_count) >= 10);
  if (told.length === 0) return "There are too few comments of score 1 to tell what they talk about.";
  const top = told.toSorted((a, b) => Number(b.score_1_count) - Number(a.score_1_count))[0]!;
  const apart = told.toSorted((a, b) => themeLift(b) - themeLift(a))[0]!;
  const most = `Comments of score 1 talk most about ${themeName(top)}: ${formatPercent(scoreOneTheme(top))} of them do`;
  if (themeLift(apart) <= 1) return `${most}.`;
  return `${most}; what sets them apart most is ${themeName(apart)}, ${formatDecimal(themeLift(apart))} times as frequent as in other comments.`;
}

export const scoreOneTheme = measure("score_1_count", "score_1_comments_count");
export const otherTheme = measure("other_count", "other_comments_count");
export const themeLift = (row: Row) => scoreOneTheme(row)! / otherTheme(row)!;
export const themeName = (row: Row) =>
  ({praise: "praise", complaint: "outright complaint", "wrong item": "wrong or missing items"})[String(row.theme)] ??
  `the ${String(row.theme)}`;
