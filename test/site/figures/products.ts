import {
  formatCount,
  formatDecimal,
  formatMoney,
  formatPercent,
  formatScore,
  formatShortMoney,
  formatWholeMoney
} from "../../../src/components/format.ts";
import {cell, chart, tile, words, type PageFigures} from "../figure.ts";

const earned = "from sold join chosen using (order_id) where brings_revenue";
const beauty = "from sold where category = 'health_beauty'";
const byRevenue = "Categories by revenue";
const lastComplete = "(select max(month) from chosen semi join complete_months using (month))";
const quarter = `month > strftime((${lastComplete} || '-01')::date - interval 3 month, '%Y-%m')`;
const shareOf = (condition: string, rows: string) => `select avg((${condition})::int) from ${rows}`;

/** Each product by what it brought over all the data; of the chosen category, its class and its last sale. */
const products = `(
  select *, revenue > 0 and before < 0.8 as is_a
  from (
    select product_id, category, revenue, complete_sale_at, sum(revenue) over (order by revenue desc, product_id) - revenue as earlier,
      earlier / sum(revenue) over () as before
    from (
      select product_id, category, sum(case when brings_revenue then price else 0 end) as revenue,
        max(purchased_at) filter (where month <= (select max(month) from complete_months)) as complete_sale_at
      from bought join placed using (order_id) group by product_id, category))
  where product_id in (select product_id from offered))`;
const completeEnd = "(select last_day((max(month) || '-01')::date) from complete_months)";
const offeredProducts = `(select product_id, any_value(photos_count) as photos, any_value(weight_g) as weight_g, count(*) as items_count,
  sum(price) as price, sum(freight) as freight from offered group by product_id)`;
const gini = `
  select (count(*) + 1 - 2 * sum(place * revenue) / sum(revenue)) / count(*)
  from (select revenue, row_number() over (order by revenue desc) as place from ${products})`;

export const figures: PageFigures = {
  path: "/products",
  searches: [
    "",
    "?from=2017-06&to=2017-12&region=Southeast",
    "?from=2018-01&to=2018-08&state=SP&category=health_beauty&status=delivered"
  ],
  figures: [
    {at: tile("Revenue"), sql: `select sum(price) ${earned}`, format: formatShortMoney},
    {at: tile("Items sold"), sql: "select count(*) from sold", format: formatCount},
    {at: tile("Mean item price"), sql: "select avg(price) from sold", format: formatMoney},
    {at: tile("Freight on top of the price"), sql: "select sum(freight) / sum(price) from sold", format: formatPercent},
    {at: cell(byRevenue, "Health beauty", "Items"), sql: `select count(*) ${beauty}`, format: formatCount},
    {
      at: cell(byRevenue, "Health beauty", "Revenue"),
      sql: `select sum(price) ${earned} and category = 'health_beauty'`,
      format: formatWholeMoney
    },
    {at: cell(byRevenue, "Health beauty", "Mean price"), sql: `select avg(price) ${beauty}`, format: formatMoney},
    {
      at: cell("Categories by recent revenue", "Health beauty", "Latest three months"),
      sql: `select sum(price) ${earned} and category = 'health_beauty' and ${quarter}`,
      format: formatWholeMoney
    },
    {
      at: chart("Items and revenue by price band", /R\$100 to 200: Items: (.+?%)/),
      sql: shareOf("price >= 100 and price < 200", "sold"),
      format: formatPercent
    },
    {
      at: chart("Items and revenue by price band", /R\$100 to 200: Revenue: (.+?%)/),
      sql: `select sum(case when price >= 100 and price < 200 then price else 0 end) / sum(price) ${earned}`,
      format: formatPercent
    },
    {
      at: chart("Products by ABC class", /Class A: Products: (.+?%)/),
      sql: shareOf("is_a", products),
      format: formatPercent
    },
    {
      at: chart("Products by ABC class", /Class A: Revenue: (.+?%)/),
      sql: `select sum(case when is_a then revenue end) / sum(revenue) from ${products}`,
      format: formatPercent
    },
    {at: chart("Concentration of revenue on products", /Gini coefficient (.+?)\.$/), sql: gini, format: formatScore},
    {
      at: chart("Products without a sale lately", /90 days: Up to the end of the last complete month: (.+?%)/),
      sql: shareOf(`complete_sale_at::date <= ${completeEnd} - 90`, products),
      format: formatPercent
    },
    {
      at: words(/^Products with four photos or more sold (.+?) items each/),
      sql: `select avg(items_count) from ${offeredProducts} where photos >= 4`,
      format: formatDecimal
    },
    {
      at: words(/Freight adds (.+?%) to the price of products of under 250 g/),
      sql: `select sum(freight) / sum(price) from ${offeredProducts} where weight_g < 250`,
      format: formatPercent
    }
  ]
};
