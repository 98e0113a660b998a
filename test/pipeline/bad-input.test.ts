import {execFileSync} from "node:child_process";
import {chmod, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import JSZip from "jszip";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from "vitest";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {Sandbox} from "./sandbox.ts";

const [orders, items, customers, payments, products] = [
  "orders",
  "order_items",
  "customers",
  "order_payments",
  "products"
].map((name) => `olist_${name}_dataset.csv`) as [string, string, string, string, string];

let [good, sandbox] = [undefined as unknown as Sandbox, undefined as unknown as Sandbox];

beforeAll(async () => {
  good = await Sandbox.create();
});

beforeEach(async () => {
  sandbox = await good.copy();
});

afterEach(() => sandbox.remove());
afterAll(() => good.remove());

const isPublished = async () => (await findFiles(sandbox.settings.warehouseDir, /^publish$/)).length > 0;

describe("a file that cannot be taken", () => {
  it("missing: names it and the folder", async () => {
    await rm(join(sandbox.data, items));
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(3);
    expect(message).toBe(`${sandbox.data} lacks ${items}. Put the missing file beside the others; all 9 are needed.`);
  });

  it("all missing, in a folder somebody named: lists what is expected", async () => {
    for (const file of await findFiles(sandbox.data, /./)) await rm(join(sandbox.data, file));
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(3);
    expect(message).toContain("holds none of the input files. Expected olist_customers_dataset.csv");
  });

  it("a column missing: names file, column, expected and found", async () => {
    await sandbox.edit(orders, (text) => text.replace("order_purchase_timestamp", "bought_at"));
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toContain(`${orders}, line 1: column "order_purchase_timestamp" is missing. Expected order_id, `);
    expect(message).toContain("bought_at");
  });

  it("empty", async () => {
    await writeFile(join(sandbox.data, payments), "");
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toContain(`${payments} is empty.`);
  });

  it("a header only", async () => {
    await sandbox.edit(orders, (text) => text.split("\n")[0]!);
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toContain(`${orders} has a header but no rows`);
    expect(await isPublished()).toBe(false);
  });

  it("Latin-1: names the line and the way out", async () => {
    await sandbox.edit(customers, (text) => Buffer.from(text.replace(/(\n[^\n]*){5}$/, "\nç"), "latin1"));
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toMatch(/olist_customers_dataset\.csv, line \d+: not UTF-8 text, perhaps Latin-1\. Convert it/);
  });

  it("a folder without read permission", async () => {
    await chmod(sandbox.data, 0o000);
    await chmod(sandbox.dir, 0o755);
    const script = `
      import {buildWarehouse} from "./src/data/pipeline/pipeline.ts";
      import {describeFailure} from "./src/data/pipeline/errors.ts";
      const settings = ${JSON.stringify({...sandbox.settings, warehouseDir: "/nonexistent"})};
      await buildWarehouse(settings).catch((error) => console.log(JSON.stringify(describeFailure(error))));`;
    const uid = process.getuid?.() === 0 ? {uid: 65534, gid: 65534} : {};
    const stdout = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      ...uid,
      encoding: "utf8",
      env: {...process.env, TSX_DISABLE_CACHE: "1"},
      stdio: ["ignore", "pipe", "ignore"]
    });
    await chmod(sandbox.data, 0o755);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/cannot be read: EACCES.*Grant read permission/)
    });
  });
});

describe("a file that lost rows since the last build", () => {
  const truncate = () => sandbox.edit(products, (text) => text.split("\n").slice(0, 200).join("\n") + "\n");

  it("stops the build and leaves what was there; --max-lost lets it pass", async () => {
    await sandbox.build();
    const count = "select count(*) as n from raw.products";
    const before = await sandbox.query(count);
    await truncate();
    const {exitCode, message} = await sandbox.build();
    expect(exitCode).toBe(1);
    expect(message).toMatch(
      /^olist_products_dataset\.csv: raw\.products would have 199 rows, after 330 at the last build from .*At most 20 % may be lost/
    );
    expect(await sandbox.query(count)).toEqual(before);
    const passed = await sandbox.build({}, {maxLostShare: 1});
    expect(passed.message).not.toContain("may be lost");
    expect(await sandbox.query(count)).not.toEqual(before);
  });

  it("is another data set when it comes from another folder", async () => {
    await sandbox.build();
    const other = await sandbox.copy();
    await other.edit(products, (text) => text.split("\n").slice(0, 200).join("\n") + "\n");
    expect((await sandbox.build({}, {dataDir: other.data})).message).not.toContain("may be lost");
    await other.remove();
  });
});

describe("a file in another dress", () => {
  it.each<[string, (text: string) => string]>([
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["a byte-order mark", (text) => `\uFEFF${text}`],
    [
      "columns in another order, and one more",
      (text) =>
        text
          .trimEnd()
          .split("\n")
          .map((line, i) => `${i === 0 ? "extra" : "x"},${line.split(",").reverse().join(",")}`)
          .join("\n")
    ],
    ["no line break at the end", (text) => text.trimEnd()]
  ])("%s makes the same payments", async (_, dress) => {
    await good.build();
    const sql = "select count(*) as n, sum(payment_value) as s, min(payment_method) as m from core.fact_payments";
    const expected = await good.query(sql);
    await sandbox.edit(payments, dress);
    expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
    expect(await sandbox.query(sql)).toEqual(expected);
  });

  it("a zip as it is downloaded makes the same warehouse", async () => {
    const zip = new JSZip();
    for (const file of await findFiles(sandbox.data, /./)) zip.file(file, await readFile(join(sandbox.data, file)));
    await writeFile(
      join(sandbox.dir, "archive.zip"),
      await zip.generateAsync({type: "nodebuffer", compression: "DEFLATE"})
    );
    const {exitCode, run} = await sandbox.build({}, {dataDir: join(sandbox.dir, "archive.zip")});
    expect(exitCode).toBe(0);
    expect(run!.rows_in).toBeGreaterThan(10_000);
    const again = await sandbox.build({}, {dataDir: join(sandbox.dir, "archive.zip")});
    expect(again.run!.built).toEqual([]);
  });

  it("markup and SQL in names stay text", async () => {
    const evil = `<script>alert(1)</script>'; drop table core.dim_category; --`;
    await sandbox.editCell(products, 1, "product_category_name", evil);
    await sandbox.editCell(customers, 1, "customer_city", evil);
    expect(await sandbox.build()).toMatchObject({exitCode: 0, message: ""});
    expect(await sandbox.query(`select category from core.dim_category where category like '<script>%'`)).toEqual([
      {category: evil}
    ]);
  });
});
