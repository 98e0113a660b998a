import type {DuckDBConnection} from "@duckdb/duckdb-wasm/blocking";
import type {Query} from "../../../components/query.ts";
import type {ArrowTable, Result} from "../../../components/rows.ts";
import {decodeColumns, decodeValues} from "../../../components/rows.ts";

/**
 * Runs a query to its end, or until the batch that reaches its limit. It reads batch by batch: the engine's own `query` gives no rows, and no error,
 * where the run fails after its first row.
 */
export function runQuery(connection: DuckDBConnection, {text, params, limit = Infinity}: Query): Result {
  const statement = connection.prepare(text);
  try {
    const result: Result = {columns: [], values: []};
    let count = 0;
    for (const batch of statement.send(...params) as Iterable<ArrowTable>) {
      if (count === 0) Object.assign(result, {columns: decodeColumns(batch), values: decodeValues(batch)});
      else decodeValues(batch).forEach((values, i) => append(result.values[i]!, values));
      count += batch.numRows;
      if (count >= limit) break;
    }
    return result;
  } finally {
    statement.close();
  }
}

function append<T>(to: T[], values: readonly T[]) {
  for (const value of values) to.push(value);
}
