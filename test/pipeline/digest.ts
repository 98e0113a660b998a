import type {Sandbox} from "./sandbox.ts";

/** Rows and a hash of all rows of each table, whatever their order. */
export async function digestTables(sandbox: Sandbox): Promise<Record<string, unknown>> {
  const tables = await sandbox.query<{id: string}>(
    "select schema_name || '.' || table_name as id from duckdb_tables() where schema_name in ('seeds', 'staging', 'snapshots', 'intermediate', 'core', 'marts') order by 1"
  );
  const digests: Record<string, unknown> = {};
  for (const {id} of tables)
    digests[id] = (await sandbox.query(`select count(*) as n, bit_xor(hash(t)) as h from ${id} as t`))[0];
  return digests;
}
