import type {Filters} from "./filters.js";
import * as format from "./format.js";
import {describeLargest} from "./geography-answers.js";
import {cityName} from "./geography-charts.js";
import {divide, findGrowth, inPeriod, measure, total, type MonthRow} from "./months.js";
import type {Row, Value} from "./rows.js";
import {sparkline} from "./sparkline.js";
import {sqlTable} from "./sql-table.js";
import {dataTable} from "./table.js";
import {tiles} from "./tiles.js";
import type {Ask} from "./warehouse.js";

type Sources = {trend: readonly Row[]; states: readonly Row[]; flows: readonly Row[]; filters: Filters};

export function geographyTiles(
  months: readonly MonthRow[],
  chosen: readonly Row[],
  {trend, states, flows, filters}: Sources
): HTMLElement {
  const period = inPeriod(months);
  const revenue = measure("revenue");
  const customers = total(chosen, "new_customers_count");
  const local = total(
    flows.filter((row) => row.region === row.seller_region),
    "price"
  );
  return tiles(
    [
      {
        label: "Revenue",
        value: format.formatShortMoney(total(period, "revenue")),
        growth: findGrowth(months, revenue),
        good: "up"
      },
      {
        label: "New customers per 1,000 inhabitants",
        value: format.formatScore(divide(1000 * customers, total(chosen, "population"))),
        growth: findGrowth(months, measure("new_customers_count")),
        good: "up"
      },
      describeLargest(chosen, states, filters),
      {
        label: "Bought in the own region",
        value: format.formatPercent(divide(local, total(flows, "price"))),
        detail: "of item value; all statuses"
      }
    ],
    {source: [trend, states, flows], metrics: ["revenue", "new_customers", "price", "region"]}
  );
}

/** The states, each with the revenue of its months as a small line. */
export function statesTable(
  states: readonly Row[],
  months: ReadonlyMap<Value, readonly number[]>,
  source: readonly (readonly Row[])[]
): HTMLElement {
  const all = total(states, "revenue");
  return dataTable(
    states,
    [
      {label: "State", value: (row) => String(row.name)},
      {label: "Region", value: (row) => String(row.region)},
      {label: "Revenue", value: measure("revenue"), format: format.formatWholeMoney},
      {label: "Share", value: (row) => divide(Number(row.revenue), all), format: format.formatPercent},
      {
        label: "By month",
        value: measure("revenue"),
        node: (row) => sparkline(months.get(row.state!) ?? [])
      },
      {label: "Growth", value: (row) => row.growth ?? null, format: format.formatChange},
      {label: "Orders", value: measure("orders_count"), format: format.formatCount},
      {label: "AOV", value: measure("gmv", "orders_with_items_count"), format: format.formatMoney},
      {
        label: "New per 1,000",
        value: (row) => divide(1000 * Number(row.new_customers_count), Number(row.population)),
        format: format.formatScore
      },
      {label: "Late", value: measure("late_count", "delivered_count"), format: format.formatPercent},
      {label: "Score", value: measure("review_score_sum", "reviews_count"), format: format.formatScore}
    ],
    {
      caption: "States by revenue",
      height: "30rem",
      source,
      metrics: ["revenue", "orders", "aov", "late_share", "review_score"]
    }
  );
}

export function citiesTable(cities: readonly Row[], ask: Ask): HTMLElement {
  const number = (column: string, label: string, show: format.Format) => ({label, column, format: show});
  return sqlTable(
    cities,
    [
      {label: "City", column: "city", value: cityName},
      number("orders_count", "Orders", format.formatCount),
      number("new_customers_count", "New customers", format.formatCount),
      number("revenue", "Revenue", format.formatWholeMoney),
      number("order_value", "AOV", format.formatMoney),
      number("late_share", "Late", format.formatPercent),
      number("mean_days", "Days", format.formatDecimal),
      number("mean_score", "Score", format.formatScore)
    ],
    {
      caption: "Cities by orders, all months and statuses",
      ask,
      search: ["city", "state"],
      source: cities,
      metrics: ["orders", "revenue", "aov", "late_share", "days_to_deliver", "review_score"]
    }
  );
}
