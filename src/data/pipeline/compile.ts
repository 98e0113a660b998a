import type {SourceContract} from "./contracts.ts";
import type {InputFile} from "./input-file.ts";
import type {Effects} from "./effects.ts";
import type {Extract} from "./extract.ts";
import {extract} from "./extract.ts";
import {Database} from "./database.ts";
import {createRawSql, insertFileSql, replaceEarlierSql} from "./raw-table.ts";
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
  const statements = [
    ...schemas.map((schema) => `create schema if not exists ${schema}`),
    ...macros.map(({path, sql}) => `-- ${path}\n${sql.trim().replace(/;$/, "")}`),
    ...sources.flatMap((source) =>
      loadRaw(
        source,
        files.filter((file) => file.source.id === source.id)
      )
    ),
    ...seeds.map((seed) => `-- seeds/${seed.name}.csv\n${createSeedSql(root, seed)}`),
    ...models.map((model) => `-- ${model.path}\n${createModelSql(model)}`)
  ];
  return `${statements.join(";\n\n")};\n`;
}

function loadRaw(source: SourceContract, files: InputFile[]): string[] {
  const statements = files.flatMap((file, i) => {
    const insert = `-- ${file.name}\n${insertFileSql(file, "localtimestamp", {rejects: false})}`;
    const replace = i === 0 ? undefined : replaceEarlierSql(file);
    return replace ? [insert, replace] : [insert];
  });
  return [createRawSql(source, files), ...statements];
}
