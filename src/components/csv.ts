import type {Row, Value} from "./rows.js";

type CsvColumn<T> = {label: string; value: (row: T) => Value};

/** Rows as comma-separated values with a head, lines ending as RFC 4180 has it. */
export function formatCsv<T>(rows: readonly T[], columns: readonly CsvColumn<T>[]): string {
  const lines = [
    columns.map(({label}) => label),
    ...rows.map((row) => columns.map(({value}) => formatValue(value(row))))
  ];
  return lines.map((cells) => `${cells.map(quote).join(",")}\r\n`).join("");
}

/** One column for each key of the rows. */
export function listColumns(rows: readonly Row[]): CsvColumn<Row>[] {
  return Object.keys(rows[0] ?? {}).map((label) => ({label, value: (row) => row[label] ?? null}));
}

/** Dates without a time of day are days; missing values are empty. */
function formatValue(value: Value): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
  return value instanceof Date ? value.toISOString().replace("T00:00:00.000Z", "") : String(value);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
