import {formatCount, formatPercent, formatPoints, formatScore} from "../../../src/components/format.ts";
import {cell, chart, tile, usualSearches, words, type PageFigures} from "../figure.ts";

const byState = "Reviews by the customer’s state";
const byCategory = "Reviews by category";

const points = "100 * avg(case when review_score = 5 then 1 when review_score <= 3 then -1 else 0 end)";
/** The reviews of the chosen category, where one is chosen. */
const asked = "rated semi join asked using (order_id)";
const share = (condition: string) => `select avg((${condition})::int) from ${asked}`;
const ofDeliveries = (condition: string) => `
  select avg(review_score) from rated join chosen using (order_id) where is_delivered and ${condition}`;
const inBeds = "rated semi join (select order_id from bought where category = 'bed_bath_table') using (order_id)";

export const figures: PageFigures = {
  path: "/reviews",
  searches: [...usualSearches, "?from=2017-06&to=2018-06&region=Southeast&category=bed_bath_table"],
  figures: [
    {at: tile("Mean review score"), sql: `select avg(review_score) from ${asked}`, format: formatScore},
    {at: tile("NPS proxy"), sql: `select ${points} from ${asked}`, format: formatPoints},
    {at: tile("Score 1"), sql: share("review_score = 1"), format: formatPercent},
    {at: tile("With a comment"), sql: share("coalesce(trim(comment), '') <> ''"), format: formatPercent},
    {
      at: tile("Orders without a review"),
      sql: `select 1 - (select count(distinct order_id) from ${asked}) / count(*) from asked`,
      format: formatPercent
    },
    {at: words(/ over (\S+) reviews: /), sql: `select count(*) from ${asked}`, format: formatCount},
    {at: words(/: (\S+) give the full five/), sql: share("review_score = 5"), format: formatPercent},
    {
      at: words(/^(\S+) of \S+ orders \(.+?\) have no review/),
      sql: "select count(*) from asked anti join rated using (order_id)",
      format: formatCount
    },
    {at: words(/^Late deliveries are rated (\S+) on average/), sql: ofDeliveries("is_late"), format: formatScore},
    {at: words(/ those on time with (\d\.\d\d)/), sql: ofDeliveries("not is_late"), format: formatScore},
    {
      at: chart("Score against days to deliver", /under 5: (\d\.\d\d)/),
      sql: ofDeliveries("days_to_deliver < 5"),
      format: formatScore
    },
    {
      at: chart("Score against the promise", /≥ 8: (\d\.\d\d)/),
      sql: ofDeliveries("date_diff('day', estimated_date, delivered_at::date) >= 8"),
      format: formatScore
    },
    {at: chart("Reviews by score", /2: (\d+\.\d%)/), sql: share("review_score = 2"), format: formatPercent},
    {
      at: cell(byState, "São Paulo", "Mean"),
      sql: "select avg(review_score) from rated join asked using (order_id) where state = 'SP'",
      format: formatScore
    },
    {
      at: cell(byState, "São Paulo", "NPS proxy"),
      sql: `select ${points} from rated join asked using (order_id) where state = 'SP'`,
      format: formatPoints
    },
    {at: cell(byCategory, "Bed bath table", "Reviews"), sql: `select count(*) from ${inBeds}`, format: formatCount},
    {
      at: cell(byCategory, "Bed bath table", "Mean"),
      sql: `select avg(review_score) from ${inBeds}`,
      format: formatScore
    },
    {
      at: words(/with a comment: (\S+) of those of score 1/),
      sql: `select avg((coalesce(trim(comment), '') <> '')::int) from ${asked} where review_score = 1`,
      format: formatPercent
    }
  ]
};
