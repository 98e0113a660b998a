import type {Session} from "../database.ts";
import type {Model} from "../graph.ts";
import {quoteTable} from "../sql-text.ts";
import type {NodeState} from "../state.ts";
import type {Change} from "./changes.ts";
import {changesTable, differenceSql} from "./changes.ts";

/** Tables made anew whose change incremental models want to know: those that they read, views seen through. */
export function findCompared(models: Model[]): Set<string> {
  const byId = new Map(models.map((model) => [model.id, model]));
  const seeThrough = (id: string): string[] =>
    byId.get(id)?.contract.materialized === "view" ? byId.get(id)!.tables.flatMap(seeThrough) : [id];
  const named = models.flatMap(({contract}) => Object.keys(contract.incremental?.inputs ?? {}));
  return new Set(named.flatMap(seeThrough).filter((id) => byId.has(id) && !byId.get(id)!.contract.incremental));
}

/** Keeps a table as it is before it is made anew, to be compared after. */
export const keepEarlierSql = (id: string) => `create table ${changesTable(id, " before")} as from ${quoteTable(id)}`;

/** The rows in which a table made anew differs from the kept one; undefined where its columns are others. */
export async function findDifference(
  session: Session,
  id: string,
  {fingerprint: from}: NodeState,
  to: string
): Promise<Change | undefined> {
  const [kept, rows] = [changesTable(id, " before"), changesTable(id)];
  const [before, after] = await Promise.all([kept, quoteTable(id)].map((table) => describe(session, table)));
  if (before !== after) return undefined;
  await session.run(`create table ${rows} as ${differenceSql(`from ${kept}`, `from ${quoteTable(id)}`)}`);
  return {from, to, rows};
}

async function describe(session: Session, table: string): Promise<string> {
  return JSON.stringify(await session.rows(`select column_name, column_type from (describe ${table})`));
}
