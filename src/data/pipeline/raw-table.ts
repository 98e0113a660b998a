import type {SourceContract} from "./contracts.ts";
import type {InputFile} from "./input-file.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";

type File = Pick<InputFile, "source" | "path" | "name" | "columns" | "extraColumns">;

/** An empty raw table: the contract's columns as text, those beyond it that its files have, and where a row comes from. */
export function createRawSql(source: SourceContract, files: File[]): string {
  const names = [...source.columns.map(({name}) => name), ...new Set(files.flatMap((file) => file.extraColumns))];
  const columns = names.map((name) => `${quoteIdentifier(name)} varchar`);
  return `create or replace table ${quoteTable(source.id)} (${columns.join(", ")}, _source_file varchar, _row_number bigint, _loaded_at timestamp)`;
}

/** The statement that adds a file to its raw table, as text; `loadedAt` is an expression. */
export function insertFileSql(file: File, loadedAt: string, {rejects = true} = {}): string {
  const types = file.columns.map((column) => `${quoteLiteral(column)}: 'VARCHAR'`);
  const options = `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"'${rejects ? ", store_rejects = true, rejects_limit = 0" : ""}`;
  return `insert into ${quoteTable(file.source.id)} by name
select
    *,
    ${quoteLiteral(file.name)} as _source_file,
    row_number() over () as _row_number,
    ${loadedAt} as _loaded_at
from read_csv(${quoteLiteral(file.path)}, ${options}, columns = {${types.join(", ")}})`;
}

/** The statement that lets a file's rows replace those of the same key that earlier files brought; undefined without a key. */
export function replaceEarlierSql(file: File): string | undefined {
  const condition = isReplacedBy(file);
  return condition && `delete from ${quoteTable(file.source.id)} where ${condition}`;
}

/** The condition that a row has the key of one that a file brought later; undefined without a key. */
export function isReplacedBy({source, name}: File): string | undefined {
  if (source.key.length === 0) return undefined;
  const [table, file, key] = [quoteTable(source.id), quoteLiteral(name), source.key.map(quoteIdentifier).join(", ")];
  return `_source_file <> ${file} and (${key}) in (select (${key}) from ${table} where _source_file = ${file})`;
}
