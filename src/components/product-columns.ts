import {
  formatChange,
  formatCount,
  formatDate,
  formatLabel,
  formatMoney,
  formatMoneyChange,
  formatPercent,
  formatScore,
  formatWholeMoney
} from "./format.js";
import {divide, rate} from "./months.js";
import {revenueChange} from "./product-answers.js";
import type {Row} from "./rows.js";
import type {SqlColumn} from "./sql-table.js";
import type {TableColumn} from "./table.js";

const category: TableColumn = {label: "Category", value: (row) => formatLabel(String(row.category))};
const number = (name: string) => (row: Row) => row[name] ?? null;

/** Products have no names in the data: their category stands beside. */
export function nameProduct({product_key}: Row): string {
  return `Product ${String(product_key)}`;
}

export const categoryColumns: TableColumn[] = [
  category,
  {label: "Class", value: number("abc_class")},
  {label: "Items", value: number("items_count"), format: formatCount},
  {label: "Revenue", value: number("revenue"), format: formatWholeMoney},
  {label: "Share", value: number("share"), format: formatPercent},
  {label: "Mean price", value: (row) => rate([row], "price", "items_count"), format: formatMoney},
  {label: "Freight on price", value: (row) => rate([row], "freight", "price"), format: formatPercent}
];

const changeOn = (before: string) => (row: Row) => {
  const [now, earlier] = [row.recent_revenue, row[before]];
  return now === null || earlier === null ? null : divide(Number(now) - Number(earlier), Number(earlier));
};

export const growthColumns: TableColumn[] = [
  category,
  {label: "Latest three months", value: number("recent_revenue"), format: formatWholeMoney},
  {label: "Three before", value: number("before_revenue"), format: formatWholeMoney},
  {label: "Change", value: revenueChange, format: formatMoneyChange},
  {label: "In percent", value: changeOn("before_revenue"), format: formatChange},
  {label: "On year before", value: changeOn("year_before_revenue"), format: formatChange}
];

export const productColumns: SqlColumn[] = [
  {label: "Product", column: "product_key", value: nameProduct},
  {label: "Category", column: "category", value: category.value},
  {label: "Class", column: "abc_class"},
  {label: "Stage of life", column: "lifecycle", value: (row) => formatLabel(String(row.lifecycle))},
  {label: "Items", column: "items_count", format: formatCount},
  {label: "Item revenue", column: "price", format: formatWholeMoney},
  {label: "Mean price", column: "mean_price", format: formatMoney},
  {label: "Freight on price", column: "freight_share", format: formatPercent},
  {label: "Photos", column: "photos_count", format: formatCount},
  {label: "Mean score", column: "review_score", format: formatScore},
  {label: "Reviewed", column: "reviewed_count", format: formatCount},
  {label: "Last sold", column: "last_sale_date", format: formatDate}
];
