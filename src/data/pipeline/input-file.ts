import {createHash} from "node:crypto";
import {isUtf8} from "node:buffer";
import {createReadStream} from "node:fs";
import {open, stat} from "node:fs/promises";
import {basename} from "node:path";
import {csvParseRows} from "d3-dsv";
import type {SourceContract} from "./contracts.ts";
import {DataError, SourceError} from "./errors.ts";
import {ParseMemory} from "./parse-memory.ts";

/** An input file whose presence, encoding and header were checked. */
export interface InputFile {
  source: SourceContract;
  path: string;
  /** Base name. */
  name: string;
  bytes: number;
  /** SHA-256 of the content, hexadecimal. */
  hash: string;
  /** Columns in the file's own order. */
  columns: string[];
  /** Columns the contract does not know; they are kept. */
  extraColumns: string[];
}

/** Reads a file, or recalls what it holds: hash, size, encoding, header. */
export async function inspectFile(
  path: string,
  source: SourceContract,
  memory = ParseMemory.none()
): Promise<InputFile> {
  const name = basename(path);
  const state = await describeState(path);
  const read = () => scan(path, name);
  const {hash, bytes, header, isValid} = await (state === undefined ? read() : memory.recall([state], read));
  if (bytes === 0)
    throw new DataError(
      `${name} is empty. Expected a header line with ${source.columns.length} columns and at least one row.`
    );
  if (!isValid) throw new DataError(await describeEncoding(path, name));
  const columns = readHeader(header, name);
  checkColumns(columns, source, name);
  const known = new Set(source.columns.map((column) => column.name));
  return {source, path, name, bytes, hash, columns, extraColumns: columns.filter((column) => !known.has(column))};
}

/**
 * Which file stands at a path, and when it was last touched: what was read of it holds while the file system says the same.
 * Undefined where that cannot be told, as for two seconds after a change, in which another could bear the same time.
 */
async function describeState(path: string): Promise<string | undefined> {
  const info = await stat(path, {bigint: true}).catch(() => undefined);
  if (!info || Date.now() - Number(info.ctimeMs) < 2000) return undefined;
  return [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs].join();
}

interface Content {
  hash: string;
  bytes: number;
  /** The first line. */
  header: string;
  /** Whether it is UTF-8. */
  isValid: boolean;
}

async function scan(path: string, name: string): Promise<Content> {
  const hash = createHash("sha256");
  let [bytes, isValid, carry, head]: [number, boolean, Buffer, Buffer] = [0, true, Buffer.alloc(0), Buffer.alloc(0)];
  try {
    for await (const chunk of readChunks(path)) {
      hash.update(chunk);
      bytes += chunk.length;
      if (head.length < 1 << 16) head = Buffer.concat([head, chunk.subarray(0, 1 << 16)]);
      const text = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
      const end = findLastBoundary(text);
      isValid &&= isUtf8(text.subarray(0, end));
      carry = Buffer.from(text.subarray(end));
    }
  } catch (error) {
    throw new SourceError(`${name} cannot be read: ${(error as Error).message}. Check the file and its permissions.`, {
      cause: error
    });
  }
  const header = head.toString("utf8").split(/\r\n|\n|\r/, 1)[0]!;
  return {hash: hash.digest("hex"), bytes, header, isValid: isValid && isUtf8(carry)};
}

/** A file's bytes piece by piece, each in the place of the one before: nothing is left to collect. */
async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(1 << 19);
    for (;;) {
      const {bytesRead} = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Where the last whole character ends: a chunk may cut one of up to four bytes. */
function findLastBoundary(text: Buffer): number {
  for (let back = 1; back <= Math.min(4, text.length); back++) {
    const byte = text[text.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? text.length - back : text.length;
  }
  return text.length;
}

/** Says where the first byte stands that is not UTF-8. */
async function describeEncoding(path: string, name: string): Promise<string> {
  let [line, rest]: [number, Buffer] = [1, Buffer.alloc(0)];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let text: Buffer = Buffer.concat([rest, chunk]);
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      if (!isUtf8(text.subarray(0, end))) return explainEncoding(name, line);
      text = text.subarray(end + 1);
      line++;
    }
    rest = text;
  }
  return explainEncoding(name, line);
}

function explainEncoding(name: string, line: number): string {
  return `${name}, line ${line}: not UTF-8 text, perhaps Latin-1. Convert it, for example with "iconv -f ISO-8859-1 -t UTF-8".`;
}

function readHeader(header: string, name: string): string[] {
  const [columns = []] = csvParseRows(header.replace(/^\uFEFF/, ""));
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined)
    throw new DataError(`${name}, line 1: the header names column "${twice}" twice. Rename one.`);
  return columns;
}

function checkColumns(columns: string[], source: SourceContract, name: string): void {
  const missing = source.columns.map((column) => column.name).filter((column) => !columns.includes(column));
  if (missing.length === 0) return;
  const found = columns.join(", ").slice(0, 400);
  const hint =
    columns.length === 1 && /[;\t]/.test(found)
      ? " The file seems to be separated by something other than commas."
      : "";
  throw new DataError(
    `${name}, line 1: column ${missing.map((column) => `"${column}"`).join(", ")} is missing. ` +
      `Expected ${source.columns.map((column) => column.name).join(", ")} in any order; found ${found}.${hint}`
  );
}
