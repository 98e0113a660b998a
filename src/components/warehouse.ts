import {showBusy} from "./busy.js";
import {createClient} from "./client.js";
import {download, downloadJson, type SiteFile} from "./download.js";
import {startEngine} from "./engine.js";
import {rememberOrigin} from "./origin.js";
import {compileQuery, queryKey, type Query, type Scalar} from "./query.js";
import {decodeResult, type Row, type StoredResult} from "./rows.js";
import {tables} from "./tables.js";
import {unpack} from "./unpack.js";

export type Sql = (strings: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>;
export type AskOptions = {signal?: AbortSignal; limit?: number};
export type Ask = (text: string, params?: readonly Scalar[], options?: AskOptions) => Promise<Row[]>;
type Results = {results: Record<string, StoredResult>};
/** The file of further results that has a query's, if one does. */
type FindMore = (query: Query) => SiteFile | undefined;

const names = Object.keys(tables);
const client = createClient(names, {
  start: startEngine,
  download: (table) => download({name: `${table}.parquet`, href: tables[table]!})
});

/**
 * The `sql` tag of a page: answers from the results shipped with the page where they have the query, or from the further file that has it, else
 * from the engine, which starts at the first such query or when the page has been idle.
 */
export function connect(resultsFile: SiteFile, findMore: FindMore = () => undefined): Sql {
  const shipped = downloadJson<Results>(resultsFile);
  const more = new Map<string, Promise<Results>>();
  const asked = new Map<TemplateStringsArray, Query>();
  warmAhead(() => [...asked.values()]);

  async function findShipped(query: Query): Promise<StoredResult | undefined> {
    const key = queryKey(query);
    const known = (await shipped).results[key];
    const file = findMore(query);
    if (known || !file) return known;
    if (!more.has(file.href)) more.set(file.href, downloadPacked<Results>(file));
    return (await showBusy(more.get(file.href)!)).results[key];
  }

  return async (strings, ...values) => {
    const query = compileQuery(strings, values);
    asked.set(strings, query);
    const result = await findShipped(query);
    if (!result) return showBusy(client.query(query, strings));
    client.drop(strings);
    return rememberOrigin(decodeResult(result), {query, columns: result.columns.map(({name, type}) => ({name, type}))});
  };
}

async function downloadPacked<T>(file: SiteFile): Promise<T> {
  return JSON.parse(await (await unpack(await download(file))).text()) as T;
}

/**
 * Asks the engine for what no block of the page asks, with "?" for each parameter. The signal stops it, even while it runs; after `limit` rows
 * and the rest of their batch, no more are read.
 */
export const ask: Ask = (text, params = [], {signal, limit} = {}) =>
  client.ask({text, params: [...params], limit}, signal);

/**
 * Gets ready for the first changed filter, when the page has been idle or its reader turns to the filters, unless the reader saves data or has no
 * network: then only what is asked for is fetched.
 */
function warmAhead(getQueries: () => Query[]) {
  const {connection} = navigator as {connection?: {saveData?: boolean}};
  if (connection?.saveData) return;
  const begun = new AbortController();
  const {signal} = begun;
  const warm = () => {
    if (signal.aborted || !navigator.onLine) return;
    begun.abort();
    client.warm(getQueries()).catch(console.warn);
  };
  const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1000));
  const wait = () => setTimeout(() => whenIdle(warm), 1500);
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, {once: true});
  for (const turn of ["pointerover", "focusin"])
    addEventListener(turn, (event) => isOnFilters(event) && warm(), {signal});
}

const isOnFilters = ({target}: Event) => target instanceof Element && target.closest("form.filters") !== null;

/** The rows of a query as a Parquet file. */
export const writeParquet = (query: Query): Promise<Uint8Array> => client.write(query);
