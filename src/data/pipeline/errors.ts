/** The input broke a critical rule; nothing is published. Exit code 1. */
export class DataError extends Error {
  override name = "DataError";
  readonly exitCode = 1;
}

/** A wrong option, model or contract. Exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
  readonly exitCode = 2;
}

/** A source or the disk failed. Exit code 3. */
export class SourceError extends Error {
  override name = "SourceError";
  readonly exitCode = 3;
}

/** DuckDB refused a statement; carries the statement as `sql`. */
export class SqlError extends Error {
  override name = "SqlError";
  constructor(
    message: string,
    readonly sql: string,
    options?: ErrorOptions
  ) {
    super(message, options);
  }

  /** DuckDB's own class of the error, such as "Binder" or "Conversion". */
  get kind(): string {
    return (
      /^(?:TransactionContext Error: )?(?:Failed to commit: )?([\w-]+(?: \w+)?) (?:Error|exception)/.exec(
        this.message
      )?.[1] ?? "Unknown"
    );
  }

  /** 3 when the disk or memory gave out, 2 when the statement itself is wrong, 1 when the data is. */
  get exitCode(): 1 | 2 | 3 {
    if (/^(IO|Out of Memory|FATAL|INTERNAL|Permission)$/i.test(this.kind)) return 3;
    return /^(Parser|Binder|Catalog|Syntax|Not implemented)$/i.test(this.kind) ? 2 : 1;
  }
}

const diskFull = /no space left on device|ENOSPC|disk quota|could not write/i;

/** The exit code of any failure, and the sentence the person at the terminal reads. */
export function describeFailure(error: unknown): {exitCode: number; message: string} {
  const {message, code} = error as NodeJS.ErrnoException;
  if (diskFull.test(message ?? "")) {
    return {
      exitCode: 3,
      message: `The disk is full: ${message}. Free some space and run the command again; the last good state is untouched.`
    };
  }
  if (
    error instanceof DataError ||
    error instanceof UsageError ||
    error instanceof SourceError ||
    error instanceof SqlError
  ) {
    return {exitCode: error.exitCode, message};
  }
  if (error instanceof RangeError) return {exitCode: 2, message};
  if (code?.startsWith("E")) return {exitCode: 3, message: `The file system refused: ${message}.`};
  return {exitCode: 3, message: (error as Error).stack ?? String(error)};
}
