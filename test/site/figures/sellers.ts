import {formatCount, formatPercent, formatScore, formatShortMoney} from "../../../src/components/format.ts";
import {chart, tile, words, type PageFigures} from "../figure.ts";

const complete = "(select max(month) from complete_months)";
const last = "(select max(month) from supplied_then semi join complete_months using (month))";
const shift = (month: string, by: number) => `strftime((${month} || '-01')::date + to_months(${by}), '%Y-%m')`;
const active = `select count(distinct seller_id) from supplied where month = ${last}`;

/** The last month of the period of which it is known who left, and who was active before it. */
const known = `least(${last}, ${shift(complete, -2)})`;
const before = `(select distinct seller_id from supplied where month >= ${shift(known, -3)} and month < ${known})`;
const after = `(select seller_id from supplied where month between ${known} and ${shift(known, 2)})`;
const lost = `select avg((seller_id not in ${after})::int) from ${before}`;

/** Sellers first selling in the period, who can be followed for some months. */
const followed = (months: number) => `
  (select seller_id, min(month) as cohort from supplied group by seller_id
  having cohort in (select month from supplied_then) and ${shift("cohort", months + 2)} <= ${complete})`;
const survived = (months: number) => `
  select avg((exists (select 1 from supplied where supplied.seller_id = new.seller_id
    and month between ${shift("cohort", months)} and ${shift("cohort", months + 2)}))::int)
  from ${followed(months)} as new`;

const ranked = `
  (select *, row_number() over (order by revenue desc) as place, count(*) over () as members
  from (select seller_id, sum(case when brings_revenue then price else 0 end) as revenue from supplied group by seller_id))`;
const topShare = (percent: number) =>
  `select sum(revenue * greatest(0, least(1, ${percent / 100} * members - place + 1))) / sum(revenue) from ${ranked}`;

/** The orders that each seller of revenue delivered, with the seller's place. */
const deliveries = `(
  select distinct seller_id, order_id, is_late, place, members
  from supplied join (select * replace (count(*) over () as members) from ${ranked} where revenue > 0) using (seller_id)
  where is_delivered)`;

export const figures: PageFigures = {
  path: "/sellers",
  searches: ["", "?from=2017-06&to=2017-12&region=Southeast", "?from=2017-02&to=2018-02&state=SP"],
  figures: [
    {at: tile("Active sellers"), sql: active, format: formatCount},
    {at: words(/^([\d,]+) sellers sold something in/), sql: active, format: formatCount},
    {
      at: tile("New sellers"),
      sql: `select count(*) from (select min(month) as first from supplied group by seller_id) where first in (select month from supplied_then)`,
      format: formatCount
    },
    {at: tile("Sellers who left"), sql: lost, format: formatPercent},
    {
      at: words(/^Of ([\d,]+) sellers active in the three months/),
      sql: `select count(*) from ${before}`,
      format: formatCount
    },
    {
      at: tile("Revenue per active seller"),
      sql: "select sum(case when brings_revenue then price end) / count(distinct (seller_id, month)) from supplied_then",
      format: formatShortMoney
    },
    {at: words(/^Of new sellers, (.+?%) after 6 months/), sql: survived(6), format: formatPercent},
    {at: words(/bring (.+?%) of revenue and the top 20%/), sql: topShare(10), format: formatPercent},
    {at: words(/of revenue and the top 20% (.+?%)/), sql: topShare(20), format: formatPercent},
    {
      at: chart("Concentration of revenue on sellers", /Gini coefficient (.+?)\.$/),
      sql: `select (count(*) + 1 - 2 * sum(place * revenue) / sum(revenue)) / count(*) from ${ranked}`,
      format: formatScore
    },
    {
      at: chart("Sellers by state", /São Paulo: ([\d,]+)/),
      sql: "select count(distinct seller_id) from supplied where seller_state = 'SP'",
      format: formatCount
    },
    {
      at: words(/; ([\d,]+) sellers, .+?, sold to one order only/),
      sql: "select count(*) from (select 1 from supplied group by seller_id having count(distinct order_id) = 1)",
      format: formatCount
    },
    {
      at: words(/^Of the \d+ sellers with most revenue, the first \d+ deliver (\S+%) on time/),
      sql: `select avg((not is_late)::int) from ${deliveries} where place <= ceil(least(members, 300) / 10)`,
      format: formatPercent
    },
    {
      at: words(/, the others deliver (\S+%) on time/),
      sql: `select avg((not is_late)::int) from ${deliveries} where place > ceil(least(members, 300) / 10) and place <= 300`,
      format: formatPercent
    },
    {
      at: chart("Service against revenue", /Revenue from (\S+) to \S+, Points/),
      sql: `select round(min(revenue)) from ${ranked} where place <= 300 and revenue > 0`,
      format: formatShortMoney
    }
  ]
};
