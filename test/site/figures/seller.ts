import {
  formatCount,
  formatOrdinal,
  formatPercent,
  formatScore,
  formatShortMoney
} from "../../../src/components/format.ts";
import {cell, tile, words, type PageFigures} from "../figure.ts";

const delivered = "(select distinct order_id, is_late from own where is_delivered)";
const both = "This seller and all sellers";
const scores = `(
  select order_id, arg_max(review_score, (answered_at, review_id)) as review_score
  from answered where order_id in (select order_id from own) group by order_id)`;
const revenue = "coalesce(sum(case when brings_revenue then price end), 0)";
const revenues = `(select seller_id, ${revenue} as revenue from bought join placed using (order_id) group by seller_id)`;

export const figures: PageFigures = {
  path: "/seller",
  searches: ["", "?seller=100", "?seller=2017"],
  figures: [
    {at: tile("Revenue"), sql: `select ${revenue} from own`, format: formatShortMoney},
    {at: tile("Orders"), sql: "select count(distinct order_id) from own", format: formatCount},
    {at: tile("On time"), sql: `select avg((not is_late)::int) from ${delivered}`, format: formatPercent},
    {at: tile("Mean review score"), sql: `select avg(review_score) from ${scores}`, format: formatScore},
    {at: words(/ has sold ([\d,]+) items? since/), sql: "select count(*) from own", format: formatCount},
    {
      at: words(/ ranks (\S+) of [\d,]+ sellers by revenue/),
      sql: `select 1 + count(*) from ${revenues} where revenue > (select ${revenue} from own)`,
      format: formatOrdinal
    },
    {
      at: words(/Its last sale was on (\w+ \d+, \d+), (?:within|more than)/),
      sql: "select strftime(max(purchased_at), '%b %-d, %Y') from own"
    },
    {
      at: words(/, so it counts as (active|inactive)\.$/),
      sql: `
        select case when max(purchased_at)::date >= (select max(purchased_at)::date from placed) - 90 then 'active' else 'inactive' end
        from own`
    },
    {
      at: words(/^It sold ([\d,]+) products?[ ,]/),
      sql: "select count(distinct product_id) from own",
      format: formatCount
    },
    {
      at: cell(both, "Orders canceled or unavailable", "All sellers"),
      sql: "select avg((not brings_revenue)::int) from (select distinct seller_id, order_id, brings_revenue from bought join placed using (order_id))",
      format: formatPercent
    },
    {
      at: cell(both, "Delivered on time", "All sellers"),
      sql: "select avg((not is_late)::int) from (select distinct seller_id, order_id, is_late from bought join placed using (order_id) where is_delivered)",
      format: formatPercent
    }
  ]
};
