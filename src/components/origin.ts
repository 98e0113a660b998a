import type {Query} from "./query.js";
import type {Column, Row} from "./rows.js";

/** What rows are the answer to. Columns are missing where an engine gave no rows at all. */
export type Origin = {query: Query; columns: readonly Column[]};

/** What a figure may say of its making: the rows straight from an `sql` block, or several of them, and names of sql/metrics.yml. */
export type Provenance = {
  source?: readonly Row[] | readonly (readonly Row[])[];
  metrics?: readonly string[];
};

const origins = new WeakMap<readonly Row[], Origin>();

export function rememberOrigin(rows: Row[], origin: Origin): Row[] {
  origins.set(rows, origin);
  return rows;
}

/** The query that rows came from; undefined for rows made by a page itself. */
export function findOrigin(rows: readonly Row[]): Origin | undefined {
  return origins.get(rows);
}

/** The sources as a list, whether one or several were given. */
export function listSources(source: Provenance["source"]): (readonly Row[])[] {
  if (!source) return [];
  const isList = source.some((item) => Array.isArray(item));
  return (isList ? source : [source]) as (readonly Row[])[];
}
