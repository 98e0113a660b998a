import {csvFormat} from "d3-dsv";
import type {Row} from "./database.ts";

export const formats = ["table", "csv", "json"] as const;

/** Rows as text: aligned columns, CSV, or a JSON array on one line. */
export function formatTable({columns, rows}: {columns: string[]; rows: Row[]}, format: string): string {
  if (format === "json") return JSON.stringify(rows);
  if (format === "csv")
    return csvFormat(
      rows.map((row) => mapValues(row, (value) => (value === null ? "" : toText(value)))),
      columns
    );
  return alignColumns(columns, rows);
}

const mapValues = (row: Row, map: (value: unknown) => string) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, map(value)]));
const toText = (value: unknown) =>
  value !== null && typeof value === "object" ? JSON.stringify(value) : String(value);

function alignColumns(columns: string[], rows: Row[]): string {
  const cells = [columns, ...rows.map((row) => columns.map((name) => toText(row[name])))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const isNumber = columns.map((name) => rows.some((row) => typeof row[name] === "number"));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd()
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [lines[0], rule, ...lines.slice(1), `(${rows.length} ${rows.length === 1 ? "row" : "rows"})`].join("\n");
}
