export type Scalar = string | number | boolean | null;
export type Parameter = Scalar | Date | readonly (Scalar | Date)[];
export type Query = {
  text: string;
  params: Scalar[];
  /** As soon as this many rows are there, no more are read; it takes no part in the query's key. */
  limit?: number;
};

/**
 * Turns the parts of a sql`…` template into text with "?" placeholders and the values to bind. A list becomes `(?, ?)`, and an empty list
 * `(null)`, which no row is in; values are never part of the text.
 */
export function compileQuery(strings: readonly string[], values: readonly unknown[]): Query {
  const params: Scalar[] = [];
  let text = strings[0] ?? "";
  for (const [i, value] of values.entries()) {
    text += bind(value, params) + (strings[i + 1] ?? "");
  }
  return {text: text.trim(), params};
}

/** Names a compiled query: equal text and parameters give the same 14 hexadecimal digits, in the build and in the browser. */
export function queryKey({text, params}: Query): string {
  return hash53(JSON.stringify([text, params]))
    .toString(16)
    .padStart(14, "0");
}

function bind(value: unknown, params: Scalar[]): string {
  if (!Array.isArray(value)) return (params.push(toScalar(value)), "?");
  if (value.length === 0) return "(null)";
  params.push(...value.map(toScalar));
  return `(${value.map(() => "?").join(", ")})`;
}

function toScalar(value: unknown): Scalar {
  if (value instanceof Date) return toDateText(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`invalid query parameter: ${String(value)}`);
}

function toDateText(date: Date): string {
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 23).replace("T", " ");
}

/** The cyrb53 string hash by bryc (public domain): two 32-bit lanes, mixed into a 53-bit integer. */
function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
