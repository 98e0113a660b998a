import {
  formatCount,
  formatMoney,
  formatPercent,
  formatScore,
  formatShortMoney,
  formatWholeMoney
} from "../../../src/components/format.ts";
import {cell, tile, words, type PageFigures} from "../figure.ts";

const byState = "States by revenue";
const sales = "chosen join bought using (order_id)";
const revenue = `select sum(price) from ${sales} where brings_revenue`;
const inState = `from ${sales} where brings_revenue and state = 'SP'`;
const population = "(select sum(population_2010::int) from states semi join chosen using (state))";
export const figures: PageFigures = {
  path: "/geography",
  figures: [
    {at: tile("Revenue"), sql: revenue, format: formatShortMoney},
    {
      at: tile("New customers per 1,000 inhabitants"),
      sql: `select 1000.0 * count(*) filter (where order_number = 1) / ${population} from chosen`,
      format: formatScore
    },
    {at: words(/^São Paulo brought (R\$[\d.,]+[MK])/), sql: `select sum(price) ${inState}`, format: formatShortMoney},
    {at: cell(byState, "São Paulo", "Revenue"), sql: `select sum(price) ${inState}`, format: formatWholeMoney},
    {
      at: cell(byState, "São Paulo", "Share"),
      sql: `select sum(price) filter (where state = 'SP') / sum(price) from ${sales} where brings_revenue`,
      format: formatPercent
    },
    {
      at: cell(byState, "São Paulo", "Orders"),
      sql: "select count(*) from chosen where state = 'SP'",
      format: formatCount
    },
    {
      at: cell(byState, "São Paulo", "AOV"),
      sql: `select sum(price + freight) / count(distinct order_id) from ${sales} where state = 'SP'`,
      format: formatMoney
    },
    {
      at: cell(byState, "São Paulo", "Late"),
      sql: "select avg(is_late::int) from chosen where is_delivered and state = 'SP'",
      format: formatPercent
    },
    {
      at: cell(byState, "São Paulo", "Score"),
      sql: "select avg(review_score) from rated join chosen using (order_id) where state = 'SP'",
      format: formatScore
    }
  ]
};
