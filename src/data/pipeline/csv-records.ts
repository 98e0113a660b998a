import {createReadStream} from "node:fs";

/** A record of a CSV file as it stands there. */
export interface CsvRecord {
  /** Physical line it begins on; the header is line 1. */
  line: number;
  text: string;
}

/** A stretch of bytes that the engine rejected and did not number as a row. */
export interface ByteRange {
  start: number;
  end: number;
}

const [quote, newline, carriageReturn] = [34, 10, 13];

/**
 * Finds rows of a file by their number (the first after the header is 1), not counting rejected stretches. Reads the
 * file once; meant for the few rows that are wrong.
 */
export async function findRecords(
  path: string,
  rowNumbers: ReadonlySet<number>,
  rejected: readonly ByteRange[] = []
): Promise<Map<number, CsvRecord>> {
  const found = new Map<number, CsvRecord>();
  const skips = [...rejected].sort((a, b) => a.start - b.start);
  let [row, line, isQuoted, offset, start, startLine, last] = [0, 1, false, 0, 0, 1, 0];
  let bytes: number[] = [];

  const endRecord = () => {
    if (skips[0] && start >= skips[0].start) return;
    if (bytes.length > 0) {
      if (rowNumbers.has(row)) found.set(row, {line: startLine, text: Buffer.from(bytes).toString("utf8")});
      row++;
    }
    bytes = [];
  };

  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      while (skips[0] && offset >= skips[0].end) {
        skips.shift();
        [isQuoted, start, startLine, bytes] = [false, offset, line, []];
      }
      if (byte === quote) isQuoted = !isQuoted;
      const isBreak = byte === carriageReturn || (byte === newline && last !== carriageReturn);
      if (isBreak) line++;
      if (!isQuoted && (byte === newline || byte === carriageReturn)) {
        endRecord();
        [start, startLine] = [offset + 1, line];
      } else bytes.push(byte);
      last = byte;
      offset++;
    }
  }
  endRecord();
  return found;
}
