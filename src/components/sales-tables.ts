import type {Catalog} from "./catalog.js";
import type {Filters} from "./filters.js";
import {
  formatChange,
  formatCount,
  formatMoney,
  formatMonth,
  formatPercent,
  formatShortMoney,
  formatWholeMoney,
  formatLabel
} from "./format.js";
import {monthTile} from "./month-tiles.js";
import {compare, divide, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {dataTable, type TableColumn} from "./table.js";
import {tiles} from "./tiles.js";

type Months = readonly MonthRow[];

export const revenue = measure("revenue");
export const orderValue = measure("gmv", "orders_with_items_count");
export const categoryName = (row: Row) => formatLabel(String(row.category));
const statusName = (row: Row) => formatLabel(String(row.order_status));

/** Growth of revenue on the month so many months before. */
export const growthOver = (months: Months, back: number) => (row: Row) =>
  compare(months, row.month as Date, back, revenue)?.change ?? null;

export function salesTiles(months: Months, source: readonly Row[], {category}: Pick<Filters, "category">): HTMLElement {
  const detail = category === null ? undefined : `items of ${formatLabel(category)} only`;
  const sum = (name: string) => (rows: readonly Row[]) => total(rows, name);
  const mean = (rows: readonly Row[]) => rate(rows, "gmv", "orders_with_items_count");
  const items = [
    monthTile("Revenue", months, sum("revenue"), {format: formatShortMoney, good: "up", detail}),
    monthTile("GMV", months, sum("gmv"), {format: formatShortMoney, good: "up", detail}),
    monthTile("Orders", months, sum("orders_count"), {format: formatCount, good: "up"}),
    monthTile("Average order value", months, mean, {format: formatMoney, detail})
  ];
  return tiles(items, {source, metrics: ["revenue", "gmv", "orders", "aov"]});
}

export function categoriesTable(rows: readonly Row[]): HTMLElement {
  const columns = [{label: "Category", value: categoryName}, count("Items", "items_count"), ...shares(rows)];
  return dataTable(rows, columns, {caption: "Categories by revenue", source: rows, metrics: ["revenue", "category"]});
}

export function statesTable(rows: readonly Row[], source: readonly Row[], {options}: Catalog): HTMLElement {
  const name = {label: "State", value: (row: Row) => nameState(row, options)};
  const columns = [name, count("Orders", "orders_count"), ...shares(rows)];
  return dataTable(rows, columns, {caption: "Sales by state", source, metrics: ["orders", "revenue"], height: "26rem"});
}

export function statusesTable(rows: readonly Row[], source: readonly Row[]): HTMLElement {
  const all = total(rows, "orders_count");
  const share = (row: Row) => divide(Number(row.orders_count), all);
  const columns: TableColumn[] = [
    {label: "Order status", value: statusName},
    count("Orders", "orders_count"),
    {label: "Share", value: share, format: formatPercent},
    {label: "GMV", value: measure("gmv"), format: formatWholeMoney}
  ];
  return dataTable(rows, columns, {caption: "Sales by order status", source, metrics: ["orders", "gmv"]});
}

export function monthsTable(months: Months, source: readonly Row[]): HTMLElement {
  const columns: TableColumn[] = [
    {label: "Month", value: (row) => row.month!, format: formatMonth},
    count("Orders", "orders_count"),
    count("Items", "items_count"),
    {label: "Revenue", value: revenue, format: formatWholeMoney},
    {label: "On month before", value: growthOver(months, 1), format: formatChange},
    {label: "On year before", value: growthOver(months, 12), format: formatChange},
    {label: "GMV", value: measure("gmv"), format: formatWholeMoney},
    {label: "AOV", value: orderValue, format: formatMoney}
  ];
  const made = {source, metrics: ["orders", "revenue", "gmv", "aov"]};
  return dataTable(inPeriod(months).toReversed(), columns, {caption: "Sales by month of purchase", ...made});
}

function count(label: string, name: string): TableColumn {
  return {label, value: (row) => row[name] ?? null, format: formatCount};
}

function shares(rows: readonly Row[]): TableColumn[] {
  const all = total(rows, "revenue");
  return [
    {label: "Revenue", value: revenue, format: formatWholeMoney},
    {label: "Share", value: (row) => divide(Number(row.revenue), all), format: formatPercent}
  ];
}

export function nameState(row: Row, {states}: Catalog["options"]): string {
  return states.find(({state}) => state === row.state)?.name ?? String(row.state);
}
