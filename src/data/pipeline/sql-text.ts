/** A name as SQL reads it: quoted, quotes doubled. */
export const quoteIdentifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `schema.name` as SQL reads it. */
export const quoteTable = (id: string) => id.split(".").map(quoteIdentifier).join(".");

/** A value as SQL reads it: numbers and booleans bare, text quoted. */
export function quoteLiteral(value: string | number | boolean): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
