import {createHash} from "node:crypto";
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "demo-"));
});

afterAll(() => rm(root, {recursive: true}));

async function hashes(folder: string): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    const bytes = await readFile(join(folder, name));
    result[name] = createHash("sha256").update(bytes).digest("hex");
  }
  return result;
}

async function write(name: string, options: Parameters<typeof writeDemo>[1]) {
  const folder = join(root, name);
  const {files} = await writeDemo(folder, options);
  return {folder, files};
}

async function lines(folder: string, file: string): Promise<string[]> {
  return (await readFile(join(folder, file), "utf8")).split("\n");
}

describe("writeDemo(folder, {scale, seed})", () => {
  it("gives the same bytes for the same seed and others for another", async () => {
    const first = await hashes((await write("a", {scale: 0.05, seed: 7})).folder);
    const again = await hashes((await write("b", {scale: 0.05, seed: 7})).folder);
    const other = await hashes((await write("c", {scale: 0.05, seed: 8})).folder);
    expect(again).toEqual(first);
    for (const name of Object.keys(first))
      if (name !== "product_category_name_translation.csv") expect(other[name]).not.toBe(first[name]);
  });

  it("reports name, rows and bytes of each file", async () => {
    const {folder, files} = await write("report", {scale: 0.02});
    expect(files.map(({name}) => name).sort()).toEqual((await readdir(folder)).sort());
    for (const {name, bytes} of files) expect((await readFile(join(folder, name))).byteLength).toBe(bytes);
    const rows = Object.fromEntries(files.map(({name, rows}) => [name, rows]));
    expect(rows["olist_orders_dataset.csv"]).toBe(1989);
    expect(rows["olist_customers_dataset.csv"]).toBe(1989);
    expect(rows["olist_products_dataset.csv"]).toBe(659);
    expect(rows["olist_sellers_dataset.csv"]).toBe(62);
  });

  it("works down to the smallest scale", async () => {
    const {files} = await write("smallest", {scale: 0.001});
    for (const {rows} of files) expect(rows).toBeGreaterThan(0);
  });

  it("logs each step", async () => {
    const messages: string[] = [];
    await write("log", {scale: 0.001, log: (message) => messages.push(message)});
    expect(messages.join("\n")).toMatch(/^purchases: \d+ ms$/m);
    expect(messages.join("\n")).toMatch(/^olist_orders_dataset.csv: \d+ ms$/m);
  });
});

describe("the files are written as the original's:", () => {
  let folder: string;

  beforeAll(async () => {
    ({folder} = await write("format", {scale: 0.02}));
  });

  it.each([
    [
      "olist_customers_dataset.csv",
      "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state"
    ],
    [
      "olist_geolocation_dataset.csv",
      "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state"
    ],
    [
      "olist_order_items_dataset.csv",
      "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"
    ],
    ["olist_order_payments_dataset.csv", "order_id,payment_sequential,payment_type,payment_installments,payment_value"],
    [
      "olist_order_reviews_dataset.csv",
      "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,review_answer_timestamp"
    ],
    [
      "olist_orders_dataset.csv",
      "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date"
    ],
    [
      "olist_products_dataset.csv",
      "product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,product_weight_g,product_length_cm,product_height_cm,product_width_cm"
    ],
    ["olist_sellers_dataset.csv", "seller_id,seller_zip_code_prefix,seller_city,seller_state"],
    ["product_category_name_translation.csv", "\ufeffproduct_category_name,product_category_name_english"]
  ])("%s has its header", async (file, header) => {
    expect((await lines(folder, file))[0]!.replaceAll('"', "")).toBe(header);
  });

  it("all are UTF-8", async () => {
    const decoder = new TextDecoder("utf-8", {fatal: true});
    for (const name of await readdir(folder)) {
      const bytes = await readFile(join(folder, name));
      expect(decoder.decode(bytes).length).toBeGreaterThan(0);
    }
  });

  it("an order's line has quoted ids and times to the second, the promise at midnight", async () => {
    const time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";
    const [, line] = await lines(folder, "olist_orders_dataset.csv");
    expect(line).toMatch(
      new RegExp(`^("[0-9a-f]{32}",){2}[a-z]+,${time}(,(${time})?){3},\\d{4}-\\d\\d-\\d\\d 00:00:00$`)
    );
  });

  it("comments with quotes, commas and line breaks are quoted", async () => {
    const text = await readFile(join(folder, "olist_order_reviews_dataset.csv"), "utf8");
    expect(text).toMatch(/"[^"]*""[^"]+""[^"]*"/);
    expect(text).toMatch(/,"[^"]+\r\n[^"]+",/);
  });
});

describe("writeDemo(folder, options) refuses", () => {
  it.each([0, -1, NaN, Infinity, 0.0001, 1000])("scale %d", async (scale) => {
    await expect(write("refused", {scale})).rejects.toThrow(/scale must be a number from 0.001/);
    await expect(readdir(join(root, "refused"))).rejects.toThrow();
  });

  it.each([-1, 1.5, NaN])("seed %d", async (seed) => {
    await expect(write("refused", {seed})).rejects.toThrow(/seed must be a whole number/);
  });
});

describe("writeDemo(folder) that fails", () => {
  it("leaves what was there, and nothing half-written", async () => {
    const folder = join(root, "blocked");
    await mkdir(folder);
    await writeFile(join(folder, "olist_orders_dataset.csv"), "last good");
    const log = (message: string) => {
      if (message.startsWith("olist_sellers")) throw new Error("no space left");
    };
    await expect(writeDemo(folder, {scale: 0.001, log})).rejects.toThrow("no space left");
    expect(await readdir(folder)).toEqual(["olist_orders_dataset.csv"]);
    expect((await lines(folder, "olist_orders_dataset.csv"))[0]).toBe("last good");
  });

  it("removes the folder it made", async () => {
    const folder = join(root, "unmade");
    const log = () => {
      throw new Error("no space left");
    };
    await expect(writeDemo(folder, {scale: 0.001, log})).rejects.toThrow("no space left");
    await expect(readdir(folder)).rejects.toThrow(/ENOENT/);
  });

  it("by being killed is cleaned up by the next one", async () => {
    const folder = join(root, "killed");
    await mkdir(join(folder, ".demo-99999999"), {recursive: true});
    await writeDemo(folder, {scale: 0.001});
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
