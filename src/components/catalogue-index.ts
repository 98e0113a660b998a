import {formatBytes, formatCount, formatCounted, formatPercent} from "./format.js";
import {fold} from "./sql-page.js";

/** A column as the index has it: name, type, description, unit. */
export type IndexColumn = [name: string, type: string, description: string, unit?: string];

export type IndexTable = {
  /** `schema.name`. */
  id: string;
  description: string;
  rows: number;
  /** Of the Parquet file; only published tables have one. */
  bytes?: number;
  checks: number;
  /** Checks that did not pass. */
  open: number;
  columns: IndexColumn[];
};

export type ColumnProfile = {
  nulls: number;
  distinct: number;
  isEstimate?: true;
  isHidden?: true;
  min?: number | string;
  max?: number | string;
  bins?: number[];
  values?: [value: string | number | boolean, rows: number][];
};

export type TableCheck = {
  id: string;
  kind: string;
  status: "pass" | "warn" | "fail";
  column?: string;
  failing_rows?: number;
  threshold?: string;
  reason?: string;
};

export type Profile = {
  rows: number;
  columns: Record<string, ColumnProfile>;
  sample?: {columns: string[]; rows: (string | number | boolean | null)[][]};
  checks: TableCheck[];
};

export const layerOf = (id: string) => id.split(".")[0]!;
export const nameOf = (id: string) => id.slice(id.indexOf(".") + 1);

/** What the warehouse holds. */
export function answerCatalogue(tables: readonly IndexTable[]): string {
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0);
  const published = tables.filter(({bytes}) => bytes !== undefined);
  const size = formatBytes(published.reduce((sum, {bytes}) => sum + bytes!, 0));
  const checks = tables.reduce((sum, table) => sum + table.checks, 0);
  const open = tables.reduce((sum, table) => sum + table.open, 0);
  const outcome =
    open === 0 ? "all of which pass" : `of which ${formatCount(open)} ${open === 1 ? "does" : "do"} not pass`;
  return `The warehouse has ${formatCounted(tables.length, "table")} with ${formatCounted(columns, "column")}; ${formatCount(published.length)} of them, ${size}, are published. ${formatCounted(checks, "check")} stand guard, ${outcome}.`;
}

export type Found = {table: IndexTable; columns: IndexColumn[]};

/** The tables whose name, description or columns hold all the words, each with the columns that hold one of them; all tables for no words. */
export function searchTables(tables: readonly IndexTable[], text: string): Found[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return tables.map((table) => ({table, columns: []}));
  const holds = (parts: readonly (string | undefined)[]) => {
    const folded = fold(parts.filter(Boolean).join(" "));
    return words.every((word) => folded.includes(word));
  };
  return tables.flatMap((table) => {
    const columns = table.columns.filter(([name, , description, unit]) => holds([name, description, unit]));
    return columns.length > 0 || holds([table.id, table.description]) ? [{table, columns}] : [];
  });
}

/** The table, and the column if one is named, of an address such as `#core.fact_orders.order_key` or `?table=core.fact_orders`. */
export function readPlace(
  {hash, search}: {hash: string; search: string},
  tables: readonly IndexTable[]
): {table: IndexTable; column?: string} | undefined {
  const text = decodeURIComponent(hash.slice(1)) || (new URLSearchParams(search).get("table") ?? "");
  const [schema, name, column] = text.split(".");
  const table = tables.find(({id}) => id === `${schema}.${name}` || id.endsWith(`.${text}`));
  if (!table) return undefined;
  return table.columns.some(([known]) => known === column) ? {table, column} : {table};
}

/** Nulls and distinct values of a column in words. */
export function describeCounts({nulls, distinct, isEstimate}: ColumnProfile, rows: number): string {
  if (rows === 0) return "no rows";
  const share = nulls / rows;
  const missing =
    nulls === 0 ? "no nulls" : share < 0.0005 ? formatCounted(nulls, "null") : `${formatPercent(share)} null`;
  if (distinct === 0) return missing;
  const count = `${isEstimate ? "about " : ""}${formatCount(distinct)}`;
  return `${missing}, ${distinct === rows - nulls && distinct > 1 ? `all ${count} different` : `${count} different`}`;
}
