import {
  formatCount,
  formatDate,
  formatDecimal,
  formatLabel,
  formatPercent,
  formatScore,
  formatWholeMoney
} from "./format.js";
import {divide, rate} from "./months.js";
import type {Row} from "./rows.js";
import {linkSeller, nameSeller} from "./seller-names.js";
import type {SqlColumn} from "./sql-table.js";
import type {TableColumn} from "./table.js";

const number = (name: string) => (row: Row) => row[name] ?? null;

/** The share of a row's deliveries that were not late. */
export function onTimeShare(row: Row): number | null {
  const late = rate([row], "late_count", "delivered_count");
  return late === null ? null : 1 - late;
}

export const tierColumns: TableColumn[] = [
  {label: "Tier", value: number("tier")},
  {label: "Sellers", value: number("sellers_count"), format: formatCount},
  {label: "Revenue", value: number("revenue"), format: formatWholeMoney},
  {
    label: "Revenue each",
    value: (row) => divide(Number(row.revenue), Number(row.sellers_count)),
    format: formatWholeMoney
  },
  {label: "On time", value: onTimeShare, format: formatPercent},
  {
    label: "Deadline kept",
    value: (row) => rate([row], "deadline_kept_count", "handed_over_count"),
    format: formatPercent
  },
  {label: "Mean score", value: (row) => rate([row], "review_score_sum", "reviewed_count"), format: formatScore},
  {
    label: "Canceled or unavailable",
    value: (row) => rate([row], "canceled_count", "orders_count"),
    format: formatPercent
  }
];

/** New is also a seller who brought revenue again after three months without. */
const nameTrend = ({trend}: Row) => (trend === "new" ? "New or back" : formatLabel(String(trend)));

export const sellerColumns: SqlColumn[] = [
  {label: "Seller", column: "seller_key", value: nameSeller, node: linkSeller},
  {label: "Tier", column: "tier"},
  {label: "Score", column: "score", format: formatDecimal},
  {label: "Revenue", column: "revenue", format: formatWholeMoney},
  {label: "Orders", column: "orders_count", format: formatCount},
  {label: "Products", column: "products_count", format: formatCount},
  {label: "On time", column: "on_time_share", format: formatPercent},
  {label: "Mean review", column: "review_score", format: formatScore},
  {label: "Trend", column: "trend", value: nameTrend},
  {label: "Last sale", column: "last_sale_date", format: formatDate}
];
