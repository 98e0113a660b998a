import {formatCount, formatList} from "./format.js";
import type {Measure} from "./months.js";
import type {Row} from "./rows.js";

/** The rows of the largest value, more than one where they tie. */
export function listLargest<T>(rows: readonly T[], value: (row: T) => number): T[] {
  const largest = Math.max(...rows.map(value));
  return rows.filter((row) => value(row) === largest);
}

/** "a", "a and b", or "3 states" of more. */
export function nameTied<T>(rows: readonly T[], name: (row: T) => string, unit: string): string {
  return rows.length > 2 ? `${formatCount(rows.length)} ${unit}` : formatList(rows.map(name));
}

type Names = {value: Measure; name: (row: Row) => string; what: string};

/** Who leads a ranking: "Paraná is", or "7 states are" where several are equal. */
export function describeFirst(ranked: readonly Row[], {value, name, what}: Names): string {
  const [first] = ranked;
  const equal = ranked.filter((row) => value(row) === value(first!)).length;
  return equal === 1 ? `${name(first!)} is` : `${equal} ${what} are`;
}
