import {readFile, rm, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import type {AsyncDuckDB} from "@duckdb/duckdb-wasm";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Catalog} from "../../src/data/pipeline/catalog.ts";
import type {Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {Sandbox} from "./sandbox.ts";

interface BrowserEngine {
  instantiate(onProgress: () => void): Promise<unknown>;
  registerFileBuffer(name: string, bytes: Uint8Array): void;
  connect(): {query(sql: string): {toArray(): {toJSON(): Record<string, unknown>}[]}};
}

let [sandbox, catalog] = [undefined as unknown as Sandbox, undefined as unknown as Catalog];

beforeAll(async () => {
  sandbox = await Sandbox.create({scale: 0.05});
  expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
  catalog = JSON.parse(await readFile(published("catalog.json"), "utf8")) as Catalog;
});

afterAll(() => sandbox.remove());

const published = (name: string) => join(sandbox.settings.warehouseDir, "publish", name);

/** The browser's engine in its build for Node. */
async function openBrowserEngine(): Promise<BrowserEngine> {
  const require = createRequire(import.meta.url);
  const {createDuckDB, VoidLogger, NODE_RUNTIME} = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs") as {
    createDuckDB(bundles: object, logger: object, runtime: object): Promise<BrowserEngine>;
    VoidLogger: new () => AsyncDuckDB["logger"];
    NODE_RUNTIME: object;
  };
  const bundle = (name: string) => ({
    mainModule: require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${name}.wasm`),
    mainWorker: ""
  });
  const engine = await createDuckDB({mvp: bundle("mvp"), eh: bundle("eh")}, new VoidLogger(), NODE_RUNTIME);
  await engine.instantiate(() => undefined);
  return engine;
}

/** One row that tells two tables of the same columns apart. */
function digestSql(columns: Catalog["tables"][number]["columns"], from: string): string {
  const digests = columns.flatMap(({name, type}, i) =>
    type === "DOUBLE"
      ? [`round(sum("${name}"), 2)::varchar as s${i}`, `min("${name}")::varchar as m${i}`]
      : [`count(distinct "${name}")::varchar as s${i}`, `max("${name}")::varchar as m${i}`]
  );
  return `select count(*)::varchar as n, ${digests.join(", ")} from ${from}`;
}

describe("publish(sessions, options)", () => {
  it.each([
    ["a table that is gone", "dim_seller.parquet", undefined, {}],
    ["a spoiled table", "fact_orders.parquet", "PAR1", {}],
    ["a spoiled table, with --full-refresh", "dim_category.parquet", "PAR1", {isFull: true}],
    ["a catalogue that is gone", "catalog.json", undefined, {}],
    ["a release without its record", "release.json", undefined, {}]
  ])("makes %s again, the same to the byte", async (_, name, text, options) => {
    const before = await readFile(published(name));
    const built = await readFile(published("dim_date.parquet"));
    await (text === undefined ? rm(published(name)) : writeFile(published(name), text));
    expect(await sandbox.build(options)).toMatchObject({exitCode: 0, message: ""});
    expect(await readFile(published(name))).toEqual(before);
    expect(await readFile(published("dim_date.parquet"))).toEqual(built);
  });

  it("writes tables that the browser's engine reads as they are", async () => {
    const engine = await openBrowserEngine();
    const connection = engine.connect();
    const database = await Database.open();
    const session: Session = await database.connect();
    for (const {name, columns} of catalog.tables) {
      engine.registerFileBuffer(`${name}.parquet`, new Uint8Array(await readFile(published(`${name}.parquet`))));
      const seen = connection
        .query(digestSql(columns, `'${name}.parquet'`))
        .toArray()[0]!
        .toJSON();
      expect([name, seen]).toEqual([name, await session.row(digestSql(columns, `'${published(`${name}.parquet`)}'`))]);
    }
    database.close();
  });

  it("publishes no source id, no pii and no decimal, and only what its catalogue describes", async () => {
    const database = await Database.open();
    const session = await database.connect();
    for (const table of catalog.tables) {
      const columns = await session.rows<{name: string; type: string}>(
        `select column_name as name, column_type as type from (describe from '${published(`${table.name}.parquet`)}')`
      );
      expect(columns).toEqual(table.columns.map(({name, type}) => ({name, type})));
      for (const {name, type} of columns) {
        expect(name).not.toMatch(/_id$/);
        expect(type).not.toMatch(/DECIMAL|HUGEINT/);
      }
    }
    database.close();
  });

  it("gives the filters' defaults and options, and totals that are those of the input files", async () => {
    const session = await (await Database.open()).connect();
    const csv = (name: string) =>
      `read_csv('${join(sandbox.data, name)}', all_varchar = true, header = true, quote = '"', escape = '"')`;
    const totals = await session.row(`select
      (select count(*) from ${csv("olist_orders_dataset.csv")}) as orders,
      (select count(*) from ${csv("olist_order_items_dataset.csv")}) as items,
      (select sum(cast(price as decimal(18, 2))) from ${csv("olist_order_items_dataset.csv")})::double as price,
      (select sum(cast(freight_value as decimal(18, 2))) from ${csv("olist_order_items_dataset.csv")})::double as freight,
      (select sum(cast(payment_value as decimal(18, 2))) from ${csv("olist_order_payments_dataset.csv")})::double as payment_value,
      (select count(distinct customer_unique_id) from ${csv("olist_customers_dataset.csv")}) as customers`);
    expect(catalog.totals).toMatchObject(totals);
    expect(catalog.filters.from <= catalog.filters.to).toBe(true);
    expect(catalog.options.states).toHaveLength(27);
    expect(catalog.options.regions).toEqual(["Central-West", "North", "Northeast", "South", "Southeast"]);
    expect(catalog.data.kind).toBe("files");
  });
});
