import {total} from "./months.js";
import type {Row, Value} from "./rows.js";

/** Sums the numbers of rows by the values of a column, in a given order or that of the values. */
export function sumBy(rows: readonly Row[], key: string, values: readonly Value[] = listValues(rows, key)): Row[] {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== key && typeof rows[0]![name] === "number");
  return values.flatMap((value) => {
    const part = rows.filter((row) => row[key] === value);
    if (part.length === 0) return [];
    return [{[key]: value, ...Object.fromEntries(columns.map((name) => [name, total(part, name)]))}];
  });
}

function listValues(rows: readonly Row[], key: string): Value[] {
  return Array.from(new Set(rows.map((row) => row[key] ?? null))).sort((a, b) => Number(a) - Number(b));
}
