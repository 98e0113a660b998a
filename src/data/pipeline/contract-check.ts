import type {Contract} from "./contracts.ts";
import type {Session} from "./database.ts";

/** Compares every table with its contract; returns a sentence per column that is missing, unknown or of another type. */
export async function findMismatches(session: Session, contracts: Contract[]): Promise<string[]> {
  const rows = await session.rows<{id: string; name: string; type: string}>(
    "select schema_name || '.' || table_name as id, column_name as name, data_type as type from duckdb_columns() where not internal"
  );
  const found = new Map<string, Map<string, string>>();
  for (const {id, name, type} of rows) found.set(id, (found.get(id) ?? new Map<string, string>()).set(name, type));
  return contracts.flatMap((contract) => compareColumns(contract, found.get(contract.id) ?? new Map<string, string>()));
}

/** A sentence per column in which a contract and the columns found, with their types, differ. */
export function compareColumns({id, path, columns}: Contract, found: Map<string, string>): string[] {
  const expected = new Map(columns.map((column) => [column.name, column.type]));
  const wrong = columns.flatMap(({name, type}) => {
    if (!found.has(name)) return [`${path}: ${id}.${name}: expected ${type}, but the model yields no such column.`];
    return found.get(name) === type
      ? []
      : [
          `${path}: ${id}.${name}: expected ${type}, found ${found.get(name)}. Cast it in the model or correct the contract.`
        ];
  });
  const unknown = [...found]
    .filter(([name]) => !expected.has(name))
    .map(
      ([name, type]) =>
        `${path}: ${id}.${name}: the model yields a column (${type}) that the contract does not have. Describe it or drop it.`
    );
  return [...wrong, ...unknown];
}
