import {createHash} from "node:crypto";
import {describeAssertions, describeDataset, describeFile, facet} from "./openlineage-datasets.ts";
import type {Dataset, Facet} from "./openlineage-datasets.ts";
import type {Build, MadeTable} from "./record.ts";

/** The events are of OpenLineage's core specification in this version. */
export const eventVersion = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
export const producer = "urn:olist-analytics:pipeline";
export const jobNamespace = "olist-analytics";
const buildJob = "warehouse.build";

export interface RunEvent {
  eventType: "START" | "COMPLETE" | "FAIL";
  eventTime: string;
  producer: string;
  schemaURL: string;
  run: {runId: string; facets: Record<string, Facet>};
  job: {namespace: string; name: string; facets: Record<string, Facet>};
  inputs: Dataset[];
  outputs: Dataset[];
}

/** The build as OpenLineage tells it: its own run, and one for each table it made or failed to make. */
export function describeEvents(build: Build): RunEvent[] {
  const failed = build.project.models.find(({id}) => id === build.failure?.modelId);
  return [
    describeBuild(build, "START"),
    ...build.made.flatMap((table) => [
      describeTable(build, table.id, "START", table.startedAt),
      describeTable(build, table.id, "COMPLETE", table.finishedAt, table)
    ]),
    ...(failed
      ? (["START", "FAIL"] as const).map((type) => describeTable(build, failed.id, type, build.finishedAt))
      : []),
    describeBuild(build, build.failure ? "FAIL" : "COMPLETE")
  ];
}

/** The build's own run: its input files, and at its end what the tests found in the tables. */
function describeBuild(build: Build, eventType: RunEvent["eventType"]): RunEvent {
  const {run, project, finishedAt} = build;
  const files = project.sources.map(({file}) => describeFile(file));
  return {
    ...describeEvent(eventType, eventType === "START" ? run.started_at : finishedAt),
    run: {runId: toUuid(run.run_id), facets: {...runFacets(build), ...failureFacets(build, eventType)}},
    job: {namespace: jobNamespace, name: buildJob, facets: jobFacets("DAG")},
    inputs: eventType === "START" ? files : [...files, ...describeAssertions(build)],
    outputs: []
  };
}

function describeTable(
  build: Build,
  id: string,
  eventType: RunEvent["eventType"],
  eventTime: string,
  made?: MadeTable
): RunEvent {
  const {run} = build;
  const {inputs, sql} = describeInputs(build, id);
  const parent = {run: {runId: toUuid(run.run_id)}, job: {namespace: jobNamespace, name: buildJob}};
  return {
    ...describeEvent(eventType, eventTime),
    run: {
      runId: toUuid(`${run.run_id} ${id}`),
      facets: {...runFacets(build), parent: facet("ParentRunFacet", parent), ...failureFacets(build, eventType)}
    },
    job: {
      namespace: jobNamespace,
      name: id,
      facets: {...jobFacets("MODEL"), ...(sql && {sql: facet("SQLJobFacet", {query: sql, dialect: "duckdb"})})}
    },
    inputs,
    outputs: [describeDataset(build, id, made?.rows)]
  };
}

const describeEvent = (eventType: RunEvent["eventType"], eventTime: string) => ({
  eventType,
  eventTime,
  producer,
  schemaURL: eventVersion
});

/** What a table is made of: an input file, a seed's file, or the tables that its query reads. */
function describeInputs({project}: Build, id: string): {inputs: Dataset[]; sql?: string} {
  const source = project.sources.find((table) => table.id === id);
  if (source) return {inputs: [describeFile(source.file)]};
  const seed = project.seeds.find((table) => table.id === id);
  if (seed) return {inputs: [describeFile(`seeds/${seed.name}.csv`)]};
  const model = project.models.find((table) => table.id === id);
  return model ? {inputs: model.tables.map((table) => describeFile(table, "table")), sql: model.sql} : {inputs: []};
}

const jobFacets = (jobType: string) => ({
  jobType: facet("JobTypeJobFacet", {processingType: "BATCH", integration: "OLIST_ANALYTICS", jobType})
});

function runFacets({run}: Build): Record<string, Facet> {
  return {
    processing_engine: facet("ProcessingEngineRunFacet", {name: "DuckDB", version: run.engine}),
    tags: facet("TagsRunFacet", {tags: [{key: "run_id", value: run.run_id, source: jobNamespace}]})
  };
}

function failureFacets({failure}: Build, eventType: RunEvent["eventType"]): Record<string, Facet> {
  if (eventType !== "FAIL" || !failure) return {};
  return {errorMessage: facet("ErrorMessageRunFacet", {message: failure.message, programmingLanguage: "SQL"})};
}

/** A UUID made of a name: the same for the same name. */
function toUuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
