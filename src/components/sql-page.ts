import type {Query} from "./query.js";

export type Sort = {column: string; descending: boolean};
export type Wish = {
  /** Words of which each stands in some searched column, whatever the case and the accents. */
  search: string;
  searched: readonly string[];
  sort: Sort | null;
};

/** Counts the rows that match, in every row; a page's own query may bring it along for its first rows. */
export const countColumn = "rows_count";

const limit = /\s+limit\s+(\d+)\s*;?\s*$/i;

/** The number of rows that a query is limited to; undefined where it is not. */
export function findLimit(text: string): number | undefined {
  const match = limit.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** The query for all of its rows. */
export function unlimited({text, params}: Query): Query {
  return {text: text.replace(limit, ""), params};
}

/** Some of the rows that a query would give without its limit, searched, sorted and counted; all of them without a size. */
export function pageQuery(query: Query, {search, searched, sort}: Wish, page?: {size: number; start: number}): Query {
  const {text, params} = unlimited(query);
  const words = fold(search).split(/\s+/).filter(Boolean);
  const matches = words.map(() => `(${searched.map((column) => `contains(${folded(column)}, ?)`).join(" or ")})`);
  const order = sort ? `${quote(sort.column)} ${sort.descending ? "desc" : "asc"} nulls last, ` : "";
  const known = new RegExp(`\\b${countColumn}\\b`).test(text) ? `* exclude (${countColumn})` : "*";
  const lines = [
    `select * exclude (row_order), count(*) over ()::integer as ${countColumn}`,
    `from (\n    select ${known}, row_number() over () as row_order\n    from (\n${text}\n    )\n)`,
    matches.length > 0 ? `where ${matches.join("\n    and ")}` : "",
    `order by ${order}row_order`,
    page ? `limit ${page.size} offset ${page.start}` : ""
  ];
  return {
    text: lines.filter(Boolean).join("\n"),
    params: [...params, ...words.flatMap((word) => searched.map(() => word))]
  };
}

/** Text without case and accents, as the engine folds it. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function folded(column: string): string {
  return `lower(strip_accents(cast(${quote(column)} as varchar)))`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
