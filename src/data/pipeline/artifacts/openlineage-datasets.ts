import type {Contract} from "../contracts.ts";
import type {ModelLineage} from "../lineage/lineage.ts";
import type {InfluenceKind, Kind} from "../lineage/sources.ts";
import {splitKey} from "../lineage/sources.ts";
import {databaseName} from "./node-ids.ts";
import type {Build, JudgedCheck} from "./record.ts";

/** Tables stand in the namespace of the database, under its name, their schema's and their own. */
export const tableNamespace = "duckdb://olist-analytics";
/** Input files and seeds stand in OpenLineage's namespace for files, under their name in the data folder or project. */
export const fileNamespace = "file";

export type Facet = {_producer: string; _schemaURL: string} & Record<string, unknown>;

export interface Dataset {
  namespace: string;
  name: string;
  facets?: Record<string, Facet>;
  inputFacets?: Record<string, Facet>;
  outputFacets?: Record<string, Facet>;
}

const versions = {
  ColumnLineageDatasetFacet: "1-2-0",
  DataQualityAssertionsDatasetFacet: "1-1-0",
  DocumentationDatasetFacet: "1-1-0",
  ErrorMessageRunFacet: "1-0-1",
  JobTypeJobFacet: "2-0-4",
  OutputStatisticsOutputDatasetFacet: "1-0-2",
  ParentRunFacet: "1-2-0",
  ProcessingEngineRunFacet: "1-1-1",
  SQLJobFacet: "1-1-0",
  SchemaDatasetFacet: "1-2-0",
  TagsRunFacet: "1-0-0"
};

/** A facet of OpenLineage's own, in the version that is written here. */
export function facet(name: keyof typeof versions, content: Record<string, unknown>): Facet {
  const url = `https://openlineage.io/spec/facets/${versions[name]}/${name}.json#/$defs/${name}`;
  return {_producer: "urn:olist-analytics:pipeline", _schemaURL: url, ...content};
}

const nameTable = (id: string) => ({namespace: tableNamespace, name: `${databaseName}.${id}`});

/** A dataset by its name alone: a file, or a table's `schema.name`. */
export const describeFile = (name: string, type: "file" | "table" = "file"): Dataset =>
  type === "table" ? nameTable(name) : {namespace: fileNamespace, name};

/** A table with its columns and what they come of. */
export function describeDataset(build: Build, id: string, rows?: number | null): Dataset {
  const contract = contractsOf(build).find((table) => table.id === id);
  if (!contract) return nameTable(id);
  const lineage = build.lineage.find((model) => model.id === id);
  return {
    ...nameTable(id),
    facets: {
      documentation: facet("DocumentationDatasetFacet", {description: contract.description}),
      schema: facet("SchemaDatasetFacet", {fields: contract.columns.map(describeField)}),
      columnLineage: facet("ColumnLineageDatasetFacet", describeLineage(build, contract, lineage))
    },
    ...(rows != null && {
      outputFacets: {outputStatistics: facet("OutputStatisticsOutputDatasetFacet", {rowCount: rows})}
    })
  };
}

const contractsOf = ({project: {sources, seeds, models}}: Build): Contract[] => [
  ...sources,
  ...seeds,
  ...models.map(({contract}) => contract)
];

const describeField = ({name, type, description}: Contract["columns"][number], i: number) => ({
  name,
  type,
  description,
  ordinal_position: i + 1
});

const subtypes: Record<Kind | InfluenceKind, [type: "DIRECT" | "INDIRECT", subtype: string]> = {
  identity: ["DIRECT", "IDENTITY"],
  transformation: ["DIRECT", "TRANSFORMATION"],
  aggregation: ["DIRECT", "AGGREGATION"],
  window: ["INDIRECT", "WINDOW"],
  conditional: ["INDIRECT", "CONDITIONAL"],
  filter: ["INDIRECT", "FILTER"],
  join: ["INDIRECT", "JOIN"],
  group_by: ["INDIRECT", "GROUP_BY"],
  sort: ["INDIRECT", "SORT"]
};

const describeTransformation = (kind: Kind | InfluenceKind) => {
  const [type, subtype] = subtypes[kind];
  return [{type, subtype, description: "", masking: false}];
};

/** A model's lineage; the columns of raw tables and seeds are those of their file. */
function describeLineage({project}: Build, contract: Contract, lineage: ModelLineage | undefined) {
  if (!lineage) {
    const file = project.sources.find(({id}) => id === contract.id)?.file ?? `seeds/${contract.name}.csv`;
    const toInput = (field: string) => ({
      ...describeFile(file),
      field,
      transformations: describeTransformation("identity")
    });
    return {fields: Object.fromEntries(contract.columns.map(({name}) => [name, {inputFields: [toInput(name)]}]))};
  }
  const fields = Object.entries(lineage.columns).map(
    ([name, sources]) => [name, {inputFields: describeInputFields(sources)}] as const
  );
  return {fields: Object.fromEntries(fields), dataset: describeInputFields(lineage.influences)};
}

/** Counted rows have no field to name. */
function describeInputFields(sources: [key: string, kind: Kind | InfluenceKind][]) {
  return sources.flatMap(([key, kind]) => {
    const {table, column} = splitKey(key);
    return column === "*" ? [] : [{...nameTable(table), field: column, transformations: describeTransformation(kind)}];
  });
}

/** The tested tables, each with what its tests found. */
export function describeAssertions({checks}: Build): Dataset[] {
  const byTable = new Map<string, JudgedCheck[]>();
  for (const judged of checks) byTable.set(judged.check.table, [...(byTable.get(judged.check.table) ?? []), judged]);
  return [...byTable].map(([id, judged]) => ({
    ...nameTable(id),
    inputFacets: {
      dataQualityAssertions: facet("DataQualityAssertionsDatasetFacet", {assertions: judged.map(describeAssertion)})
    }
  }));
}

const describeAssertion = ({check, result}: JudgedCheck) => ({
  assertion: check.kind,
  success: result.status === "pass",
  ...(check.column && {column: check.column}),
  severity: check.severity,
  name: check.id,
  expected: `failing rows not ${result.threshold}`,
  actual: String(result.failing_rows)
});
