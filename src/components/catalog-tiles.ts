import {formatCount, formatMoney, formatMonth, formatPercent, formatPercentPoints, formatShortMoney} from "./format.js";
import {findGrowth, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {churn} from "./seller-answers.js";
import {tiles, type Tile} from "./tiles.js";

/** What was sold in the period. */
export function productTiles(months: readonly MonthRow[], source: readonly Row[]): HTMLElement {
  const period = inPeriod(months);
  const growth = (above: string, below?: string) => findGrowth(months, measure(above, below));
  return tiles(
    [
      {
        label: "Revenue",
        value: formatShortMoney(total(period, "revenue")),
        growth: growth("revenue"),
        good: "up"
      },
      {
        label: "Items sold",
        value: formatCount(total(period, "items_count")),
        growth: growth("items_count"),
        good: "up"
      },
      {
        label: "Mean item price",
        value: formatMoney(rate(period, "price", "items_count")),
        growth: growth("price", "items_count")
      },
      {
        label: "Freight on top of the price",
        value: formatPercent(rate(period, "freight", "price")),
        growth: growth("freight", "price"),
        good: "down",
        difference: formatPercentPoints
      }
    ],
    {source, metrics: ["revenue", "price", "freight"]}
  );
}

/** How many sellers sold, came and left. */
export function sellerTiles(months: readonly MonthRow[], source: readonly Row[]): HTMLElement {
  return tiles(listSellerTiles(months), {source, metrics: ["active_sellers", "seller_churn", "revenue"]});
}

export function listSellerTiles(months: readonly MonthRow[]): Tile[] {
  const period = inPeriod(months);
  const known = months.filter((row) => churn(row) !== null);
  const active = findGrowth(months, measure("active_sellers_count"));
  const left = findGrowth(known, churn);
  return [
    {
      label: "Active sellers",
      value: formatCount(active?.value),
      detail: active && `in ${formatMonth(active.month)}, the last complete month of the period`,
      growth: active,
      good: "up"
    },
    {
      label: "New sellers",
      value: formatCount(total(period, "new_sellers_count")),
      growth: findGrowth(months, measure("new_sellers_count")),
      good: "up"
    },
    {
      label: "Sellers who left",
      value: formatPercent(left?.value),
      detail: left && `in ${formatMonth(left.month)}, the last known complete month of the period`,
      growth: left,
      good: "down",
      difference: formatPercentPoints
    },
    {
      label: "Revenue per active seller",
      value: formatShortMoney(rate(period, "revenue", "active_sellers_count")),
      detail: "in a month",
      growth: findGrowth(months, measure("revenue", "active_sellers_count")),
      good: "up"
    }
  ];
}
