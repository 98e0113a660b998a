import type {Check} from "../check-plan.ts";
import {fingerprint} from "../files.ts";
import type {Project} from "../project.ts";
import {quoteTable} from "../sql-text.ts";

/** dbt's name for this project. */
export const packageName = "olist_analytics";

/** dbt's name for the database file. */
export const databaseName = "warehouse";

export const relationName = (id: string) => `"${databaseName}".${quoteTable(id)}`;

/** dbt's unique ids of all tables, by `schema.name`. */
export function nodeIds({sources, seeds, models}: Project): Map<string, string> {
  return new Map([
    ...sources.map(({id}) => [id, `source.${packageName}.${id}`] as const),
    ...seeds.map(({id, name}) => [id, `seed.${packageName}.${name}`] as const),
    ...models.map(
      ({id, name, contract}) => [id, `${contract.snapshot ? "snapshot" : "model"}.${packageName}.${name}`] as const
    )
  ]);
}

export const macroId = (name: string) => `macro.${packageName}.${name}`;

/** dbt's name of a test: its kind or own name, then what it tests. */
export function testName({id, kind, rule}: Check): string {
  if (rule.type === "query") return id.slice("tests.".length);
  const [schema, ...parts] = id.split(".");
  const name = parts.at(-1) ?? kind;
  return [...(schema === "raw" ? ["source"] : []), name, ...parts.slice(0, -1)].join("_").replace(/\W/g, "_");
}

/** dbt's unique id of a test; those of contracts end in a hash, as names can be equal. */
export function testId(check: Check): string {
  const hash = check.rule.type === "query" ? "" : `.${fingerprint(check.id).slice(0, 10)}`;
  return `test.${packageName}.${testName(check)}${hash}`;
}

/** Whether dbt calls a table by ref(), as it does all but the input files' tables. */
export const isRef = (id: string) => !id.startsWith("raw.");

/** A table as dbt's templates call it. */
export function toReference(id: string): string {
  const [schema, name] = id.split(".");
  return isRef(id) ? `ref('${name}')` : `source('${schema}', '${name}')`;
}
