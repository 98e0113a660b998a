import type {Session} from "../database.ts";
import {quoteLiteral} from "../sql-text.ts";

type Value = string | number | boolean | Date | null | undefined;

/** Adds rows of the same columns to a table by one statement. */
export async function insertRows(
  session: Session,
  table: string,
  rows: readonly Record<string, Value>[]
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const values = rows.map((row) => `(${columns.map((name) => toLiteral(row[name])).join(", ")})`);
  await session.run(`insert into ${table} (${columns.join(", ")}) values ${values.join(", ")}`);
}

export function toLiteral(value: Value): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return `timestamp ${quoteLiteral(value.toISOString().slice(0, -1))}`;
  return typeof value === "string" ? quoteLiteral(value) : String(value);
}
