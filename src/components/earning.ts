import {inPeriod, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";

/** What a page says of orders that brought no revenue. */
export const noRevenue = "These orders brought no revenue.";

/** What a page says of orders that have no items. */
export const noItems = "None of these orders has items.";

export function listEarning(rows: readonly Row[]): Row[] {
  return rows.filter((row) => Number(row.revenue) > 0);
}

/** What stands in place of a chart of revenue; undefined where there are no orders at all. */
export function explainEmpty(rows: readonly Row[]): string | undefined {
  return rows.length > 0 ? noRevenue : undefined;
}

/** What stands in place of a chart of items; undefined where there are no orders at all. */
export function explainNoItems(months: readonly MonthRow[]): string | undefined {
  return total(inPeriod(months), "orders_count") > 0 ? noItems : undefined;
}
