import type {Column} from "../contracts.ts";
import type {Row, Session} from "../database.ts";
import {quoteIdentifier, quoteTable} from "../sql-text.ts";
import type {ProfiledTable} from "./catalogue.ts";

/** What a table's columns hold. */
export interface TableProfile {
  rows: number;
  columns: Record<string, ColumnProfile>;
  /** The first rows of a published table, its published columns only. */
  sample?: {columns: string[]; rows: unknown[][]};
}

/** Without values where they are not published. */
export interface ColumnProfile {
  nulls: number;
  distinct: number;
  /** Whether `distinct` is an estimate, as it is of very long tables. */
  isEstimate?: true;
  isHidden?: true;
  min?: number | string;
  max?: number | string;
  /** Rows in bins of equal width from min to max. */
  bins?: number[];
  /** The most frequent values with their rows; all of them where there are few. */
  values?: [value: string | number | boolean, rows: number][];
}

const binCount = 16;
const topCount = 6;
const sampleRows = 5;
/** Counting what is different in longer tables takes too much memory. */
const longTable = 3_000_000;
/** Of tables that stay in the warehouse, values are told only of columns that sort rows into so few classes. */
const classes = 60;

type Kind = "number" | "time" | "text" | "boolean" | "other";

function kindOf(type: string): Kind {
  if (/\[\]$|^(STRUCT|MAP|LIST)/.test(type)) return "other";
  if (/INT|DECIMAL|DOUBLE|FLOAT|REAL/.test(type)) return "number";
  if (/^(DATE|TIMESTAMP)/.test(type)) return "time";
  return type === "BOOLEAN" ? "boolean" : type === "VARCHAR" ? "text" : "other";
}

/** Counts of all columns in one scan, then what their values are, column by column. */
export async function profileTable(session: Session, table: ProfiledTable): Promise<TableProfile> {
  const {contract, isPublished} = table;
  const {rows, columns} = await countColumns(session, table);
  for (const column of contract.columns) {
    const profile = columns[column.name]!;
    if (!table.shown.has(column.name)) profile.isHidden = true;
    else if (profile.distinct > 0) Object.assign(profile, await describeValues(session, table, column, profile));
  }
  return {rows, columns, ...(isPublished && {sample: await readSample(session, table)})};
}

/** Input files are kept as text, which their contract gives types. */
function valueOf({contract}: ProfiledTable, {name, type}: Column): string {
  const column = quoteIdentifier(name);
  return contract.schema === "raw" && type !== "VARCHAR" ? `try_cast(${column} as ${type})` : column;
}

async function countColumns(session: Session, table: ProfiledTable): Promise<Pick<TableProfile, "rows" | "columns">> {
  const {contract, node} = table;
  const isEstimate = (node.row_count ?? 0) > longTable;
  const distinct = (value: string) => (isEstimate ? `approx_count_distinct(${value})` : `count(distinct ${value})`);
  const counts = contract.columns.map((column, i) => {
    const value = valueOf(table, column);
    return `count(${value}) as n${i}, ${distinct(value)} as d${i}`;
  });
  const row = await session.row<Record<string, number>>(
    `select count(*) as n, ${counts.join(", ")} from ${quoteTable(contract.id)}`
  );
  const profiles = contract.columns.map(({name}, i): [string, ColumnProfile] => [
    name,
    {nulls: row.n! - row[`n${i}`]!, distinct: row[`d${i}`]!, ...(isEstimate && {isEstimate: true})}
  ]);
  return {rows: row.n!, columns: Object.fromEntries(profiles)};
}

async function describeValues(
  session: Session,
  table: ProfiledTable,
  column: Column,
  {distinct}: ColumnProfile
): Promise<Partial<ColumnProfile>> {
  const kind = kindOf(column.type);
  const value = valueOf(table, column);
  const id = quoteTable(table.contract.id);
  if (kind === "other") return {};
  if (kind === "boolean" || distinct <= topCount) return {values: await readTop(session, id, value)};
  if (kind === "text")
    return table.isPublished || distinct <= classes ? {values: await readTop(session, id, value)} : {};
  return readRange(session, id, value, kind);
}

async function readTop(session: Session, id: string, value: string): Promise<NonNullable<ColumnProfile["values"]>> {
  const rows = await session.rows<{v: string; n: number}>(
    `select ${value} as v, count(*) as n from ${id} where v is not null group by v order by n desc, v limit ${topCount}`
  );
  return rows.map(({v, n}) => [v, n]);
}

async function readRange(session: Session, id: string, value: string, kind: "number" | "time") {
  const number = kind === "time" ? `epoch(${value})` : `cast(${value} as double)`;
  const [{low, high, min, max}] = (await session.rows<{low: number; high: number; min: string; max: string}>(
    `select min(x) as low, max(x) as high, min(v) as min, max(v) as max from (select ${number} as x, ${value} as v from ${id}) where isfinite(x)`
  )) as [{low: number; high: number; min: string; max: string}];
  const rows = await session.rows<{bin: number; n: number}>(
    `select least(floor((x - $1) / $2 * ${binCount}), ${binCount - 1})::integer as bin, count(*) as n
    from (select ${number} as x from ${id}) where isfinite(x) group by bin`,
    [low, high - low || 1]
  );
  const bins = Array.from({length: binCount}, (_, i) => rows.find(({bin}) => bin === i)?.n ?? 0);
  return {min, max, bins};
}

async function readSample(session: Session, {contract, orderBy, shown}: ProfiledTable) {
  const columns = contract.columns.map(({name}) => name).filter((name) => shown.has(name));
  const order = orderBy.length > 0 ? orderBy.map(quoteIdentifier).join(", ") : "all";
  const rows = await session.rows<Row>(
    `select ${columns.map(quoteIdentifier).join(", ")} from ${quoteTable(contract.id)} order by ${order} limit ${sampleRows}`
  );
  return {columns, rows: rows.map((row) => columns.map((name) => row[name]))};
}
