import type {Row} from "./rows.js";
import {fold} from "./sql-page.js";
import {formatCell, type TableColumn} from "./table-parts.js";

/** The rows of which the cells, as shown, hold each of the words, whatever the case and the accents. */
export function searchRows(rows: readonly Row[], columns: readonly TableColumn[], text: string): readonly Row[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const cells = columns.map((column) => fold(formatCell(column, row)));
    return words.every((word) => cells.some((cell) => cell.includes(word)));
  });
}

/** Sorts by value, missing values last either way. */
export function sortRows(rows: readonly Row[], {value}: TableColumn, descending: boolean): readonly Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    if (typeof x === "string" && typeof y === "string") return sign * x.localeCompare(y, "en");
    return sign * (Number(x) - Number(y));
  });
}
