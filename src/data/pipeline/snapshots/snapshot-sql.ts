import type {ModelContract, SnapshotConfig} from "../contracts.ts";
import type {Model} from "../graph.ts";
import {quoteIdentifier, quoteTable} from "../sql-text.ts";

/** Since when the first version of anything holds: before all data, so that every fact finds a version of its time. */
const beginning = "timestamp '1900-01-01'";

/** The last purchase in the data: the moment at which the products and sellers that came with it were so. */
export const asOfSql = "select max(cast(order_purchase_timestamp as timestamp)) from raw.orders";

/** Columns that a snapshot adds to those of its SELECT. */
const addedColumns = ({surrogateKey}: SnapshotConfig) => [surrogateKey, "valid_from", "valid_to", "is_current"];

/** The SELECT of a snapshot without a history: one open version of everything, its keys counted by the source's. */
export function firstVersionsSql({uniqueKey, surrogateKey}: SnapshotConfig, sql: string): string {
  return `select cast(row_number() over (order by ${quoteIdentifier(uniqueKey)}) as integer) as ${quoteIdentifier(surrogateKey)}, *, ${beginning} as valid_from, cast(null as timestamp) as valid_to, true as is_current from (${sql}\n)`;
}

/** Where the versions are kept that builds before this one brought, those of several shops side by side. */
export const historyTable = ({name}: Pick<Model, "name">) => quoteTable(`history.${name}`);

interface Past {
  /** Which of the histories. */
  id: number;
  /** Columns that it has. */
  columns: ReadonlyMap<string, string>;
  /** Whether the data are those of the history's last build, so that only the model can have changed. */
  isSameData: boolean;
}

/**
 * The SELECT of a snapshot that continues a history. What differs in a checked column closes its version and opens the
 * next at the as-of moment of the data; what came with other data of the same moment, or of other SQL, corrects the
 * version in place. What is gone stays as it was.
 */
export function nextVersionsSql({name, sql, contract}: Pick<Model, "name" | "sql" | "contract">, past: Past): string {
  const {uniqueKey, surrogateKey, checkColumns} = contract.snapshot!;
  const [key, surrogate] = [quoteIdentifier(uniqueKey), quoteIdentifier(surrogateKey)];
  const columns = describedColumns(contract).map(quoteIdentifier);
  const list = (from: string) => columns.map((column) => `${from}.${column}`).join(", ");
  const compared = checkColumns.filter((column) => past.columns.has(column)).map(quoteIdentifier);
  const differs = compared.map((column) => `arrived.${column} is distinct from history.${column}`).join(" or ");
  return `
with history as (select ${contract.columns.map((column) => readColumn(column, past)).join(", ")} from ${historyTable({name})} where history = ${past.id}),
arrived as (select ${columns.join(", ")} from (${sql}\n)),
moment as (select ${past.isSameData ? "cast(null as timestamp)" : `(${asOfSql})`} as as_of_at),
compared as (
    select
        ${list("arrived")},
        history.${surrogate} as known_key,
        history.valid_from as known_from,
        moment.as_of_at,
        history.${key} is null as is_new,
        coalesce(history.${key} is not null and (${differs || "false"}) and moment.as_of_at > history.valid_from, false) as opens
    from arrived
    cross join moment
    left join history on arrived.${key} = history.${key} and history.is_current
),
open_versions as (
    select
        case
            when is_new or opens then cast((select coalesce(max(${surrogate}), 0) from history) + row_number() over (partition by is_new or opens order by ${key}) as integer)
            else known_key
        end as ${surrogate},
        ${list("compared")},
        case when is_new then ${beginning} when opens then as_of_at else known_from end as valid_from,
        cast(null as timestamp) as valid_to,
        true as is_current
    from compared
),
other_versions as (
    select
        history.${surrogate},
        ${list("history")},
        history.valid_from,
        case when compared.opens then compared.as_of_at else history.valid_to end as valid_to,
        history.is_current and not coalesce(compared.opens, false) as is_current
    from history
    left join compared on history.is_current and history.${key} = compared.${key}
    where not history.is_current or compared.${key} is null or compared.opens
)
select ${contract.columns.map(({name}) => quoteIdentifier(name)).join(", ")}
from (from open_versions union all by name from other_versions)`;
}

/** The columns that the model itself yields. */
function describedColumns({columns, snapshot}: ModelContract): string[] {
  const added = addedColumns(snapshot!);
  return columns.map(({name}) => name).filter((name) => !added.includes(name));
}

/** A column that the history does not know yet is empty in it. */
function readColumn({name, type}: ModelContract["columns"][number], {columns}: Past): string {
  const column = quoteIdentifier(name);
  return `cast(${columns.has(name) ? column : "null"} as ${type}) as ${column}`;
}
