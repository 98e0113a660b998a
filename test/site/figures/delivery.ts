import {formatCount, formatDays, formatDecimal, formatPercent} from "../../../src/components/format.ts";
import {cell, chart, tile, words, type PageFigures} from "../figure.ts";

const byState = "Delivery by the customer’s state";
const inState = "from chosen where is_delivered and state = 'SP'";
const onTime = "avg((not is_late)::int)";
const promised = "avg(date_diff('day', purchased_at::date, estimated_date))";
const lanes = "Lanes from the sellers’ region to the customer’s state, worst first";
const parcels = `
  select order_id, sellers_states.region as seller_region, any_value(chosen.state) as state, bool_or(is_late) as is_late,
    bool_and(carrier_at <= shipping_limit_at) as is_kept
  from bought join chosen using (order_id) join states as sellers_states on seller_state = sellers_states.state
  where is_delivered group by all`;
const leg = (from: string, to: string) =>
  `select avg(epoch(${to} - ${from}) / 86400) from chosen where ${to} >= ${from}`;

export const figures: PageFigures = {
  path: "/delivery",
  figures: [
    {at: tile("On time"), sql: `select ${onTime} from chosen where is_delivered`, format: formatPercent},
    {at: tile("Days to deliver"), sql: "select avg(days_to_deliver) from chosen", format: formatDecimal},
    {at: tile("Days promised"), sql: `select ${promised} from chosen where is_delivered`, format: formatDecimal},
    {at: tile("Late deliveries"), sql: "select count(*) from chosen where is_late", format: formatCount},
    {
      at: words(/^Delivery takes (.+? days) on average/),
      sql: "select avg(days_to_deliver) from chosen",
      format: formatDays
    },
    {at: cell(byState, "São Paulo", "Delivered"), sql: `select count(*) ${inState}`, format: formatCount},
    {at: cell(byState, "São Paulo", "On time"), sql: `select ${onTime} ${inState}`, format: formatPercent},
    {at: cell(byState, "São Paulo", "Days"), sql: `select avg(days_to_deliver) ${inState}`, format: formatDecimal},
    {at: cell(byState, "São Paulo", "Promised"), sql: `select ${promised} ${inState}`, format: formatDecimal},
    {
      at: words(/^Carrier time is the longest of the three legs: (.+? days)/),
      sql: leg("carrier_at", "delivered_at"),
      format: formatDays
    },
    {
      at: words(/^(.+?%) of deliveries came after the promised day/),
      sql: `select 1 - ${onTime} from chosen where is_delivered`,
      format: formatPercent
    },
    {
      at: chart("Deliveries on time by state", /^Line: all of them, (.+?%)/),
      sql: `select ${onTime} from chosen where is_delivered`,
      format: formatPercent
    },
    {
      at: tile("Deadlines kept"),
      sql: `select avg(is_kept::int) from (${parcels})`,
      format: formatPercent
    },
    {
      at: words(/; of those that came late, (\S+) had missed it/),
      sql: `select avg((not is_kept)::int) from (${parcels}) where is_late`,
      format: formatPercent
    },
    {
      at: chart("Days to deliver by freight", /0–10: (.+? days)/),
      sql: "select avg(days_to_deliver) from bought join chosen using (order_id) where is_delivered and freight < 10",
      format: formatDays
    },
    {
      at: chart("Days to deliver by freight", /50\+: (.+? days)/),
      sql: "select avg(days_to_deliver) from bought join chosen using (order_id) where is_delivered and freight >= 50",
      format: formatDays
    },
    {
      at: cell(lanes, "Northeast to São Paulo", "Delivered"),
      sql: `select count(*) from (${parcels}) where seller_region = 'Northeast' and state = 'SP'`,
      format: formatCount
    },
    {
      at: cell(lanes, "South to São Paulo", "Late"),
      sql: `select avg(is_late::int) from (${parcels}) where seller_region = 'South' and state = 'SP'`,
      format: formatPercent
    },
    {
      at: chart("Days to deliver by region", /Southeast: median (.+? days)/),
      sql: `select quantile_disc(floor(days_to_deliver), 0.5) from chosen where is_delivered and region = 'Southeast'`,
      format: (value) => `${value} days`
    }
  ]
};
