import {
  formatCount,
  formatDecimal,
  formatMoney,
  formatPercent,
  formatShortMoney,
  formatWholeMoney
} from "../../../src/components/format.ts";
import {cell, chart, tile, words, type PageFigures} from "../figure.ts";

const byMethod = "Methods of payment";
const byInstalments = "How card orders fare, by instalments";
const defects = "Payments that are not as they should be";

const methodsOf = "select order_id, count(distinct payment_method) as n from paid group by order_id";
const cards = `
  select order_id, greatest(max(instalments), 1) as n, sum(payment_value) as value
  from paid where payment_method = 'credit_card' group by order_id`;
const main = `
  select order_id, arg_max(payment_method, (value, -first)) as method from (
    select order_id, payment_method, sum(payment_value) as value, min(payment_sequential) as first from paid group by all
  ) group by order_id`;
const approval = `
  select method, epoch(approved_at - purchased_at) / 86400 as days from chosen join (${main}) using (order_id)
  where approved_at >= purchased_at`;

export const figures: PageFigures = {
  path: "/payments",
  figures: [
    {at: tile("Payment value"), sql: "select sum(payment_value) from paid", format: formatShortMoney},
    {
      at: tile("By credit card"),
      sql: "select sum(payment_value) filter (where payment_method = 'credit_card') / sum(payment_value) from paid",
      format: formatPercent
    },
    {
      at: tile("Instalments per card payment"),
      sql: "select avg(greatest(instalments, 1)) from paid where payment_method = 'credit_card'",
      format: formatDecimal
    },
    {
      at: tile("Approved within a day"),
      sql: `select avg((days <= 1)::int) from (${approval})`,
      format: formatPercent
    },
    {
      at: tile("Paid by several methods"),
      sql: `select avg((n > 1)::int) from (${methodsOf})`,
      format: formatPercent
    },
    {
      at: words(/^Customers paid (\S+) between/),
      sql: "select sum(payment_value) from paid",
      format: formatShortMoney
    },
    {
      at: words(/^(\S+) orders \(.+?\) were paid by more than one method/),
      sql: `select count(*) from (${methodsOf}) where n > 1`,
      format: formatCount
    },
    {
      at: cell(byMethod, "Boleto", "Value"),
      sql: "select sum(payment_value) from paid where payment_method = 'boleto'",
      format: formatWholeMoney
    },
    {
      at: cell(byMethod, "Voucher", "Orders"),
      sql: "select count(distinct order_id) from paid where payment_method = 'voucher'",
      format: formatCount
    },
    {
      at: cell(byMethod, "Credit card", "Order value"),
      sql: `
        select sum(price + freight) / count(distinct order_id) from bought semi join chosen using (order_id)
        join (${main}) using (order_id) where method = 'credit_card'`,
      format: formatMoney
    },
    {
      at: cell(byMethod, "Boleto", "Approval, days"),
      sql: `select avg(days) from (${approval}) where method = 'boleto'`,
      format: formatDecimal
    },
    {
      at: cell(byInstalments, "10", "Orders"),
      sql: `select count(*) from (${cards}) where n = 10`,
      format: formatCount
    },
    {
      at: cell(byInstalments, "10", "Value"),
      sql: `select sum(value) from (${cards}) where n = 10`,
      format: formatWholeMoney
    },
    {
      at: cell(byInstalments, "1", "Share of value"),
      sql: `select sum(value) filter (where n = 1) / sum(value) from (${cards})`,
      format: formatPercent
    },
    {
      at: cell(defects, "Payments worth nothing", "Found"),
      sql: "select count(*) from paid where payment_value = 0",
      format: formatCount
    },
    {
      at: cell(defects, "Card payments of 0 instalments, read as 1", "Found"),
      sql: "select count(*) from paid where instalments = 0",
      format: formatCount
    },
    {
      at: chart("Average order value by main method", /(R\$[\d.,]+)$/),
      sql: `
        select sum(price + freight) / count(distinct order_id) from bought semi join chosen using (order_id)
        join (${main}) using (order_id) where method = 'credit_card'`,
      format: formatMoney
    }
  ]
};
