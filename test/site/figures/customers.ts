import {formatCount, formatMoney, formatPercent} from "../../../src/components/format.ts";
import {cell, tile, words, type PageFigures} from "../figure.ts";

const segments = "Segments of customers, all months and statuses";
const people = `
  select customer_unique_id, count(*) as orders_count, max(purchased_at) as last_at, arg_max(state, purchased_at) as state,
    sum(coalesce(value, 0)) as gmv
  from placed left join (select order_id, sum(price + freight) as value from bought group by order_id) using (order_id)
  group by customer_unique_id`;
const churned = "last_at < (select max(purchased_at) from placed) - interval 180 day";
/** Segments know no period: the persons of the states that the filters leave. */
const here = `(select * from (${people}) semi join chosen using (state))`;

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
    }
  ]
};
