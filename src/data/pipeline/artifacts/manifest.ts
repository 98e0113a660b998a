import type {Build} from "./record.ts";
import {macroId, nodeIds, packageName, testId} from "./node-ids.ts";
import {describeMacros, describeModel, describeSeed, describeSource} from "./manifest-tables.ts";
import {describeTest} from "./manifest-tests.ts";
import {describeUnitTest} from "./manifest-unit-tests.ts";

/** The format is that of dbt's manifest, version 12, as dbt 1.9 writes it. */
export const manifestVersion = "https://schemas.getdbt.com/dbt/manifest/v12.json";
export const formatOf = "1.9.0";

/** What is common to dbt's artefacts. */
export const describeMetadata = ({run, finishedAt}: Build, version: string) => ({
  dbt_schema_version: version,
  dbt_version: formatOf,
  generated_at: finishedAt,
  invocation_id: run.run_id,
  env: {}
});

/** The project as dbt would describe it: models, seeds, tests, sources and macros, and what depends on what. */
export function describeManifest(build: Build) {
  const {project, run, planned} = build;
  const ids = nodeIds(project);
  const createdAt = Date.parse(run.started_at) / 1000;
  const macros = describeMacros(project, createdAt);
  const context = {ids, createdAt, macros: new Set(Object.keys(macros).map((id) => id.slice(macroId("").length)))};
  const sources = project.sources.map((source) => describeSource(source, context));
  const nodes = [
    ...project.models.map((model) => describeModel(model, context)),
    ...project.seeds.map((seed) => describeSeed(seed, context)),
    ...planned.map((check) => describeTest(check, context))
  ];
  const unitTests = build.unitTests.flatMap((test) => describeUnitTest(test, project, context));
  const parents = {
    ...parentMap(build, ids),
    ...Object.fromEntries(unitTests.map((test) => [test.unique_id, test.depends_on.nodes]))
  };
  return {
    metadata: {...describeMetadata(build, manifestVersion), project_name: packageName, adapter_type: "duckdb"},
    nodes: byId(nodes),
    sources: byId(sources),
    macros,
    ...nothing,
    unit_tests: byId(unitTests),
    parent_map: parents,
    child_map: invert(parents)
  };
}

/** Parts of the format that the project has nothing for. */
const nothing = {
  docs: {},
  exposures: {},
  metrics: {},
  groups: {},
  selectors: {},
  disabled: {},
  group_map: {},
  saved_queries: {},
  semantic_models: {}
};

const byId = <T extends {unique_id: string}>(entries: T[]) =>
  Object.fromEntries(entries.map((entry) => [entry.unique_id, entry]));

function parentMap({project, planned}: Build, ids: Map<string, string>): Record<string, string[]> {
  const idsOf = (tables: string[]) => tables.flatMap((table) => ids.get(table) ?? []);
  return Object.fromEntries([
    ...[...project.sources, ...project.seeds].map(({id}) => [ids.get(id)!, []] as const),
    ...project.models.map(({id, tables}) => [ids.get(id)!, idsOf(tables)] as const),
    ...planned.map((check) => [testId(check), idsOf(check.reads)] as const)
  ]);
}

function invert(parents: Record<string, string[]>): Record<string, string[]> {
  const children = new Map(Object.keys(parents).map((id) => [id, [] as string[]]));
  for (const [id, of] of Object.entries(parents)) for (const parent of of) children.get(parent)!.push(id);
  return Object.fromEntries(children);
}
