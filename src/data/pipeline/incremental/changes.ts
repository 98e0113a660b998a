import type {Session} from "../database.ts";
import type {Model} from "../graph.ts";
import {quoteIdentifier} from "../sql-text.ts";

/**
 * How a table differs from what it was before this build: a table in the schema `changes` of the rows that went
 * (`_is_new` false) and came (true). A row that changed is among both.
 */
export interface Change {
  /** Fingerprints of the table's two states. */
  from: string;
  to: string;
  /** The table of changed rows, as SQL reads it. */
  rows: string;
}

/** Finds the change of a table that none was noted of: a view keeps no rows to compare. */
type Derive = (session: Session, id: string) => Promise<Change | undefined>;

/** Finds the model of a view each of whose rows comes of one row of one table. */
type SeeThrough = (session: Session, id: string) => Promise<Model | undefined>;

/** The changes of one build, by table; one that is not among them was made anew or stayed as it was. */
export class Changes {
  private readonly known = new Map<string, Promise<Change | undefined>>();
  private ready: Promise<void> | undefined;
  private derive: Derive = () => Promise.resolve(undefined);
  /** Undefined for a table, and for a view that is more than one read row by row. */
  findView: SeeThrough = () => Promise.resolve(undefined);

  /** Makes the schema that changes are kept in, once. */
  prepare(session: Session): Promise<void> {
    return (this.ready ??= session.run("create schema if not exists changes"));
  }

  note(id: string, change: Change): void {
    this.known.set(id, Promise.resolve(change));
  }

  deriveBy(derive: Derive): void {
    this.derive = derive;
  }

  seeThroughBy(findView: SeeThrough): void {
    this.findView = findView;
  }

  find(session: Session, id: string): Promise<Change | undefined> {
    const change = this.known.get(id) ?? this.derive(session, id);
    this.known.set(id, change);
    return change;
  }

  /** Whether a table that stood with one fingerprint and has another now is known to differ by noted rows only. */
  async findBetween(session: Session, id: string, from: string | undefined, to: string | undefined) {
    if (this.known.size === 0) return undefined;
    const change = await this.find(session, id);
    return change?.from === from && change?.to === to ? change : undefined;
  }
}

/** Name of a table that holds something about another for the time of the build, as SQL reads it. */
export const changesTable = (id: string, what = "") => `changes.${quoteIdentifier(id + what)}`;

/** Forgets the changes of a build, or those that a killed one left. */
export const dropChanges = (session: Session) => session.run("drop schema if exists changes cascade");

/** The rows of a change from one query to another, both of the same columns: equal rows of the two cancel each other. */
export const differenceSql = (before: string, after: string) => `
select * exclude (_surplus, _copy), _surplus > 0 as _is_new
from (
    select *, unnest(range(abs(_surplus))) as _copy
    from (
        select * exclude (_sign), cast(sum(_sign) as bigint) as _surplus
        from (select *, -1 as _sign from (${before}) union all select *, 1 from (${after}))
        group by all
        having _surplus <> 0
    )
)`;
