import type {Column, Value} from "./rows.js";

const number = new Intl.NumberFormat("en-US", {maximumFractionDigits: 6, useGrouping: "min2"});

/** Numbers to six decimals, days and times as ISO text. */
export function formatValue(value: Value, type: Column["type"]): string {
  if (typeof value === "number") return number.format(value);
  if (!(value instanceof Date)) return String(value);
  const text = value.toISOString();
  return type === "date" ? text.slice(0, text.indexOf("T")) : text.slice(0, 19).replace("T", " ");
}
