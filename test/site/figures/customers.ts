import {formatCount, formatMoney, formatPercent} from "../../../src/components/format.ts";
import {cell, chart, tile, words, type PageFigures} from "../figure.ts";

const segments = "Segments of customers, all months and statuses";
const people = `
  select customer_unique_id, count(*) as orders_count, max(purchased_at) as last_at, arg_max(state, purchased_at) as state,
    sum(coalesce(value, 0)) as gmv
  from placed left join (select order_id, sum(price + freight) as value from bought group by order_id) using (order_id)
  group by customer_unique_id`;
const churned = "last_at < (select max(purchased_at) from placed) - interval 180 day";
/** Segments know no period: the persons of the states that the filters leave. */
const here = `(select * from (${people}) semi join chosen using (state))`;
/** Persons whose first order the filters leave, whatever its status, and the days to their second. */
const returned = `
  (select epoch(purchased_at - first_at) / 86400 as days from placed join (
    select customer_unique_id, purchased_at as first_at from here_then where order_number = 1) using (customer_unique_id)
  where order_number = 2)`;

export const figures: PageFigures = {
  path: "/customers",
  figures: [
    {at: tile("New customers"), sql: "select count(*) from chosen where order_number = 1", format: formatCount},
    {at: tile("Repeat orders"), sql: "select avg((order_number > 1)::int) from chosen", format: formatPercent},
    {at: tile("Repeat rate"), sql: `select avg((orders_count > 1)::int) from ${here}`, format: formatPercent},
    {at: tile("Spent per customer"), sql: `select avg(gmv) from ${here}`, format: formatMoney},
    {
      at: words(/^(\S+%) of the \S+ orders between .* were their customer’s first/),
      sql: "select avg((order_number = 1)::int) from chosen",
      format: formatPercent
    },
    {
      at: words(/^(\S+) of \S+ customers \(\S+\) bought again/),
      sql: `select count(*) from ${here} where orders_count > 1`,
      format: formatCount
    },
    {
      at: cell(segments, "Churned", "Customers"),
      sql: `select count(*) from ${here} where ${churned}`,
      format: formatCount
    },
    {
      at: cell(segments, "Churned", "GMV each"),
      sql: `select avg(gmv) from ${here} where ${churned}`,
      format: formatMoney
    },
    {
      at: cell(segments, "Regular", "Customers"),
      sql: `select count(*) from ${here} where not (${churned}) and orders_count between 2 and 5`,
      format: formatCount
    },
    {
      at: cell(segments, "Regular", "Share of GMV"),
      sql: `select sum(gmv) filter (where not (${churned}) and orders_count between 2 and 5) / sum(gmv) from ${here}`,
      format: formatPercent
    },
    {
      at: words(/^(\S+) of customers spent less than R\$100 so far/),
      sql: `select avg((gmv < 100)::int) from ${here}`,
      format: formatPercent
    },
    {
      at: words(/ or more bring (\S+) of the GMV\.$/),
      sql: `select sum(gmv) filter (where gmv >= 500) / sum(gmv) from ${here}`,
      format: formatPercent
    },
    {
      at: chart("Customers by what they spent", /^Highest \S+: (\S+?%)/),
      sql: `
        select count(*) / (select count(*) from ${here}) as share from ${here} where gmv >= 20
        group by list_max(list_filter([20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000], bound -> bound <= gmv))
        order by share desc limit 1`,
      format: formatPercent
    },
    {
      at: words(/^Of the (\S+) customers who came back/),
      sql: `select count(*) from ${returned}`,
      format: formatCount
    },
    {
      at: words(/ who came back, (\S+) did so within a day/),
      sql: `select avg((days < 1)::int) from ${returned}`,
      format: formatPercent
    },
    {
      at: words(/, and half within (\d+|a) weeks?\.$/),
      sql: `select case when weeks = 1 then 'a' else weeks::text end
        from (select floor(quantile_disc(days, 0.5) / 7)::int + 1 as weeks from ${returned})`
    },
    {
      at: chart("Time between orders", /, (\d\S*) customers\.$/),
      sql: `select count(*) from ${returned} group by floor(days / 7) order by 1 desc limit 1`,
      format: formatCount
    }
  ]
};
