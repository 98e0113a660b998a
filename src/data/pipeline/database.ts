import {existsSync} from "node:fs";
import {stat} from "node:fs/promises";
import {setTimeout as sleep} from "node:timers/promises";
import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";
import {DuckDBInstance, DuckDBTypeId} from "@duckdb/node-api";
import {SourceError, SqlError} from "./errors.ts";
import {toPlain} from "./plain.ts";

export type Row = Record<string, unknown>;

/** One connection to the warehouse; statements on it run one after another. */
export class Session {
  constructor(private readonly connection: DuckDBConnection) {}

  async run(sql: string, params?: DuckDBValue[]): Promise<void> {
    await this.read(sql, params);
  }

  /** Rows as plain objects: numbers, strings, booleans, ISO dates, null. */
  async rows<T = Row>(sql: string, params?: DuckDBValue[]): Promise<T[]> {
    return (await this.table<T>(sql, params)).rows;
  }

  async row<T = Row>(sql: string, params?: DuckDBValue[]): Promise<T> {
    const [row] = await this.rows<T>(sql, params);
    if (row === undefined) throw new SqlError("expected a row: none", sql);
    return row;
  }

  /** Names of the columns a query yields, in order, with the rows. */
  async table<T = Row>(sql: string, params?: DuckDBValue[]): Promise<{columns: string[]; rows: T[]}> {
    const reader = await this.read(sql, params);
    const columns = reader.deduplicatedColumnNames();
    const isDate = reader.columnTypes().map((type) => type.typeId === DuckDBTypeId.DATE);
    const plain = (row: readonly unknown[]) =>
      Object.fromEntries(columns.map((name, i) => [name, toPlain(row[i], isDate[i])]));
    return {columns, rows: reader.getRowsJS().map(plain) as T[]};
  }

  /** Runs `work` in a transaction: all of it is kept, or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run("begin");
    try {
      const result = await work();
      await this.run("commit");
      return result;
    } catch (error) {
      await this.run("rollback").catch(() => undefined);
      throw error;
    }
  }

  /** Writes what was committed to the database's file. Where another session is writing right now, that is left to closing the database. */
  async checkpoint(): Promise<void> {
    await this.run("checkpoint").catch((error: SqlError) => {
      if (!/other write transactions active/.test(error.message)) throw error;
    });
  }

  close(): void {
    this.connection.closeSync();
  }

  private async read(sql: string, params?: DuckDBValue[]) {
    try {
      return await this.connection.runAndReadAll(sql, params);
    } catch (error) {
      throw new SqlError((error as Error).message, sql, {cause: error});
    }
  }
}

/** A DuckDB database: the warehouse's file, or `:memory:`. */
export class Database {
  private readonly sessions: Session[] = [];
  private constructor(private readonly instance: DuckDBInstance) {}

  static async open(path = ":memory:", {readOnly = false} = {}): Promise<Database> {
    const config = {
      access_mode: readOnly ? "READ_ONLY" : "AUTOMATIC",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      // The default of 16 MB makes single commits of a build wait for all tables before them to be stored.
      checkpoint_threshold: "256MB"
    };
    return new Database(await DuckDBInstance.create(path, config));
  }

  async connect(): Promise<Session> {
    const session = new Session(await this.instance.connect());
    this.sessions.push(session);
    return session;
  }

  /**
   * Lets a short log of the last changes stay beside the file when it is closed: the next opening reads it faster than
   * closing writes the file's whole index anew.
   */
  async keepShortLog(path: string, maxBytes = 1 << 20): Promise<void> {
    const {size} = await stat(`${path}.wal`).catch(() => ({size: 0}));
    if (size < maxBytes) await this.sessions[0]?.run("pragma disable_checkpoint_on_shutdown");
  }

  close(): void {
    for (const session of this.sessions) session.close();
    this.instance.closeSync();
  }
}

interface OpenOptions {
  readOnly?: boolean;
  /** Whether a warehouse must be there already, as it must for reading. */
  mustExist?: boolean;
  waitSeconds?: number;
  onWait?: (holder: string) => void;
}

/**
 * Opens the warehouse's file. The engine's own lock on it lets one writer or many readers in and dies with its
 * process; whoever comes second waits.
 */
export async function openWarehouse(
  path: string,
  {readOnly = false, mustExist = readOnly, waitSeconds = 600, onWait}: OpenOptions = {}
): Promise<Database> {
  if (mustExist && !existsSync(path))
    throw new SourceError(`There is no warehouse at ${path}. Run "npm run warehouse -- build" first.`);
  for (let attempt = 0; ; attempt++) {
    try {
      return await Database.open(path, {readOnly});
    } catch (error) {
      const {message} = error as Error;
      if (!/Could not set lock/.test(message))
        throw new SourceError(`The warehouse ${path} cannot be opened: ${message}`, {cause: error});
      const holder = /PID (\d+)/.exec(message)?.[1] ?? "unknown";
      if (attempt === 0) onWait?.(holder);
      if (attempt * 0.2 >= waitSeconds)
        throw new SourceError(
          `Process ${holder} has held the warehouse for ${waitSeconds} s. Wait for it to end, or end it.`
        );
      await sleep(200);
    }
  }
}
