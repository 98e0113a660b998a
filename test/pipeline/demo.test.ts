import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {writeDemo, type DemoFile} from "../../src/data/pipeline/demo/demo.ts";

let root: string;
let files: DemoFile[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "demo-"));
  ({files} = await writeDemo(root));
});

afterAll(() => rm(root, {recursive: true}));

it("writeDemo(folder) writes the original's row counts", () => {
  expect(Object.fromEntries(files.map(({name, rows}) => [name, rows]))).toEqual({
    "olist_customers_dataset.csv": 99441,
    "olist_geolocation_dataset.csv": 1000163,
    "olist_order_items_dataset.csv": 112650,
    "olist_order_payments_dataset.csv": 103886,
    "olist_order_reviews_dataset.csv": 99224,
    "olist_orders_dataset.csv": 99441,
    "olist_products_dataset.csv": 32951,
    "olist_sellers_dataset.csv": 3095,
    "product_category_name_translation.csv": 71
  });
});
