import {join} from "node:path";
import {z} from "zod";
import type {Column, Contract} from "./contracts.ts";
import {readYaml} from "./contracts.ts";
import type {Row, Session} from "./database.ts";
import {Database} from "./database.ts";
import {SqlError, UsageError} from "./errors.ts";
import {findFiles} from "./files.ts";
import type {Model} from "./graph.ts";
import {createMacros} from "./macros.ts";
import {ParseMemory} from "./parse-memory.ts";
import type {Project} from "./project.ts";
import {createSeedSql} from "./seeds.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";

const rowsSchema = z.array(z.record(z.string(), z.unknown()));
const unitTestSchema = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  model: z.string(),
  given: z.array(z.strictObject({input: z.string(), rows: rowsSchema})).default([]),
  expect: z.strictObject({rows: rowsSchema})
});
const fileSchema = z.strictObject({unit_tests: z.array(unitTestSchema)});

/** Small rows in, expected rows out, for one model; in the format of dbt's unit tests, inputs named by `schema.table`. */
export interface UnitTest extends z.infer<typeof unitTestSchema> {
  path: string;
}

export interface UnitResult {
  test: UnitTest;
  /** Rows that were expected and did not come, and that came and were not expected. */
  missing: Row[];
  surplus: Row[];
}

/** The tests of `sql/unit_tests/*.yml`. */
export async function readUnitTests(root: string, memory = ParseMemory.none()): Promise<UnitTest[]> {
  const files = await findFiles(join(root, "sql/unit_tests"), /\.ya?ml$/);
  const tests = files.map((file) => {
    const path = `sql/unit_tests/${file}`;
    return readYaml({root, path, schema: fileSchema, memory}, ({unit_tests}) =>
      unit_tests.map((test) => ({...test, path}))
    );
  });
  return (await Promise.all(tests)).flat();
}

/**
 * Runs tests in memory, each on tables of its own: inputs typed by their contracts, columns that a row does not name
 * null, inputs that a test does not name empty, seeds as they are. Only columns that an expected row names are compared.
 */
export async function runUnitTests(root: string, project: Project, tests: UnitTest[]): Promise<UnitResult[]> {
  const database = await Database.open();
  try {
    const session = await database.connect();
    await createMacros(session, project.macros);
    const results: UnitResult[] = [];
    for (const test of tests) results.push(await runUnitTest(session, root, project, test));
    return results;
  } finally {
    database.close();
  }
}

async function runUnitTest(session: Session, root: string, project: Project, test: UnitTest): Promise<UnitResult> {
  const model = project.models.find((model) => model.id === test.model || model.name === test.model);
  if (!model)
    throw new UsageError(`${test.path}: unit test ${test.name} names the model ${test.model}, which is not there.`);
  for (const {input} of test.given) {
    if (!model.tables.includes(input))
      throw new UsageError(`${test.path}: unit test ${test.name} gives ${input}, which ${model.path} does not read.`);
  }
  try {
    await createInputs(session, root, project, model, test);
    return {test, ...(await compare(session, model, test))};
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new UsageError(`${test.path}: unit test ${test.name}: ${error.message}`, {cause: error});
  }
}

async function createInputs(session: Session, root: string, project: Project, model: Model, test: UnitTest) {
  const sources = new Map<string, Contract>(project.sources.map((source) => [source.id, asText(source)]));
  const models = new Map<string, Contract>(project.models.map((model) => [model.id, model.contract]));
  for (const id of model.tables) {
    await session.run(`create schema if not exists ${quoteIdentifier(id.split(".")[0]!)}`);
    const given = test.given.find(({input}) => input === id)?.rows;
    const seed = project.seeds.find((seed) => seed.id === id);
    if (seed && !given) await session.run(createSeedSql(root, seed));
    else await createTable(session, (sources.get(id) ?? models.get(id) ?? seed)!, given ?? []);
  }
}

/** Raw tables hold text, and where it comes from. */
function asText(source: Contract): Contract {
  const text = (name: string): Column => ({name, type: "VARCHAR", description: "", isPublished: false, isPii: false});
  const columns = [
    ...source.columns.map(({name}) => text(name)),
    text("_source_file"),
    text("_row_number"),
    text("_loaded_at")
  ];
  return {...source, columns};
}

async function createTable(session: Session, {id, columns}: Contract, rows: Row[]): Promise<void> {
  const unknown = rows.flatMap(Object.keys).find((name) => !columns.some((column) => column.name === name));
  if (unknown) throw new UsageError(`${id} has no column ${unknown}: a unit test names it.`);
  await session.run(`create or replace table ${quoteTable(id)} as ${selectRows(columns, rows)}`);
}

/** A SELECT of literal rows with the columns' types. */
function selectRows(columns: Pick<Column, "name" | "type">[], rows: Row[]): string {
  const shape = quoteLiteral(JSON.stringify([Object.fromEntries(columns.map(({name, type}) => [name, type]))]));
  return `select unnest(from_json(${quoteLiteral(JSON.stringify(rows))}, ${shape}), recursive := true)`;
}

async function compare(session: Session, model: Model, {expect}: UnitTest): Promise<Omit<UnitResult, "test">> {
  const named = new Set(expect.rows.flatMap(Object.keys));
  const columns = model.contract.columns.filter((column) => named.has(column.name));
  if (columns.length < named.size)
    throw new UsageError(`${model.id} does not yield all of ${[...named].join(", ")}, which a unit test expects.`);
  const list = columns.length > 0 ? columns.map(({name, type}) => rounded(name, type)).join(", ") : "1 as row";
  const expected =
    columns.length > 0 ? `select ${list} from (${selectRows(columns, expect.rows)})` : "select 1 where false";
  await session.run(`create or replace temp table actual as select ${list} from (${model.sql}\n)`);
  await session.run(`create or replace temp table expected as ${expected}`);
  return {
    missing: await session.rows("from expected except all from actual order by all"),
    surplus: await session.rows("from actual except all from expected order by all")
  };
}

const rounded = (name: string, type: string) => {
  const column = quoteIdentifier(name);
  return type === "DOUBLE" ? `round(${column}, 6) as ${column}` : column;
};

/** A failed test in words: what was expected, what came. */
export function describeUnitFailure({test, missing, surplus}: UnitResult): string {
  const lines = [
    ...missing.map((row) => `    expected ${JSON.stringify(row)}`),
    ...surplus.map((row) => `    found    ${JSON.stringify(row)}`)
  ];
  return `${test.path}: ${test.name}:\n${lines.join("\n")}`;
}

export const hasPassed = ({missing, surplus}: UnitResult) => missing.length === 0 && surplus.length === 0;
