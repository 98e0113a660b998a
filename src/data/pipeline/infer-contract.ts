import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {dump} from "js-yaml";
import {compareColumns} from "./contract-check.ts";
import {readModelContracts} from "./contracts.ts";
import type {Session} from "./database.ts";
import {openWarehouse} from "./database.ts";
import {SqlError, UsageError} from "./errors.ts";
import {findFiles} from "./files.ts";
import {layers} from "./graph.ts";
import {parseSelect} from "./parser.ts";
import type {Settings} from "./settings.ts";
import {databasePath} from "./settings.ts";
import {quoteIdentifier} from "./sql-text.ts";

interface InferredColumn {
  name: string;
  data_type: string;
  description: string;
  data_tests?: unknown[];
}

/** Texts of at most this many values are taken for a list of them. */
const maxValues = 12;

/**
 * The contract a model would keep as it stands, from what it yields on the built warehouse: types, and the tests its
 * rows pass. For a model that has one, the difference to it. Returns what to print.
 */
export async function inferContract(settings: Settings, name: string): Promise<string> {
  const {id, sql} = await findModel(settings.root, name);
  const database = await openWarehouse(databasePath(settings), {readOnly: true});
  try {
    const session = await database.connect();
    await parseSelect(session, sql, name);
    const columns = await inferColumns(session, sql);
    const stored = (await readModelContracts(settings.root)).get(id);
    if (!stored) return dump([{name: id.split(".")[1], description: "One row per …", columns}], {lineWidth: 160});
    const found = new Map(columns.map((column) => [column.name, column.data_type.toUpperCase()]));
    const differences = compareColumns(stored, found);
    return differences.length === 0 ? `${stored.path}: ${id} keeps its contract.` : differences.join("\n");
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new UsageError(`${name} cannot run on the built warehouse: ${error.message}`, {cause: error});
  } finally {
    database.close();
  }
}

async function findModel(root: string, name: string): Promise<{id: string; sql: string}> {
  const files = await findFiles(join(root, "sql"), new RegExp(`^(${layers.join("|")})/.*\\.sql$`));
  const idOf = (file: string) => `${file.split("/")[0]}.${file.split("/").at(-1)!.slice(0, -".sql".length)}`;
  const file = files.find((file) => idOf(file) === name || idOf(file).endsWith(`.${name}`));
  if (!file)
    throw new UsageError(`There is no model ${name} under sql/. Write its SELECT first, then ask for its contract.`);
  return {id: idOf(file), sql: (await readFile(join(root, "sql", file), "utf8")).trim().replace(/;$/, "")};
}

async function inferColumns(session: Session, sql: string): Promise<InferredColumn[]> {
  const columns = await session.rows<{name: string; type: string}>(
    `select column_name as name, column_type as type from (describe ${sql}\n)`
  );
  const profiles = columns.flatMap(({name}, i) => {
    const column = quoteIdentifier(name);
    return [`count(${column}) as filled_${i}`, `count(distinct ${column}) as distinct_${i}`];
  });
  const profile = await session.row<Record<string, number>>(
    `select count(*) as n, ${profiles.join(", ")} from (${sql}\n)`
  );
  return Promise.all(
    columns.map(async ({name, type}, i) => {
      const [filled, distinct] = [profile[`filled_${i}`]!, profile[`distinct_${i}`]!];
      const tests: unknown[] = [];
      if (profile.n! > 0 && filled === profile.n) tests.push("not_null");
      if (profile.n! > maxValues && distinct === profile.n) tests.push("unique");
      if (type === "VARCHAR" && distinct > 0 && distinct <= maxValues)
        tests.push(await inferValues(session, sql, name));
      return {name, data_type: type.toLowerCase(), description: "…", ...(tests.length > 0 && {data_tests: tests})};
    })
  );
}

async function inferValues(session: Session, sql: string, name: string): Promise<unknown> {
  const column = quoteIdentifier(name);
  const rows = await session.rows<{value: string}>(
    `select distinct ${column} as value from (${sql}\n) where ${column} is not null order by 1`
  );
  return {accepted_values: {values: rows.map((row) => row.value)}};
}
