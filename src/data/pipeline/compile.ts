import type {Effects} from "./effects.ts";
import type {Extract} from "./extract.ts";
import {extract} from "./extract.ts";
import {Database} from "./database.ts";
import {createEmptySql, createSql} from "./load.ts";
import type {Project} from "./project.ts";
import {readContracts, readProject} from "./project.ts";
import {createSeedSql} from "./seeds.ts";
import type {Settings} from "./settings.ts";
import {createModelSql} from "./transform.ts";

/** The whole model graph as one script for any DuckDB shell: schemas, macros, input files, seeds, models in order. */
export async function compile(settings: Settings, effects: Effects): Promise<string> {
  const contracts = await readContracts(settings.root);
  const input = await extract(settings, contracts.sources, effects);
  const database = await Database.open();
  try {
    return toScript(await readProject(await database.connect(), settings.root, contracts), input, settings);
  } finally {
    database.close();
  }
}

function toScript({sources, seeds, macros, models}: Project, {files}: Extract, {root}: Settings): string {
  const schemas = ["raw", "seeds", ...new Set(models.map((model) => model.schema))];
  const absent = sources.filter((source) => !files.some((file) => file.source.id === source.id));
  const statements = [
    ...schemas.map((schema) => `create schema if not exists ${schema}`),
    ...macros.map(({path, sql}) => `-- ${path}\n${sql.trim().replace(/;$/, "")}`),
    ...files.map((file) => `-- ${file.name}\n${createSql(file, "localtimestamp", {rejects: false})}`),
    ...absent.map((source) => `-- ${source.file} is missing\n${createEmptySql(source)}`),
    ...seeds.map((seed) => `-- seeds/${seed.name}.csv\n${createSeedSql(root, seed)}`),
    ...models.map((model) => `-- ${model.path}\n${createModelSql(model)}`)
  ];
  return `${statements.join(";\n\n")};\n`;
}
