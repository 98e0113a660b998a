import {createHash} from "node:crypto";
import {link, mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile} from "node:fs/promises";
import {basename, join} from "node:path";
import type {Catalog, CatalogTable} from "./catalog.ts";
import {describeTable, publishedColumns, publishedType, readCatalogFacts} from "./catalog.ts";
import type {CheckResult} from "./check.ts";
import type {ModelContract} from "./contracts.ts";
import type {Session} from "./database.ts";
import type {Effects} from "./effects.ts";
import type {Extract} from "./extract.ts";
import {fingerprint} from "./files.ts";
import type {LineageFile} from "./lineage/file.ts";
import type {Settings} from "./settings.ts";
import {publishPath} from "./settings.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";
import {forEachOf} from "./workers.ts";

/** Raised when the way of writing changes, so that unchanged tables are written anew. */
const format = "zstd 4";

interface PublishOptions {
  extract: Extract;
  contracts: ModelContract[];
  /** Fingerprint of each table, by id. */
  fingerprints: Map<string, string>;
  results: CheckResult[];
  lineage: LineageFile;
  settings: Settings;
  effects: Effects;
}

export interface Published {
  /** Tables written anew; the others were taken over. */
  written: string[];
  tables: CatalogTable[];
}

/**
 * Writes each changed table as Parquet, the catalogue and the lineage into a release of their own, which becomes `publish` in
 * one rename. The release before stays for those who still read it; when nothing it is made of changed and none of its
 * files was lost or spoiled, it stays the one.
 */
export async function publish(sessions: Session[], options: PublishOptions): Promise<Published> {
  const {contracts, settings} = options;
  const published = contracts.filter((contract) => isPublished(contract)).sort((a, b) => a.name.localeCompare(b.name));
  const after = describeRelease(published, options);
  const before = await readRelease(publishPath(settings));
  const intact = await findIntact(publishPath(settings), before);
  if (before?.version === after.version && intact.size === Object.keys(before.files).length)
    return {written: [], tables: await readTables(publishPath(settings))};
  const partial = join(settings.warehouseDir, "releases", "partial");
  await rm(partial, {recursive: true, force: true});
  await mkdir(partial, {recursive: true});
  const isWritten = ({name}: ModelContract) =>
    before?.tables[name] !== after.tables[name] || !intact.has(`${name}.parquet`);
  const written = published.filter(isWritten);
  for (const {name} of published.filter((contract) => !isWritten(contract)))
    await link(join(publishPath(settings), `${name}.parquet`), join(partial, `${name}.parquet`));
  await writeTables(sessions, written, partial, options);
  const tables = await describeTables(sessions[0]!, published, partial);
  await writeFile(join(partial, "catalog.json"), JSON.stringify(await describeCatalog(sessions[0]!, options, tables)));
  await writeFile(join(partial, "lineage.json"), JSON.stringify(options.lineage));
  await writeFile(join(partial, "checks.json"), JSON.stringify(options.results.map(describeCheck)));
  const files = await hashFiles(partial, await readdir(partial));
  await writeFile(join(partial, "release.json"), JSON.stringify({...after, files}));
  await release(settings, partial, after.version);
  return {written: written.map((contract) => contract.id), tables};
}

/** What a release is made of, as fingerprints: of all of it, of each table, and of what stands in its files. */
interface Release {
  version: string;
  tables: Record<string, string>;
  files: Record<string, string>;
}

function describeRelease(
  contracts: ModelContract[],
  {extract, fingerprints, lineage, results, settings}: PublishOptions
): Omit<Release, "files"> {
  const tables = Object.fromEntries(contracts.map((contract) => [contract.name, versionOf(contract, fingerprints)]));
  const {kind, label, files} = extract;
  const catalog = [contracts, kind, label, files.map((file) => file.hash), settings.sample, results];
  const others = [...fingerprints].filter(([id]) => id.startsWith("seeds."));
  return {version: fingerprint(format, JSON.stringify([tables, catalog, lineage, others])), tables};
}

/** The release that a folder holds; undefined where there is none or what it is made of cannot be read. */
async function readRelease(dir: string): Promise<Release | undefined> {
  try {
    const {files = {}, ...release} = JSON.parse(await readFile(join(dir, "release.json"), "utf8")) as Release;
    return {...release, files};
  } catch {
    return undefined;
  }
}

/** Names of a release's files that are what was written. */
async function findIntact(dir: string, release: Release | undefined): Promise<Set<string>> {
  if (!release) return new Set();
  const found = await hashFiles(dir, Object.keys(release.files));
  return new Set(Object.keys(found).filter((name) => found[name] === release.files[name]));
}

/** SHA-256 of each file that is there, by name. */
async function hashFiles(dir: string, names: string[]): Promise<Record<string, string>> {
  const hash = async (name: string) => {
    const bytes = await readFile(join(dir, name)).catch(() => undefined);
    return bytes ? [[name, createHash("sha256").update(bytes).digest("hex")] as const] : [];
  };
  return Object.fromEntries((await Promise.all(names.map(hash))).flat());
}

async function readTables(dir: string): Promise<CatalogTable[]> {
  return (JSON.parse(await readFile(join(dir, "catalog.json"), "utf8")) as Catalog).tables;
}

function writeTables(sessions: Session[], contracts: ModelContract[], dir: string, {effects}: PublishOptions) {
  return forEachOf(sessions, contracts, async (session, contract) => {
    effects.log.progress(`publish: ${contract.name}`);
    await session.run(copySql(contract, join(dir, `${contract.name}.parquet`)));
  });
}

/** Whether the site has a table's rows. */
export const isPublished = (contract: ModelContract) =>
  contract.isPublished && contract.materialized === "table" && ["core", "marts"].includes(contract.schema);

function versionOf(contract: ModelContract, fingerprints: Map<string, string>): string {
  return fingerprint(
    format,
    fingerprints.get(contract.id)!,
    JSON.stringify([publishedColumns(contract).map(({name, type}) => [name, type]), contract.orderBy])
  );
}

function copySql(contract: ModelContract, path: string): string {
  const columns = publishedColumns(contract).map(({name, type}) => {
    const column = quoteIdentifier(name);
    return publishedType(type) === type ? column : `cast(${column} as double) as ${column}`;
  });
  const order = contract.orderBy.length > 0 ? ` order by ${contract.orderBy.map(quoteIdentifier).join(", ")}` : "";
  return `copy (select ${columns.join(", ")} from ${quoteTable(contract.id)}${order}) to ${quoteLiteral(path)} (format parquet, parquet_version ${versionFor(contract)}, compression zstd)`;
}

/** The delta encodings of version 2 save a sixth of long, sorted tables, and make short ones of many keys longer. */
const versionFor = ({schema}: ModelContract) => (schema === "core" ? "v2" : "v1");

async function describeTables(session: Session, contracts: ModelContract[], dir: string): Promise<CatalogTable[]> {
  const rows = new Map(
    (await session.rows<{id: string; n: number}>("select id, row_count as n from meta.nodes")).map(({id, n}) => [id, n])
  );
  return Promise.all(
    contracts.map(async (contract) =>
      describeTable(contract, {
        rows: rows.get(contract.id)!,
        bytes: (await stat(join(dir, `${contract.name}.parquet`))).size
      })
    )
  );
}

async function describeCatalog(
  session: Session,
  {extract, results, settings}: PublishOptions,
  tables: CatalogTable[]
): Promise<Catalog> {
  const {asOf, ...facts} = await readCatalogFacts(session);
  return {
    version: 1,
    data: {
      kind: extract.kind,
      label: extract.label,
      as_of: asOf,
      fingerprint: fingerprint(...extract.files.map((file) => file.hash).sort(), String(settings.sample)),
      sample: settings.sample
    },
    ...facts,
    checks: countChecks(results),
    tables
  };
}

/** A check's last outcome as the site reads it. */
export interface PublishedCheck {
  id: string;
  table: string;
  status: CheckResult["status"];
  failing: number;
  threshold: string;
  reason?: string;
}

function describeCheck({check_id, table_name, status, failing_rows, threshold, reason}: CheckResult): PublishedCheck {
  return {id: check_id, table: table_name, status, failing: failing_rows, threshold, ...(reason && {reason})};
}

function countChecks(results: CheckResult[]): Catalog["checks"] {
  const count = (status: CheckResult["status"]) => results.filter((result) => result.status === status).length;
  return {passed: count("pass"), warned: count("warn"), failed: count("fail")};
}

/** Points `publish` to a finished release in one rename, and forgets all but it and the one before. */
async function release(settings: Settings, partial: string, version: string): Promise<void> {
  const releases = join(settings.warehouseDir, "releases");
  const pointer = publishPath(settings);
  const before = await readlink(pointer).then(basename, () => undefined);
  // What is pointed to stays until the pointer moves, also where the same is made again.
  const name = before === version ? `${version}-again` : version;
  await rm(join(releases, name), {recursive: true, force: true});
  await rename(partial, join(releases, name));
  await rm(`${pointer}.next`, {force: true});
  await symlink(join("releases", name), `${pointer}.next`);
  await rename(`${pointer}.next`, pointer);
  for (const old of await readdir(releases))
    if (old !== name && old !== before) await rm(join(releases, old), {recursive: true});
}
