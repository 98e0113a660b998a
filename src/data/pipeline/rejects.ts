import type {Column, SourceContract} from "./contracts.ts";
import type {ByteRange} from "./csv-records.ts";
import {findRecords} from "./csv-records.ts";
import type {Session} from "./database.ts";
import type {InputFile} from "./input-file.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";

const insert =
  "insert into quality.rejected_rows (table_name, source_file, line, row_number, column_name, reason, raw_text, line_count)";

/** The engine may list several errors for a line, and a quote that never closes swallows the lines after it. */
const unparsedSql = `${insert}
with lines as (
    select
        line,
        min_by(column_name, column_idx) as column_name,
        min_by(split_part(error_message, chr(10), 1), column_idx) as reason,
        rtrim(any_value(csv_line), chr(10)) as raw_text
    from reject_errors
    group by line
)
select $1, $2, line, null, column_name, reason, raw_text, 1 + length(raw_text) - length(replace(raw_text, chr(10), ''))
from lines`;

/** Moves what the engine could not split into columns from its own list to ours; returns where it stands in the file. */
export async function storeUnparsed(session: Session, file: InputFile): Promise<ByteRange[]> {
  const rows = await session.rows<{position: number; bytes: number}>(
    "select min(line_byte_position)::bigint as position, max(strlen(csv_line))::bigint as bytes from reject_errors group by line"
  );
  if (rows.length > 0) await session.run(unparsedSql, [file.source.id, file.name]);
  await session.run("drop table if exists reject_errors; drop table if exists reject_scans");
  return rows.map(({position, bytes}) => ({start: position - 1, end: position - 1 + bytes}));
}

const isChecked = ({type}: Column) => type !== "VARCHAR";

/** A text fails its type when it does not cast, or only by losing digits: 3.7 is no integer, 10.999 no cents. */
function failsType({name, type}: Column): string {
  const column = quoteIdentifier(name);
  const cast = `try_cast(${column} as ${type})`;
  const isExact = /^(DECIMAL|TINYINT|SMALLINT|INTEGER|BIGINT)/.test(type);
  return `(${column} is not null and (${cast} is null${isExact ? ` or try_cast(${column} as double) <> cast(${cast} as double)` : ""}))`;
}

/** Moves rows whose text does not fit the contract's types out of the raw table. */
export async function rejectUntyped(session: Session, file: InputFile, unparsed: ByteRange[]): Promise<void> {
  const columns = file.source.columns.filter(isChecked);
  if (columns.length === 0) return;
  const table = quoteTable(file.source.id);
  const fails = `_source_file = ${quoteLiteral(file.name)} and (${columns.map(failsType).join(" or ")})`;
  const {n} = await session.row<{n: number}>(`select count(*) as n from ${table} where ${fails}`);
  if (n === 0) return;
  const bad = await session.rows<{row: number}>(`select _row_number as row from ${table} where ${fails}`);
  const records = await findRecords(file.path, new Set(bad.map(({row}) => row)), unparsed);
  await session.run(
    `${insert}
    select $1, $2, found.line, t._row_number, case ${columns.map((column) => `when ${failsType(column)} then ${quoteLiteral(column.name)}`).join(" ")} end,
        case ${columns.map(describeMisfit).join(" ")} end, found.text, 1
    from ${table} as t
    left join (select unnest(from_json($3, '[{"row": "BIGINT", "line": "BIGINT", "text": "VARCHAR"}]'), recursive := true)) as found on t._row_number = found.row
    where ${fails}`,
    [file.source.id, file.name, JSON.stringify([...records].map(([row, record]) => ({row, ...record})))]
  );
  await session.run(`delete from ${table} where ${fails}`);
}

function describeMisfit(column: Column): string {
  const expected = quoteLiteral(`column "${column.name}": expected ${column.type}, found "`);
  return `when ${failsType(column)} then ${expected} || ${quoteIdentifier(column.name)} || '"'`;
}

/**
 * Rejects rows whose parent was itself rejected: an item of an order that could not be read is no orphan of the
 * source's, and must not stop the build as one.
 */
export async function rejectOrphans(session: Session, sources: SourceContract[]): Promise<void> {
  let changed = (await session.rows<{table_name: string}>("select distinct table_name from quality.rejected_rows")).map(
    (row) => row.table_name
  );
  while (changed.length > 0) {
    const next: string[] = [];
    for (const link of sources.flatMap(findLinks)) {
      if (changed.includes(link.to) && (await rejectChildren(session, link)) > 0) next.push(link.from);
    }
    changed = next;
  }
}

interface Link {
  from: string;
  column: string;
  to: string;
  field: string;
}

/** The parents without which a row of a source cannot stand: those that a critical relationship test names. */
export const findLinks = (source: SourceContract): Link[] =>
  source.tests.flatMap(({severity, rule}) =>
    severity === "error" && rule.type === "relationship"
      ? [{from: source.id, column: rule.column, to: rule.to, field: rule.field}]
      : []
  );

async function rejectChildren(session: Session, {from, column, to, field}: Link): Promise<number> {
  const key = `c.${quoteIdentifier(column)}`;
  const orphans = `
    from ${quoteTable(from)} as c
    inner join quality.rejected_rows as r on r.table_name = $1 and contains(r.raw_text, ${key})
    where not exists (select 1 from ${quoteTable(to)} as p where p.${quoteIdentifier(field)} = ${key})`;
  await session.run(
    `${insert}
    select ${quoteLiteral(from)}, c._source_file, null, c._row_number, ${quoteLiteral(column)},
        any_value('its ${to.split(".")[1]} ' || ${key} || ' was rejected (' || r.source_file || coalesce(', line ' || r.line, '') || ')'),
        any_value(to_json(c)::varchar), 1
    ${orphans} group by c._source_file, c._row_number`,
    [to]
  );
  const condition = `(_source_file, _row_number) in (select (source_file, row_number) from quality.rejected_rows where table_name = ${quoteLiteral(from)})`;
  const {n} = await session.row<{n: number}>(`select count(*) as n from ${quoteTable(from)} where ${condition}`);
  if (n > 0) await session.run(`delete from ${quoteTable(from)} where ${condition}`);
  return n;
}
