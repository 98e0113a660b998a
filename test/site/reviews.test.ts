import {describe, expect, test} from "vitest";
import type {MonthRow} from "../../src/components/months.ts";
import * as reviews from "../../src/components/reviews-answers.ts";
import {answerComments, answerThemes} from "../../src/components/reviews-comments.ts";
import type {Row} from "../../src/components/rows.ts";

const counts = {score_1_count: 1, score_2_count: 0, score_3_count: 0, score_4_count: 1, score_5_count: 2};
const zeros = {score_1_count: 0, score_2_count: 0, score_3_count: 0, score_4_count: 0, score_5_count: 0};

const month = (sums: Row): MonthRow => {
  const [row] = reviews.addScores([{...zeros, ...sums}]);
  return {...row!, month: new Date("2018-01-01"), is_complete: true, in_period: true};
};

test("addScores(rows) weighs each score and counts promoters and detractors", () => {
  expect(reviews.addScores([counts])).toEqual([
    {...counts, review_score_sum: 15, promoters_count: 2, detractors_count: 1}
  ]);
});

test("listScores(period) shares the reviews out over five scores, and over none without reviews", () => {
  expect(reviews.listScores([{...counts, reviews_count: 4}]).map(({share}) => share)).toEqual([0.25, 0, 0, 0.25, 0.5]);
  expect(reviews.listScores([{...zeros, reviews_count: 0}])).toEqual([]);
});

describe("answerReviews(months)", () => {
  test.each([
    [
      [month({...counts, orders_count: 9, reviews_count: 4})],
      "Orders placed in January 2018 were rated 3.75 out of 5 on average over 4 reviews: 50.0% give the full five, 25.0% only one."
    ],
    [[month({orders_count: 9, reviews_count: 0})], "None of these orders has a review."],
    [[], "No orders match these filters."]
  ])("%#", (months, sentence) => {
    expect(reviews.answerReviews(months)).toBe(sentence);
  });
});

describe("answerUnreviewed(period)", () => {
  const row = {
    ...{orders_count: 10, reviewed_orders_count: 4, delivered_count: 8, late_count: 3},
    ...{reviewed_delivered_count: 4, reviewed_late_count: 1}
  };

  test("counts the silent orders and compares how late they came", () => {
    expect(reviews.answerUnreviewed([row])).toBe(
      "6 of 10 orders (60.0%) have no review, so the scores say nothing of them; of those delivered, 50.0% came late, against 25.0% of the deliveries with a review."
    );
  });

  test("speaks of one silent order as of one", () => {
    expect(reviews.answerUnreviewed([{...row, orders_count: 5}])).toBe(
      "1 of 5 orders (20.0%) has no review, so the scores say nothing of it."
    );
  });

  test("compares nothing where one side has no delivery", () => {
    expect(reviews.answerUnreviewed([{...row, delivered_count: 4, late_count: 1}])).toMatch(/nothing of them\.$/);
    expect(reviews.answerUnreviewed([{...row, orders_count: 4}])).toBe("Every order here has a review.");
    expect(reviews.answerUnreviewed([{...row, reviewed_orders_count: 0, orders_count: 1}])).toBe(
      "1 order has no review: there are no scores to speak for it."
    );
    expect(reviews.answerUnreviewed([{...row, reviewed_orders_count: 0}])).toMatch(/^10 orders have no .* for them\.$/);
    expect(reviews.answerUnreviewed([])).toBe("No orders match these filters.");
  });
});

describe("answerLateness(rows)", () => {
  const band = (band: number, mean: number, reviews_count = 50) => ({
    band,
    reviews_count,
    review_score_sum: mean * reviews_count
  });

  test.each([
    [[band(0, 4), band(1, 2)], "Late deliveries are rated 2.00 on average, lower than those on time with 4.00."],
    [[band(-7, 2), band(8, 4)], "Late deliveries are rated 4.00 on average, higher than those on time with 2.00."],
    [[band(0, 4), band(4, 4)], "Late deliveries are rated 4.00 on average, the same as those on time with 4.00."],
    [[], "None of the deliveries here has a review."]
  ])("%#", (rows, sentence) => {
    expect(reviews.answerLateness(rows)).toBe(sentence);
  });

  test("compares nothing out of too few reviews", () => {
    expect(reviews.answerLateness([band(0, 4), band(1, 2, 49)])).toMatch(/^Fewer than 50 reviews stand on one side/);
  });

  test("answerSpeed(rows) compares the fastest and the slowest with enough reviews", () => {
    expect(reviews.answerSpeed([band(0, 5), band(20, 3), band(30, 1, 49)])).toBe(
      "Orders that took under 5 days are rated 5.00, those that took 20–29 days 3.00."
    );
    expect(reviews.answerSpeed([band(0, 5)])).toBe("");
  });
});

describe("answerCategories(rows)", () => {
  const group = (category: string, mean: number, reviews_count = 50) => ({
    category,
    reviews_count,
    review_score_sum: mean * reviews_count
  });

  test("names the best and the worst of those with enough reviews", () => {
    expect(reviews.answerCategories([group("toys", 4), group("pet_shop", 3), group("art", 1, 49)])).toBe(
      "Of the 2 categories with at least 50 reviews, Toys is rated best, with 4.00, and Pet shop is rated worst, with 3.00."
    );
  });

  test("counts categories that are equal, and names none of them", () => {
    const equal = [group("toys", 4), group("art", 4, 60)];
    expect(reviews.answerCategories([...equal, group("pet_shop", 3)])).toMatch(
      /, 2 categories are rated best, with 4\.00, and Pet shop is rated worst, with 3\.00\.$/
    );
    expect(reviews.answerCategories(equal)).toMatch(/^The 2 categories .* are rated alike, with 4\.00\.$/);
  });

  test("ranks nothing out of too few", () => {
    expect(reviews.answerCategories([group("toys", 4)])).toMatch(/^Fewer than two categories/);
    expect(reviews.answerStates([], [])).toBe("None of these orders has a review.");
    expect(reviews.answerCategories([])).toBe("None of these orders has both items and a review.");
  });
});

describe("answerComments(period)", () => {
  test("says which scores come with words", () => {
    const row = {reviews_count: 4, comments_count: 2, score_1_count: 1, score_1_comments_count: 1};
    const five = {score_5_count: 2, score_5_comments_count: 1};
    expect(answerComments([{...row, ...five}])).toBe(
      "50.0% of the reviews come with a comment: 100.0% of those of score 1, 50.0% of those of score 5."
    );
    expect(answerComments([row])).toBe("50.0% of the reviews come with a comment.");
    expect(answerComments([])).toMatch(/^None of these orders has a review/);
  });
});

describe("answerThemes(rows)", () => {
  const theme = (theme: string, score_1_count: number, other_count: number) => ({
    ...{theme, score_1_count, other_count},
    ...{score_1_comments_count: 100, other_comments_count: 100}
  });

  test("names the most frequent theme and the one that sets them apart", () => {
    expect(answerThemes([theme("delivery", 80, 60), theme("money", 20, 10), theme("complaint", 9, 1)])).toBe(
      "Comments of score 1 talk most about the delivery: 80.0% of them do; what sets them apart most is the money, 2.0 times as frequent as in other comments."
    );
  });

  test("says less where less is known", () => {
    expect(answerThemes([theme("praise", 20, 80)])).toBe(
      "Comments of score 1 talk most about praise: 20.0% of them do."
    );
    expect(answerThemes([])).toMatch(/^There are too few comments/);
  });
});
