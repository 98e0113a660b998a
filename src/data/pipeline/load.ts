import type {Session} from "./database.ts";
import type {SourceContract} from "./contracts.ts";
import type {Effects} from "./effects.ts";
import {DataError, SqlError} from "./errors.ts";
import type {Extract} from "./extract.ts";
import {fingerprint} from "./files.ts";
import type {Changes} from "./incremental/changes.ts";
import {changesTable} from "./incremental/changes.ts";
import {RawChange} from "./incremental/raw.ts";
import type {InputFile} from "./input-file.ts";
import {createRawSql, insertFileSql, replaceEarlierSql} from "./raw-table.ts";
import {rejectOrphans, rejectUntyped, storeUnparsed} from "./rejects.ts";
import {timeIn} from "./runlog/timeline.ts";
import {sampleRaw} from "./sample.ts";
import type {Settings} from "./settings.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "./sql-text.ts";
import type {NodeState} from "./state.ts";
import {readNodes, writeNode} from "./state.ts";
import {forEachOf} from "./workers.ts";

export interface Load {
  /** Rows of the input files, rejected ones included. */
  rowsIn: number;
  rowsRejected: number;
  /** Tables that changed. */
  loaded: string[];
  /** Whether one of them was made anew, not only added to. */
  isAnew: boolean;
}

interface LoadContext {
  sessions: Session[];
  settings: Settings;
  effects: Effects;
  isFull: boolean;
  /** Joined by those of tables that files were only added to. */
  changes: Changes;
}

/**
 * Brings changed input files into `raw.*` as text. Rows that cannot be read, and rows that hang on such a row, go to
 * `quality.rejected_rows`; too many of them stop the build.
 */
export async function load(extract: Extract, sources: SourceContract[], context: LoadContext): Promise<Load> {
  const {sessions, settings, isFull, effects, changes} = context;
  const session = sessions[0]!;
  const filesOf = ({id}: SourceContract) => extract.files.filter((file) => file.source.id === id);
  const fingerprints = inputFingerprints(extract, sources, settings.sample);
  const before = await readNodes(session);
  const hadRejects = (await countRejected(session)) > 0;
  const changed = sources.filter(({id}) => before.get(id)?.inputs.file !== fingerprints.get(id));
  const isAnew = isFull || (hadRejects && changed.length > 0);
  const stale = isAnew ? sources : changed;
  const loads = new Map<string, TableLoad>();
  for (const source of stale) {
    const inputs = describeInputs(source, filesOf(source), settings.sample);
    const last = before.get(source.id);
    const kept = isAnew ? 0 : countKept(last, inputs);
    if (kept > 0) await changes.prepare(session);
    loads.set(source.id, {files: filesOf(source), inputs, kept, before: last, settings, effects});
  }
  await forEachOf(sessions, stale, (session, source) =>
    timeIn(effects, "source", source.id, () => loadTable(session, source, loads.get(source.id)!))
  );
  await rejectOrphans(session, sources);
  await markRejects(session);
  if (settings.sample < 1) await sampleRaw(session, sources, settings.sample);
  const rowsRejected = await checkRejected(session, sources, context);
  if (rowsRejected === 0 && settings.sample === 1) noteChanges(loads, changes);
  const {n} = await session.row<{n: number}>(
    "select sum(row_count)::bigint as n from meta.nodes where id like 'raw.%'"
  );
  const isMadeAnew = [...loads.values()].some(({kept}) => kept === 0);
  return {rowsIn: n, rowsRejected, loaded: stale.map((source) => source.id), isAnew: isMadeAnew};
}

/** Only where nothing else touched the tables: rejected rows and a sample take away more than files bring. */
function noteChanges(loads: Map<string, TableLoad>, changes: Changes): void {
  for (const [id, {kept, before, inputs}] of loads)
    if (kept > 0) changes.note(id, {from: before!.fingerprint, to: hashInputs(inputs), rows: changesTable(id)});
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

/** What a raw table is made of: the sample, the types its text is checked against, and its files in order. */
interface RawInputs {
  sample: number;
  types: [string, string][];
  files: [name: string, hash: string][];
}

function describeInputs(source: SourceContract, files: InputFile[], sample: number): RawInputs {
  return {
    sample,
    types: source.columns.map(({name, type}) => [name, type]),
    files: files.map(({name, hash}) => [name, hash])
  };
}

/** Fingerprint of what each raw table is made of, by its id. */
export function inputFingerprints({files}: Extract, sources: SourceContract[], sample: number): Map<string, string> {
  const filesOf = ({id}: SourceContract) => files.filter((file) => file.source.id === id);
  return new Map(sources.map((source) => [source.id, hashInputs(describeInputs(source, filesOf(source), sample))]));
}

const hashInputs = (inputs: RawInputs) => fingerprint(JSON.stringify(inputs));

interface TableLoad {
  files: InputFile[];
  inputs: RawInputs;
  /** Files that stand in the table already and stay; none where it is made anew. */
  kept: number;
  before: NodeState | undefined;
  settings: Settings;
  effects: Effects;
}

/** How many files can stay: all that are loaded, when nothing else changed and new ones only follow them. */
function countKept(before: NodeState | undefined, after: RawInputs): number {
  if (!before?.inputs.made_of) return 0;
  const {files, ...rest} = JSON.parse(before.inputs.made_of) as RawInputs;
  const isSame = JSON.stringify(rest) === JSON.stringify({sample: after.sample, types: after.types});
  const isPrefix = files.every(([name, hash], i) => after.files[i]?.[0] === name && after.files[i][1] === hash);
  return isSame && isPrefix ? files.length : 0;
}

async function loadTable(session: Session, source: SourceContract, load: TableLoad): Promise<void> {
  const {files, inputs, kept, settings, effects} = load;
  const [started, now] = [performance.now(), effects.now().toISOString()];
  effects.log.progress(`load: ${source.id} …`);
  const work = session.transaction(async () => {
    await fillTable(session, source, files.slice(kept), kept === 0, now);
    const row_count = await countRows(session, source);
    if (files.length > 0 && row_count === 0)
      throw new DataError(`${files[0]!.name} has a header but no rows. Expected at least one.`);
    refuseLoss(source, row_count, load);
    const version = hashInputs(inputs);
    await writeNode(session, {
      id: source.id,
      fingerprint: version,
      inputs: {file: version, made_of: JSON.stringify(inputs), origin: settings.dataDir},
      changed: ["file"],
      row_count,
      seconds: (performance.now() - started) / 1000,
      built_at: now
    });
  });
  await work.catch((error: unknown) => Promise.reject(explainCsvError(error, files)));
}

/** A file cut short on its way must not pass for a shop that lost its orders. */
function refuseLoss({id, file}: SourceContract, rows: number, {before, inputs, settings}: TableLoad): void {
  const rowsBefore = before?.row_count ?? 0;
  const isComparable = before?.inputs.origin === settings.dataDir && readSample(before) === inputs.sample;
  if (!isComparable || rows >= rowsBefore * (1 - settings.maxLostShare)) return;
  throw new DataError(
    `${file}: ${id} would have ${rows} rows, after ${rowsBefore} at the last build from ${settings.dataDir}. At most ${settings.maxLostShare * 100} % may be lost. Check whether the file is complete; if it is, build with --max-lost 1.`
  );
}

const readSample = ({inputs}: NodeState) => (JSON.parse(inputs.made_of!) as RawInputs).sample;

/** Adds files in their order, each replacing rows of the same key that earlier ones brought. */
async function fillTable(session: Session, source: SourceContract, files: InputFile[], isNew: boolean, now: string) {
  if (isNew) {
    await session.run("delete from quality.rejected_rows where table_name = $1", [source.id]);
    await session.run(createRawSql(source, files));
  } else {
    for (const name of new Set(files.flatMap((file) => file.extraColumns)))
      await session.run(
        `alter table ${quoteTable(source.id)} add column if not exists ${quoteIdentifier(name)} varchar`
      );
  }
  const change = isNew ? undefined : new RawChange(session, source.id, files);
  await change?.begin();
  for (const [i, file] of files.entries()) {
    await session.run(insertFileSql(file, `timestamp ${quoteLiteral(now.slice(0, 19))}`));
    await rejectUntyped(session, file, await storeUnparsed(session, file));
    const replaced = await change?.beforeReplacing(file);
    const replacesNone = i === 0 && (isNew || replaced === 0);
    const replace = replacesNone ? undefined : replaceEarlierSql(file);
    if (replace) await session.run(replace);
  }
  await change?.end();
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
function explainCsvError(error: unknown, files: InputFile[]): unknown {
  if (!(error instanceof SqlError) || !/CSV/i.test(error.message) || error.exitCode === 3) return error;
  const name = files.find(({path}) => error.message.includes(path))?.name ?? files[0]!.name;
  const [first] = error.message.replace(/^Invalid Input Error: /, "").split("\n");
  return new DataError(
    `${name} cannot be read as CSV: ${first} Check that all lines end alike (LF or CRLF) and quotes are closed.`,
    {cause: error}
  );
}

async function countRejected(session: Session): Promise<number> {
  const {n} = await session.row<{n: number}>(
    "select coalesce(sum(line_count), 0)::bigint as n from quality.rejected_rows"
  );
  return n;
}

interface RejectedFile {
  table_name: string;
  source_file: string;
  rejected: number;
  /** The first of them, in words. */
  example: string;
}

/** Warns of rejected rows, or stops when a file lost more than its share. Returns how many there are. */
async function checkRejected(
  session: Session,
  sources: SourceContract[],
  {settings, effects}: LoadContext
): Promise<number> {
  const rows = await session.rows<RejectedFile>(`
    select table_name, source_file, sum(line_count)::bigint as rejected,
        min_by(source_file || coalesce(', line ' || line, '') || ': ' || reason, coalesce(line, 0)) as example
    from quality.rejected_rows group by all order by min(line) is null, source_file`);
  for (const {table_name, source_file, rejected, example} of rows) {
    const {n} = await session.row<{n: number}>(
      `select count(*) as n from ${quoteTable(table_name)} where _source_file = $1`,
      [source_file]
    );
    const summary = `${source_file}: ${rejected} of ${n + rejected} rows rejected, first ${example}`;
    if (rejected > settings.maxRejectedShare * (n + rejected)) {
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
