import * as format from "../../../src/components/format.ts";
import {cell, tile, words, type PageFigures} from "../figure.ts";

const byState = "Sales by state";
const earned = "from sold join chosen using (order_id) where brings_revenue";
const orders = "count(distinct order_id)";

export const figures: PageFigures = {
  path: "/sales",
  searches: [
    "?category=toys",
    "?category=health_beauty&from=2018-01&to=2018-06&region=Southeast",
    "?category=bed_bath_table&state=SP&status=delivered"
  ],
  figures: [
    {at: tile("Revenue"), sql: `select sum(price) ${earned}`, format: format.formatShortMoney},
    {at: tile("GMV"), sql: "select sum(price + freight) from sold", format: format.formatShortMoney},
    {at: tile("Orders"), sql: `select ${orders} from sold`, format: format.formatCount},
    {
      at: tile("Average order value"),
      sql: `select sum(price + freight) / ${orders} from sold`,
      format: format.formatMoney
    },
    {
      at: words(/^All revenue here, (\S+), comes from/),
      sql: `select sum(price) ${earned}`,
      format: format.formatShortMoney
    },
    {
      at: cell(byState, "São Paulo", "Orders"),
      sql: `select ${orders} from sold join chosen using (order_id) where state = 'SP'`,
      format: format.formatCount
    },
    {
      at: cell(byState, "São Paulo", "Revenue"),
      sql: `select sum(price) ${earned} and state = 'SP'`,
      format: format.formatWholeMoney
    },
    {
      at: cell("Sales by order status", "Delivered", "GMV"),
      sql: "select sum(price + freight) from sold join chosen using (order_id) where order_status = 'delivered'",
      format: format.formatWholeMoney
    }
  ]
};
