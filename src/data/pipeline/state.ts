import type {Session} from "./database.ts";
import {dropChanges} from "./incremental/changes.ts";
import {createRunTables, runTables} from "./runlog/run-tables.ts";
import {quoteLiteral, quoteTable} from "./sql-text.ts";

/** Raised when the tables below change shape; a warehouse of another version is rebuilt from its inputs and its history. */
const version = 2;

const schemas = ["raw", "seeds", "staging", "snapshots", "intermediate", "core", "marts", "quality", "meta"] as const;

const tables = `
create table if not exists meta.nodes (
    id varchar not null, fingerprint varchar not null, inputs varchar not null, changed varchar not null, row_count bigint, seconds double, built_at timestamp
);
create table if not exists meta.settings (key varchar not null, value varchar not null);
create table if not exists quality.rejected_rows (
    table_name varchar not null, source_file varchar not null, line bigint, row_number bigint, column_name varchar,
    reason varchar not null, raw_text varchar, line_count integer not null
);
create table if not exists quality.check_results (
    check_id varchar not null, table_name varchar not null, column_name varchar, kind varchar not null, severity varchar not null,
    status varchar not null, failing_rows bigint not null, total_rows bigint not null, threshold varchar not null, reason varchar, path varchar not null,
    fingerprint varchar not null, checked_at timestamp
);
create table if not exists quality.failing_rows (check_id varchar not null, failing_row varchar not null);
`;

/**
 * Makes the schemas and the pipeline's own tables; empties a warehouse that an older version left. Returns the
 * engine's version.
 */
export async function prepareState(session: Session): Promise<string> {
  await dropChanges(session);
  const isCurrent = (await readVersion(session)) === version;
  if (!isCurrent) await dropState(session);
  await session.run(schemas.map((name) => `create schema if not exists ${name}`).join(";"));
  await session.run(tables + createRunTables);
  if (!isCurrent) await writeSetting(session, "version", String(version));
  return (await session.row<{engine: string}>("select version() as engine")).engine;
}

/** Drops all but the record of past runs, which no input can bring back. */
async function dropState(session: Session): Promise<void> {
  const others = await session.rows<{name: string}>(
    `select table_name as name from duckdb_tables() where schema_name = 'meta' and table_name not in (${runTables.map(quoteLiteral).join(", ")})`
  );
  const dropped = schemas.filter((name) => name !== "meta").map((name) => `drop schema if exists ${name} cascade`);
  await session.run([...dropped, ...others.map(({name}) => `drop table ${quoteTable(`meta.${name}`)}`)].join(";"));
}

async function readVersion(session: Session): Promise<number | undefined> {
  const {n} = await session.row<{n: number}>(
    "select count(*) as n from duckdb_tables() where schema_name = 'meta' and table_name = 'settings'"
  );
  if (n === 0) return undefined;
  const value = await readSetting(session, "version");
  return value === undefined ? undefined : Number(value);
}

/** Something the pipeline remembers between builds, by key. */
export async function readSetting(session: Session, key: string): Promise<string | undefined> {
  const [row] = await session.rows<{value: string}>("select value from meta.settings where key = $1", [key]);
  return row?.value;
}

export async function writeSetting(session: Session, key: string, value: string): Promise<void> {
  await session.transaction(async () => {
    await session.run("delete from meta.settings where key = $1", [key]);
    await session.run("insert into meta.settings values ($1, $2)", [key, value]);
  });
}

/** A table of the warehouse as it was last built. */
export interface NodeState {
  id: string;
  fingerprint: string;
  /** Fingerprints of all it was made of, by name. */
  inputs: Record<string, string>;
  /** Names of the inputs whose change made it be built. */
  changed: string[];
  row_count: number | null;
  seconds: number;
  built_at: string;
}

export async function readNodes(session: Session): Promise<Map<string, NodeState>> {
  const rows = await session.rows<Omit<NodeState, "inputs" | "changed"> & {inputs: string; changed: string}>(
    "select * from meta.nodes"
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {...row, inputs: JSON.parse(row.inputs) as Record<string, string>, changed: JSON.parse(row.changed) as string[]}
    ])
  );
}

/** Fingerprint of each table as it stands, by id. */
export async function readFingerprints(session: Session): Promise<Map<string, string>> {
  const rows = await session.rows<{id: string; fingerprint: string}>("select id, fingerprint from meta.nodes");
  return new Map(rows.map(({id, fingerprint}) => [id, fingerprint]));
}

/** Notes how a table was made; belongs into the transaction that makes it. */
export async function writeNode(session: Session, node: NodeState): Promise<void> {
  await session.run("delete from meta.nodes where id = $1", [node.id]);
  await session.run("insert into meta.nodes values ($1, $2, $3, $4, $5, $6, $7::timestamp)", [
    node.id,
    node.fingerprint,
    JSON.stringify(node.inputs),
    JSON.stringify(node.changed),
    node.row_count === null ? null : BigInt(node.row_count),
    node.seconds,
    node.built_at
  ]);
}

/** Names of the inputs that differ between two builds of a table; all of them for its first. */
export function findChanged(before: Record<string, string> | undefined, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  return [...names].filter((name) => before?.[name] !== after[name]).sort();
}
