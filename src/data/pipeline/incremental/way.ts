import type {Session} from "../database.ts";
import {SqlError, UsageError} from "../errors.ts";
import type {Model} from "../graph.ts";
import {quoteTable} from "../sql-text.ts";
import {affectedKeysSql} from "./affected.ts";
import {findDifference, keepEarlierSql} from "./difference.ts";
import type {IncrementContext} from "./increment.ts";
import {applyIncrement, prepareIncrement} from "./increment.ts";

/** How a model's table is brought up to date. */
export interface Way {
  /** Whether only affected keys are recomputed. */
  isIncremental: boolean;
  /** Does it; belongs into the transaction that notes how the table was made. */
  apply(): Promise<void>;
  /** Notes what changed, once that is committed. */
  finish(): Promise<void>;
}

interface WayContext extends IncrementContext {
  /** The statement that makes the table anew. */
  createSql: string;
  /** Whether incremental models want to know what changes in it. */
  isCompared: boolean;
}

/** Replaces the rows of affected keys where these are known, and makes the table anew where not. */
export async function findWay(session: Session, model: Model, context: WayContext): Promise<Way> {
  const {changes, before, to, createSql, isCompared} = context;
  const increment = await prepareIncrement(session, model, context);
  if (increment)
    return {
      isIncremental: true,
      apply: () => applyIncrement(session, model, increment),
      finish: () => Promise.resolve(changes.note(model.id, increment))
    };
  if (!isCompared || !before)
    return {isIncremental: false, apply: () => session.run(createSql), finish: () => checkLinks(session, model)};
  await changes.prepare(session);
  return {
    isIncremental: false,
    apply: async () => {
      await session.run(keepEarlierSql(model.id));
      await session.run(createSql);
    },
    finish: async () => {
      const change = await findDifference(session, model.id, before, to);
      if (change) changes.note(model.id, change);
    }
  };
}

/** Binds the search for affected keys, so that a contract that misleads it is found out by the first build. */
async function checkLinks(session: Session, {id, contract}: Model): Promise<void> {
  if (!contract.incremental) return;
  const all = new Map(Object.keys(contract.incremental.inputs).map((table) => [table, quoteTable(table)]));
  await session.run(`explain ${affectedKeysSql(contract.incremental, all)}`).catch((error: unknown) => {
    if (!(error instanceof SqlError)) throw error;
    throw new UsageError(
      `${contract.path}: ${id}: inputs do not lead to the unique_key: ${error.message}. See "Incremental models" in sql/README.md.`,
      {cause: error}
    );
  });
}
