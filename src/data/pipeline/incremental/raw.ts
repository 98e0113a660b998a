import type {Session} from "../database.ts";
import type {InputFile} from "../input-file.ts";
import {isReplacedBy} from "../raw-table.ts";
import {quoteLiteral, quoteTable} from "../sql-text.ts";
import {changesTable} from "./changes.ts";

/** What files added to a raw table change in it, written down while they are added. */
export class RawChange {
  readonly rows: string;
  private readonly fromFiles: string;

  constructor(
    private readonly session: Session,
    private readonly id: string,
    files: InputFile[]
  ) {
    this.rows = changesTable(id);
    this.fromFiles = `_source_file in (${files.map(({name}) => quoteLiteral(name)).join(", ")})`;
  }

  /** Once the table has all its columns. */
  begin(): Promise<void> {
    const empty = `select *, false as _is_new from ${quoteTable(this.id)} limit 0`;
    return this.session.run(`create or replace table ${this.rows} as ${empty}`);
  }

  /**
   * Before the rows go that a file replaces; those of the added files were never there for others. Returns how many rows
   * go, of this and of the files before it.
   */
  async beforeReplacing(file: InputFile): Promise<number> {
    const condition = isReplacedBy(file);
    if (condition) await this.insert(false, `${condition} and not ${this.fromFiles}`);
    const {n} = await this.session.row<{n: number}>(`select count(*) as n from ${this.rows}`);
    return n;
  }

  /** After the last file. */
  end(): Promise<void> {
    return this.insert(true, this.fromFiles);
  }

  private insert(isNew: boolean, condition: string): Promise<void> {
    const rows = `select *, ${isNew} as _is_new from ${quoteTable(this.id)} where ${condition}`;
    return this.session.run(`insert into ${this.rows} by name ${rows}`);
  }
}
