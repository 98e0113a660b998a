import * as format from "../../../src/components/format.ts";
import {cell, tile, words, type PageFigures} from "../figure.ts";

const earned = "from sold join chosen using (order_id) where brings_revenue";
const orderValue = "select sum(price + freight) / count(distinct order_id) from sold";
const nps = "100 * (avg((review_score = 5)::int) - avg((review_score <= 3)::int))";
const byState = "States by revenue";

export const figures: PageFigures = {
  path: "/",
  figures: [
    {at: tile("Revenue"), sql: `select sum(price) ${earned}`, format: format.formatShortMoney},
    {at: tile("Orders"), sql: "select count(*) from chosen", format: format.formatCount},
    {at: tile("GMV"), sql: "select sum(price + freight) from sold", format: format.formatShortMoney},
    {
      at: tile("Freight share of GMV"),
      sql: "select sum(freight) / sum(price + freight) from sold",
      format: format.formatPercent
    },
    {at: tile("Average order value"), sql: orderValue, format: format.formatMoney},
    {at: tile("Orders with items"), sql: "select count(distinct order_id) from sold", format: format.formatCount},
    {at: tile("New customers"), sql: "select count(*) from chosen where order_number = 1", format: format.formatCount},
    {at: tile("Days to deliver"), sql: "select avg(days_to_deliver) from chosen", format: format.formatDays},
    {
      at: tile("On time"),
      sql: "select avg((not is_late)::int) from chosen where is_delivered",
      format: format.formatPercent
    },
    {at: tile("NPS proxy"), sql: `select ${nps} from rated`, format: format.formatPoints},
    {at: tile("Mean review score"), sql: "select avg(review_score) from rated", format: format.formatScore},
    {
      at: words(/^([\d,]+) orders worth/),
      sql: "select count(*) from chosen",
      format: format.formatCount
    },
    {at: words(/^The average order was worth (\S+)/), sql: orderValue, format: format.formatMoney},
    {
      at: cell(byState, "São Paulo", "Revenue"),
      sql: `select sum(price) ${earned} and state = 'SP'`,
      format: format.formatWholeMoney
    },
    {
      at: cell(byState, "São Paulo", "Share"),
      sql: `select sum(price) filter (state = 'SP') / sum(price) ${earned}`,
      format: format.formatPercent
    }
  ]
};
