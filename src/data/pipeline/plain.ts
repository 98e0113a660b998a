/** Turns a value of the engine's into what JSON can say; 64-bit integers become numbers where they fit, else text. */
export function toPlain(value: unknown, isDate = false): unknown {
  if (value === null || typeof value !== "object") return typeof value === "bigint" ? toInteger(value) : value;
  if (value instanceof Date) return isDate ? value.toISOString().slice(0, 10) : formatTimestamp(value);
  if (Array.isArray(value)) return value.map((inner) => toPlain(inner));
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]));
  }
  return String(value);
}

function toInteger(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function formatTimestamp(value: Date): string {
  const iso = value.toISOString();
  return iso.endsWith(".000Z") ? iso.slice(0, 19) : iso.slice(0, -1);
}
