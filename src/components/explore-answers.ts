import {formatCount, formatCounted, formatDate} from "./format.js";
import type {CatalogTable} from "./table-list.js";

/** What there is to ask. */
export function describeTables(tables: readonly CatalogTable[], asOf: string): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const columns = new Set(tables.flatMap((table) => table.columns.map(({name}) => name))).size;
  const held = `${formatCount(rows)} rows, up to ${formatDate(asOf)}`;
  return `Ask anything of ${formatCounted(tables.length, "table")} with ${formatCounted(columns, "different column")} and ${held}.`;
}
