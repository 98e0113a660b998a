import {createWriteStream} from "node:fs";
import {mkdir, rm} from "node:fs/promises";
import {basename, join} from "node:path";
import {pipeline} from "node:stream/promises";
import type {Entry, ZipFile} from "yauzl";
import {openPromise} from "yauzl";
import {SourceError} from "./errors.ts";
import {moveInto} from "./files.ts";

interface UnzipOptions {
  /** Which members to take, by their base name; others stay packed. */
  isWanted: (name: string) => boolean;
  /** Bytes all taken members may unpack to. */
  maxBytes: number;
}

/** A member that unpacks to more than this many times its packed size is taken for a zip bomb: CSV packs about tenfold. */
const maxRatio = 200;

/**
 * Unpacks the named members of a zip into a folder, which appears only once all are there. Refuses archives that are
 * damaged, climb out of the folder, name a member twice, or unpack to implausible sizes.
 */
export async function unzip(path: string, outDir: string, options: UnzipOptions): Promise<void> {
  const partial = `${outDir}.${process.pid}.partial`;
  await rm(partial, {recursive: true, force: true});
  await mkdir(partial, {recursive: true});
  try {
    await unpackAll(path, partial, options);
    await moveInto(partial, outDir);
  } catch (error) {
    await rm(partial, {recursive: true, force: true});
    throw toSourceError(path, error as Error);
  }
}

function toSourceError(path: string, error: Error): Error {
  if (error instanceof SourceError || (error as NodeJS.ErrnoException).code === "ENOSPC") return error;
  return new SourceError(
    `${path} is not a zip that can be read: ${error.message}. Download it again, or unpack it and name the folder.`,
    {cause: error}
  );
}

async function unpackAll(path: string, dir: string, {isWanted, maxBytes}: UnzipOptions): Promise<void> {
  const zip = await openPromise(path, {strictFileNames: true});
  const taken = new Set<string>();
  let left = maxBytes;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = basename(entry.fileName);
      if (!isWanted(name) || isHousekeeping(entry.fileName)) continue;
      if (taken.has(name)) throw new SourceError(`${path} holds ${name} twice. Keep one.`);
      taken.add(name);
      left -= entry.uncompressedSize;
      checkSize(path, entry, left, maxBytes);
      await unpack(zip, entry, join(dir, name));
    }
  } finally {
    zip.close();
  }
}

const isHousekeeping = (fileName: string) => fileName.startsWith("__MACOSX/");

function checkSize(path: string, entry: Entry, left: number, maxBytes: number): void {
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  if (left >= 0 && ratio <= maxRatio) return;
  const claim = `${entry.fileName} would unpack from ${entry.compressedSize} to ${entry.uncompressedSize} bytes`;
  throw new SourceError(
    `${path}: ${claim}; at most ${maxRatio} times and ${maxBytes} bytes in all are taken. If the file is right, unpack it and name the folder.`
  );
}

async function unpack(zip: ZipFile, entry: Entry, target: string): Promise<void> {
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
}
