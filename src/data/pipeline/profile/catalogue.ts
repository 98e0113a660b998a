import {availableParallelism} from "node:os";
import type {CheckResult} from "../check.ts";
import type {Column, Contract, ModelContract} from "../contracts.ts";
import type {Session} from "../database.ts";
import {openWarehouse} from "../database.ts";
import {UsageError} from "../errors.ts";
import {readContracts} from "../project.ts";
import {isPublished} from "../publish.ts";
import type {Settings} from "../settings.ts";
import {databasePath, publishPath} from "../settings.ts";
import {readCatalog} from "../site/catalog.ts";
import type {NodeState} from "../state.ts";
import {readNodes} from "../state.ts";
import type {TableProfile} from "./profile.ts";
import {readProfiles} from "./remembered.ts";

/** In the order of the data's way; each is a file that the page fetches when one of its tables is opened. */
export const layers = ["raw", "seeds", "staging", "snapshots", "intermediate", "core", "marts"] as const;
type Layer = (typeof layers)[number];

/** A table as its profile is taken. */
export interface ProfiledTable {
  contract: Contract;
  isPublished: boolean;
  orderBy: string[];
  node: NodeState;
  /** Names of columns whose values may be told. */
  shown: ReadonlySet<string>;
}

/** The catalogue's files by name: an index of all tables and columns, and the profiles of each layer. */
export async function describeCatalogue(settings: Settings): Promise<Record<"index" | Layer, unknown>> {
  const {sources, seeds, models} = await readContracts(settings.root);
  const database = await openWarehouse(databasePath(settings), {readOnly: true});
  try {
    const sessions = await Promise.all(Array.from({length: availableParallelism()}, () => database.connect()));
    const nodes = await readNodes(sessions[0]!);
    const built = [...sources, ...seeds, ...models.values()].filter(({id}) => nodes.has(id));
    const contracts = layers.flatMap((layer) => built.filter(({schema}) => schema === layer));
    refuseUnknownLayers(built);
    const secret = new Set(contracts.flatMap(({columns}) => columns.filter(({isPii}) => isPii)).map(({name}) => name));
    const tables = contracts.map((contract) => describeTable(contract, nodes.get(contract.id)!, secret));
    const profiles = await readProfiles(sessions, tables, settings);
    const bytes = new Map((await readCatalog(publishPath(settings))).tables.map((table) => [table.name, table.bytes]));
    const checks = await readChecks(sessions[0]!);
    return {
      index: {tables: tables.map((table) => describeEntry(table, profiles.get(table.contract.id)!, bytes, checks))},
      ...describeLayers(tables, profiles, checks)
    };
  } finally {
    database.close();
  }
}

function refuseUnknownLayers(contracts: readonly Contract[]): void {
  const unknown = contracts.find(({schema}) => !layers.includes(schema as Layer));
  if (unknown) throw new UsageError(`${unknown.path}: the catalogue knows no layer ${unknown.schema}.`);
}

/** Values are told where their column is published; of tables that stay in the warehouse, those of columns that nowhere tell who somebody is. */
function describeTable(
  contract: Contract | ModelContract,
  node: NodeState,
  secret: ReadonlySet<string>
): ProfiledTable {
  const isModel = "materialized" in contract;
  const isOut = isModel && isPublished(contract);
  const staysInside = (name: string) => secret.has(name) || name.endsWith("_id");
  const isShown = ({name, isPublished, isPii}: Column) => isPublished && !isPii && (isOut || !staysInside(name));
  return {
    contract,
    isPublished: isOut,
    orderBy: isModel ? contract.orderBy : [],
    node,
    shown: new Set(contract.columns.filter(isShown).map(({name}) => name))
  };
}

type TableCheck = Omit<CheckResult, "path"> & {column_name: string | null; kind: string};

async function readChecks(session: Session): Promise<Map<string, TableCheck[]>> {
  const rows = await session.rows<TableCheck>(
    "select check_id, table_name, column_name, kind, status, failing_rows, threshold, reason from quality.check_results order by check_id"
  );
  const byTable = new Map<string, TableCheck[]>();
  for (const row of rows) byTable.set(row.table_name, [...(byTable.get(row.table_name) ?? []), row]);
  return byTable;
}

/** What the page needs of a table to list and search it. */
function describeEntry(
  {contract, isPublished}: ProfiledTable,
  {rows}: TableProfile,
  bytes: Map<string, number>,
  checks: Map<string, TableCheck[]>
) {
  const {id, description, columns, name} = contract;
  const own = checks.get(id) ?? [];
  return {
    id,
    description,
    rows,
    ...(isPublished && {bytes: bytes.get(name)}),
    checks: own.length,
    open: own.filter(({status}) => status !== "pass").length,
    columns: columns.map(({name, type, unit, description}) => [name, type, description, ...(unit ? [unit] : [])])
  };
}

const describeCheck = ({check_id, column_name, kind, status, failing_rows, threshold, reason}: TableCheck) => ({
  id: check_id,
  kind,
  status,
  ...(column_name && {column: column_name}),
  ...(failing_rows > 0 && {failing_rows, threshold}),
  ...(reason && {reason})
});

function describeLayers(
  tables: readonly ProfiledTable[],
  profiles: Map<string, TableProfile>,
  checks: Map<string, TableCheck[]>
): Record<Layer, unknown> {
  const describe = ({contract: {id}}: ProfiledTable) => [
    id,
    {
      ...profiles.get(id)!,
      checks: (checks.get(id) ?? []).map(describeCheck)
    }
  ];
  const ofLayer = (layer: Layer) => tables.filter(({contract}) => contract.schema === layer).map(describe);
  return Object.fromEntries(layers.map((layer) => [layer, Object.fromEntries(ofLayer(layer))])) as Record<
    Layer,
    unknown
  >;
}
