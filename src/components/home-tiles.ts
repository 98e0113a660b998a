import {
  formatCount,
  formatDays,
  formatMoney,
  formatPercent,
  formatPercentPoints,
  formatPoints,
  formatScore,
  formatScoreChange,
  formatShortMoney
} from "./format.js";
import {promoterScore, rateOnTime} from "./home-answers.js";
import {monthTile} from "./month-tiles.js";
import {rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {tiles} from "./tiles.js";

type Months = readonly MonthRow[];

const sum = (name: string) => (rows: readonly Row[]) => total(rows, name);
const quotient = (above: string, below: string) => (rows: readonly Row[]) => rate(rows, above, below);
const days = {good: "down", format: formatDays} as const;

/** The number tiles of each question, by its subject. */
export const homeTiles: Record<string, (months: Months, source: readonly Row[]) => HTMLElement> = {
  revenue: (months, source) =>
    tiles(
      [
        monthTile("Revenue", months, sum("revenue"), {format: formatShortMoney, good: "up"}),
        monthTile("Orders", months, sum("orders_count"), {format: formatCount, good: "up"})
      ],
      {source, metrics: ["revenue", "orders", "complete_month"]}
    ),
  gmv: (months, source) =>
    tiles(
      [
        monthTile("GMV", months, sum("gmv"), {format: formatShortMoney, good: "up"}),
        monthTile("Freight share of GMV", months, quotient("freight", "gmv"), {
          format: formatPercent,
          difference: formatPercentPoints
        })
      ],
      {source, metrics: ["gmv", "freight"]}
    ),
  orderValue: (months, source) =>
    tiles(
      [
        monthTile("Average order value", months, quotient("gmv", "orders_with_items_count"), {format: formatMoney}),
        monthTile("Orders with items", months, sum("orders_with_items_count"), {format: formatCount, good: "up"})
      ],
      {source, metrics: ["aov", "gmv", "orders"]}
    ),
  customers: (months, source) =>
    tiles(
      [
        monthTile("New customers", months, sum("new_customers_count"), {format: formatCount, good: "up"}),
        monthTile("Acquisition cost (proxy)", months, quotient("freight_waived", "new_customers_count"), {
          format: formatMoney,
          detail: "waived freight per new customer",
          good: "down"
        })
      ],
      {source, metrics: ["new_customers", "customers"]}
    ),
  delivery: (months, source) =>
    tiles(
      [
        monthTile("Days to deliver", months, quotient("days_to_deliver_sum", "delivered_count"), days),
        monthTile("On time", months, rateOnTime, {format: formatPercent, good: "up", difference: formatPercentPoints})
      ],
      {source, metrics: ["days_to_deliver", "promised_days", "on_time_rate", "delivered_orders"]}
    ),
  satisfaction: (months, source) =>
    tiles(
      [
        monthTile("NPS proxy", months, promoterScore, {
          format: formatPoints,
          detail: "promoters less detractors, of 100",
          ...{good: "up", difference: formatPoints}
        }),
        monthTile("Mean review score", months, quotient("review_score_sum", "reviews_count"), {
          format: formatScore,
          ...{good: "up", difference: formatScoreChange}
        })
      ],
      {source, metrics: ["nps", "review_score"]}
    )
};
