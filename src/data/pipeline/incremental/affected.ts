import {quoteIdentifier, quoteTable} from "../sql-text.ts";
import type {Incremental, Link} from "./config.ts";

/** The query of the keys that changed rows bear on, columns `key_1` and so on; `changed` names each input's rows. */
export function affectedKeysSql({uniqueKey, inputs}: Incremental, changed: Map<string, string>): string {
  const queries = [...changed].flatMap(([table, rows]) =>
    inputs[table]!.flatMap((link) => keysOf(link, `select * from ${rows}`, inputs))
  );
  if (queries.length === 0) return `select ${uniqueKey.map((_, i) => `null as key_${i + 1}`).join(", ")} where false`;
  return `select distinct * from (${queries.join("\nunion all\n")})`;
}

/** Rows of an input know their keys, or those of the input do that they are joined to. */
function keysOf(link: Link, rows: string, inputs: Incremental["inputs"]): string[] {
  if (link.type === "all") return [];
  if (link.type === "carries") {
    const key = link.key.map((expression, i) => `${expression} as key_${i + 1}`);
    return [`select ${key.join(", ")} from (${rows})`];
  }
  const by = link.by.map(quoteIdentifier).join(", ");
  const joined = `select * from ${quoteTable(link.input)} semi join (${rows}) as changed using (${by})`;
  return inputs[link.input]!.flatMap((next) => keysOf(next, joined, inputs));
}

/** The condition that a row's key, by expressions over it, is among those of a table of keys. */
export function isAmong(key: string[], keys: string): string {
  const columns = key.map((_, i) => `key_${i + 1}`).join(", ");
  return key.length === 1
    ? `${key[0]} in (select ${columns} from ${keys})`
    : `(${key.join(", ")}) in (select (${columns}) from ${keys})`;
}

/** The condition that part of a key is missing, so that no row can be found by it. */
export const isIncomplete = (key: string[]) => key.map((_, i) => `key_${i + 1} is null`).join(" or ");
