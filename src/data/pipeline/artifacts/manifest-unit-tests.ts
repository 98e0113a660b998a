import type {Project} from "../project.ts";
import type {UnitTest} from "../unit-tests.ts";
import type {ManifestContext} from "./manifest-tables.ts";
import {checksumOf} from "./manifest-tables.ts";
import {packageName, toReference} from "./node-ids.ts";

/** A unit test as dbt describes it; its own id names its model. */
export function describeUnitTest(test: UnitTest, project: Project, {ids, createdAt}: ManifestContext) {
  const {name, path, description = "", given, expect} = test;
  const model = project.models.find((model) => [model.id, model.name].includes(test.model));
  if (!model) return [];
  return [
    {
      name,
      resource_type: "unit_test",
      package_name: packageName,
      path: path.slice("sql/".length),
      original_file_path: path,
      unique_id: `unit_test.${packageName}.${model.name}.${name}`,
      fqn: [packageName, "unit_tests", model.name, name],
      model: model.name,
      given: given.map(({input, rows}) => ({input: toReference(input), rows, format: "dict", fixture: null})),
      expect: {rows: expect.rows, format: "dict", fixture: null},
      description,
      overrides: null,
      depends_on: {macros: [], nodes: [ids.get(model.id)!]},
      config: {tags: [], meta: {}, enabled: true},
      checksum: checksumOf(JSON.stringify(test)).checksum,
      schema: model.schema,
      created_at: createdAt,
      versions: null,
      version: null
    }
  ];
}
