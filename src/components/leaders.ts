import {formatCount, formatList} from "./format.js";

/** The rows of the largest value, more than one where they tie. */
export function listLargest<T>(rows: readonly T[], value: (row: T) => number): T[] {
  const largest = Math.max(...rows.map(value));
  return rows.filter((row) => value(row) === largest);
}

/** "a", "a and b", or "3 states" of more. */
export function nameTied<T>(rows: readonly T[], name: (row: T) => string, unit: string): string {
  return rows.length > 2 ? `${formatCount(rows.length)} ${unit}` : formatList(rows.map(name));
}
