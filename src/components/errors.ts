import type {Query} from "./query.js";

/** A query failed: says why and carries the SQL and its parameters. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly sql: string;
  readonly params: Query["params"];

  constructor({text, params}: Query, cause: unknown) {
    super(`${cause instanceof Error ? cause.message : String(cause)}\n\n${text}`, {cause});
    this.sql = text;
    this.params = params;
  }
}

/** The engine's worker is gone; a new engine can answer the same query. */
export class EngineDiedError extends Error {
  override readonly name = "EngineDiedError";
}

/** A newer query of the same block took this one's place. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}

const fatal = /out of memory|failed to allocate|memory access|out of bounds|unreachable|null function/i;

/** Whether the engine cannot be used again after this error: it died, or ran out of memory, which leaves it unusable. */
export function isFatal(error: unknown): boolean {
  return error instanceof EngineDiedError || (error instanceof Error && fatal.test(error.message));
}
