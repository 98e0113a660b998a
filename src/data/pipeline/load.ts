import type {Session} from "./database.ts";
import type {Column, SourceContract} from "./contracts.ts";
import type {Effects} from "./effects.ts";
import {DataError, SqlError} from "./errors.ts";
import type {Extract} from "./extract.ts";
import {fingerprint} from "./files.ts";
import type {InputFile} from "./input-file.ts";
import {rejectOrphans, rejectUntyped, storeUnparsed} from "./rejects.ts";
import {sampleRaw} from "./sample.ts";
import type {Settings} from "./settings.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";
import {readNodes, writeNode} from "./state.ts";
import {forEachOf} from "./workers.ts";

export interface Load {
  /** Rows of the input files, rejected ones included. */
  rowsIn: number;
  rowsRejected: number;
  /** Tables that were loaded anew. */
  loaded: string[];
}

interface LoadContext {
  sessions: Session[];
  settings: Settings;
  effects: Effects;
  isFull: boolean;
}

/**
 * Brings changed input files into `raw.*` as text. Rows that cannot be read, and rows that hang on such a row, go to
 * `quality.rejected_rows`; too many of them stop the build.
 */
export async function load(extract: Extract, sources: SourceContract[], context: LoadContext): Promise<Load> {
  const {sessions, settings, isFull, effects} = context;
  const session = sessions[0]!;
  const files = new Map(extract.files.map((file) => [file.source.id, file]));
  const fingerprints = inputFingerprints(extract, sources, settings.sample);
  const before = await readNodes(session);
  const hadRejects = (await countRejected(session)) > 0;
  const isStale = ({id}: SourceContract) => before.get(id)?.inputs.file !== fingerprints.get(id);
  const changed = sources.filter(isStale);
  const stale = isFull || (hadRejects && changed.length > 0) ? sources : changed;
  await forEachOf(sessions, stale, (session, source) =>
    loadTable(session, source, {file: files.get(source.id), version: fingerprints.get(source.id)!, effects})
  );
  await rejectOrphans(session, sources);
  await markRejects(session);
  if (settings.sample < 1) await sampleRaw(session, sources, settings.sample);
  const rowsRejected = await checkRejected(session, sources, context);
  const {n} = await session.row<{n: number}>(
    "select sum(row_count)::bigint as n from meta.nodes where id like 'raw.%'"
  );
  return {rowsIn: n, rowsRejected, loaded: stale.map((source) => source.id)};
}

/** A table that lost rows is not the one its file alone would make. */
async function markRejects(session: Session): Promise<void> {
  await session.run(`
    update meta.nodes as n set fingerprint = n.fingerprint || '-' || r.digest
    from (
        select table_name, to_hex(bit_xor(hash(row_number, line))) as digest from quality.rejected_rows group by table_name
    ) as r
    where r.table_name = n.id and not contains(n.fingerprint, '-')`);
}

/** Fingerprint of each input file with its types, by id of its raw table. */
export function inputFingerprints({files}: Extract, sources: SourceContract[], sample: number): Map<string, string> {
  const byId = new Map(files.map((file) => [file.source.id, file]));
  return new Map(sources.map((source) => [source.id, fingerprintOf(source, byId.get(source.id), sample)]));
}

/** A raw table is determined by the content and name of its file, the types it is checked against, and the sample. */
function fingerprintOf(source: SourceContract, file: InputFile | undefined, sample: number): string {
  return fingerprint(
    String(sample),
    file?.hash ?? "absent",
    file?.name ?? "",
    JSON.stringify(source.columns.map(({name, type}) => [name, type]))
  );
}

interface TableLoad {
  file: InputFile | undefined;
  version: string;
  effects: Effects;
}

async function loadTable(session: Session, source: SourceContract, {file, version, effects}: TableLoad): Promise<void> {
  const [started, now] = [performance.now(), effects.now().toISOString()];
  effects.log.progress(`load: ${source.id} …`);
  const work = session.transaction(async () => {
    await fillTable(session, source, file, now);
    const row_count = await countRows(session, source);
    if (file && row_count === 0) throw new DataError(`${file.name} has a header but no rows. Expected at least one.`);
    const seconds = (performance.now() - started) / 1000;
    const inputs = {file: version};
    await writeNode(session, {
      id: source.id,
      fingerprint: version,
      inputs,
      changed: ["file"],
      row_count,
      seconds,
      built_at: now
    });
  });
  await work.catch((error: unknown) => Promise.reject(explainCsvError(error, file)));
}

async function fillTable(session: Session, source: SourceContract, file: InputFile | undefined, now: string) {
  await session.run("delete from quality.rejected_rows where table_name = $1", [source.id]);
  if (!file) return session.run(createEmptySql(source));
  await session.run(createSql(file, `timestamp ${quoteLiteral(now.slice(0, 19))}`));
  await rejectUntyped(session, file, await storeUnparsed(session, file));
}

/** Rows of the file, rejected ones included. */
async function countRows(session: Session, {id}: SourceContract): Promise<number> {
  const {n} = await session.row<{n: number}>(
    `select (select count(*) from ${quoteTable(id)})
        + (select coalesce(sum(line_count), 0) from quality.rejected_rows where table_name = $1) as n`,
    [id]
  );
  return n;
}

/** The engine gives up on a whole file only where line endings are mixed or a line is beyond all bounds. */
function explainCsvError(error: unknown, file: InputFile | undefined): unknown {
  if (!file || !(error instanceof SqlError) || !/CSV/i.test(error.message) || error.exitCode === 3) return error;
  const [first] = error.message.replace(/^Invalid Input Error: /, "").split("\n");
  return new DataError(
    `${file.name} cannot be read as CSV: ${first} Check that all lines end alike (LF or CRLF) and quotes are closed.`,
    {cause: error}
  );
}

/** The statement that loads a file, columns as text in the order of the contract, then those beyond it; `loadedAt` is an expression. */
export function createSql(
  file: Pick<InputFile, "source" | "path" | "name" | "columns" | "extraColumns">,
  loadedAt: string,
  {rejects = true} = {}
): string {
  const columns = [...file.source.columns.map((column: Column) => column.name), ...file.extraColumns].map(
    quoteIdentifier
  );
  const types = file.columns.map((column) => `${quoteLiteral(column)}: 'VARCHAR'`);
  const options = `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"'${rejects ? ", store_rejects = true, rejects_limit = 0" : ""}`;
  return `create or replace table ${quoteTable(file.source.id)} as
select
    ${columns.join(", ")},
    ${quoteLiteral(file.name)} as _source_file,
    row_number() over () as _row_number,
    ${loadedAt} as _loaded_at
from read_csv(${quoteLiteral(file.path)}, ${options}, columns = {${types.join(", ")}})`;
}

/** An optional file that is not there leaves an empty table of the right shape. */
export function createEmptySql(source: SourceContract): string {
  const columns = source.columns.map((column) => `${quoteIdentifier(column.name)} varchar`);
  return `create or replace table ${quoteTable(source.id)} (${columns.join(", ")}, _source_file varchar, _row_number bigint, _loaded_at timestamp)`;
}

async function countRejected(session: Session): Promise<number> {
  const {n} = await session.row<{n: number}>(
    "select coalesce(sum(line_count), 0)::bigint as n from quality.rejected_rows"
  );
  return n;
}

/** Warns of rejected rows, or stops when a file lost more than its share. Returns how many there are. */
async function checkRejected(
  session: Session,
  sources: SourceContract[],
  {settings, effects}: LoadContext
): Promise<number> {
  const rows = await session.rows<{
    table_name: string;
    source_file: string;
    rejected: number;
    total: number;
    example: string;
  }>(`
    select r.table_name, r.source_file, sum(r.line_count)::bigint as rejected, any_value(n.row_count) as total,
        min_by(r.source_file || coalesce(', line ' || r.line, '') || ': ' || r.reason, coalesce(r.line, 0)) as example
    from quality.rejected_rows as r inner join meta.nodes as n on r.table_name = n.id
    group by all order by r.table_name`);
  for (const {source_file, rejected, total, example} of rows) {
    const summary = `${source_file}: ${rejected} of ${total} rows rejected, first ${example}`;
    if (rejected > settings.maxRejectedShare * total) {
      await forget(session, sources);
      throw new DataError(
        `${summary}. At most ${settings.maxRejectedShare * 100} % may be (--max-rejected). All of them: npm run warehouse -- query "select * from quality.rejected_rows". Correct the file and build again.`
      );
    }
    effects.log.warn(summary);
  }
  return rows.reduce((sum, row) => sum + row.rejected, 0);
}

/** Makes the next build load again: what stands in raw is not fit to build on. */
async function forget(session: Session, sources: SourceContract[]): Promise<void> {
  await session.run(`delete from meta.nodes where id in (${sources.map(({id}) => quoteLiteral(id)).join(", ")})`);
}
