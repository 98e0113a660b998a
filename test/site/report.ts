import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {fingerprint} from "../../src/data/pipeline/files.ts";
import {fingerprintFolder} from "../../src/data/pipeline/site/inputs.ts";
import {serve} from "../../src/data/pipeline/site/serve.ts";
import {buildSite, shareFolder, type BuiltSite} from "./built-site.ts";
import {projectDir} from "./project.ts";

export const hostileNames = ["<script>globalThis.hacked = true</script>", "'; drop table fact_orders; --"];
export const hostileCity = "<img src=x onerror=hacked=1>";

/**
 * Builds the whole report from a folder of input files, that of OLIST_DATA_DIR, or from a tenth of the demo data with hostile names in it. Tests whose
 * data may be any share this one.
 */
export async function buildReport(given = process.env.OLIST_DATA_DIR): Promise<BuiltSite & {dataDir: string}> {
  const dataDir = given || (await shareFolder("hostile", await fingerprintDemo(), writeHostileDemo));
  return {dataDir, ...(await buildSite({data: dataDir}))};
}

/** The report, built and served. */
export class Report {
  private constructor(
    readonly dataDir: string,
    readonly dist: string,
    readonly warehouseDir: string,
    readonly url: string,
    private readonly server: Server
  ) {}

  static async open(given?: string): Promise<Report> {
    const {dataDir, dist, warehouseDir} = await buildReport(given);
    const server = await serve({dir: dist, port: 0});
    const {port} = server.address() as AddressInfo;
    return new Report(dataDir, dist, warehouseDir, `http://127.0.0.1:${port}`, server);
  }

  /** Asks the input files themselves, as text, by the names orders, customers, items, payments and so on. */
  async ask(sql: string): Promise<Record<string, unknown>> {
    const connection = await (await DuckDBInstance.create()).connect();
    for (const [name, file] of Object.entries(files))
      await connection.run(
        `create view ${name} as select * from read_csv('${join(this.dataDir, file)}', header = true, all_varchar = true)`
      );
    const result = await connection.runAndReadAll(sql);
    connection.closeSync();
    return result.getRowObjectsJson()[0]!;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const files = {
  orders: "olist_orders_dataset.csv",
  customers: "olist_customers_dataset.csv",
  items: "olist_order_items_dataset.csv",
  payments: "olist_order_payments_dataset.csv"
};

const fingerprintDemo = async () =>
  fingerprint(
    await fingerprintFolder(join(projectDir, "src/data/pipeline/demo"), /./),
    await readFile(new URL(import.meta.url), "utf8")
  );

async function writeHostileDemo(dir: string): Promise<void> {
  await writeDemo(dir, {scale: 0.1, seed: 42});
  const path = join(dir, "product_category_name_translation.csv");
  const lines = (await readFile(path, "utf8")).split(/\r?\n/);
  const changed = lines.map((line, i) => (hostileNames[i - 1] ? `${line.split(",")[0]},${hostileNames[i - 1]}` : line));
  await writeFile(path, changed.join("\n"));
  for (const name of ["olist_customers_dataset.csv", "olist_geolocation_dataset.csv"])
    await writeFile(
      join(dir, name),
      (await readFile(join(dir, name), "utf8")).replaceAll(",campinas,", `,${hostileCity},`)
    );
}
