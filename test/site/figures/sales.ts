import * as format from "../../../src/components/format.ts";
import {cell, tile, words, type PageFigures} from "../figure.ts";

const byState = "Sales by state";
const byStatus = "Sales by order status";
const byMonth = "Sales by month of purchase";
const earned = "from sold join chosen using (order_id) where brings_revenue";
const orderValue = "sum(price + freight) / count(distinct order_id)";
const july = "and month = '2018-07'";

export const figures: PageFigures = {
  path: "/sales",
  searches: ["", "?from=2018-01&to=2018-08&region=Southeast", "?from=2018-03&to=2018-08&state=SP&status=delivered"],
  figures: [
    {at: tile("Revenue"), sql: `select sum(price) ${earned}`, format: format.formatShortMoney},
    {at: tile("GMV"), sql: "select sum(price + freight) from sold", format: format.formatShortMoney},
    {at: tile("Orders"), sql: "select count(*) from chosen", format: format.formatCount},
    {at: tile("Average order value"), sql: `select ${orderValue} from sold`, format: format.formatMoney},
    {at: words(/^Revenue came to (\S+)/), sql: `select sum(price) ${earned}`, format: format.formatShortMoney},
    {
      at: words(/Saturday and Sunday together bring (.+?%) of orders/),
      sql: "select avg((isodow(purchased_at) > 5)::int) from chosen",
      format: format.formatPercent
    },
    {
      at: cell("Categories by revenue", "Health beauty", "Items"),
      sql: "select count(*) from sold where category = 'health_beauty'",
      format: format.formatCount
    },
    {
      at: cell("Categories by revenue", "Health beauty", "Revenue"),
      sql: `select sum(price) ${earned} and category = 'health_beauty'`,
      format: format.formatWholeMoney
    },
    {
      at: cell("Categories by revenue", "Health beauty", "Share"),
      sql: `select sum(price) filter (category = 'health_beauty') / sum(price) ${earned}`,
      format: format.formatPercent
    },
    {
      at: cell(byState, "São Paulo", "Orders"),
      sql: "select count(*) from chosen where state = 'SP'",
      format: format.formatCount
    },
    {
      at: cell(byState, "São Paulo", "Share"),
      sql: `select sum(price) filter (state = 'SP') / sum(price) ${earned}`,
      format: format.formatPercent
    },
    {
      at: cell(byStatus, "Delivered", "Share"),
      sql: "select avg((order_status = 'delivered')::int) from chosen",
      format: format.formatPercent
    },
    {
      at: cell(byMonth, "July 2018", "Revenue"),
      sql: `select sum(price) ${earned} ${july}`,
      format: format.formatWholeMoney
    },
    {
      at: cell(byMonth, "July 2018", "On month before"),
      sql: `select sum(price) filter (month = '2018-07') / sum(price) filter (month = '2018-06') - 1 ${earned}`,
      format: format.formatChange
    },
    {
      at: cell(byMonth, "July 2018", "AOV"),
      sql: `select ${orderValue} from sold join chosen using (order_id) where true ${july}`,
      format: format.formatMoney
    }
  ]
};
