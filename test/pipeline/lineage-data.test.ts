import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {LineageFile} from "../../src/data/pipeline/lineage/file.ts";
import {publishPath} from "../../src/data/pipeline/settings.ts";
import {quoteIdentifier, quoteTable} from "../../src/data/pipeline/sql-text.ts";
import {Sandbox} from "./sandbox.ts";

let sandbox: Sandbox;
let [text, lineage] = ["", undefined as unknown as LineageFile];
let before: Map<string, string>;

const read = () => readFile(join(publishPath(sandbox.settings), "lineage.json"), "utf8");

beforeAll(async () => {
  sandbox = await Sandbox.create({scale: 0.02});
  expect((await sandbox.build()).message).toBe("");
  text = await read();
  lineage = JSON.parse(text) as LineageFile;
  before = await digest(sandbox);
});

afterAll(() => sandbox.remove());

/** A digest of each column of each model, whatever the order of its rows. */
async function digest(of: Sandbox): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const {id, columns} of lineage.nodes.filter(({type}) => type === "model")) {
    const sums = columns.map(({name}) => `sum(hash(${quoteIdentifier(name)}))::varchar as ${quoteIdentifier(name)}`);
    const [row] = await of.query<Record<string, string>>(`select ${sums.join(", ")} from ${quoteTable(id)}`);
    for (const [name, sum] of Object.entries(row!)) digests.set(`${id}.${name}`, sum);
  }
  return digests;
}

const placeOf = (key: string) => {
  const i = lineage.nodes.findIndex(({id}) => key.startsWith(`${id}.`));
  const name = key.slice(lineage.nodes[i]!.id.length + 1);
  return `${i} ${lineage.nodes[i]!.columns.findIndex((column) => column.name === name)}`;
};

/** All that a column comes of, however far up: what it is made of, and what decides which rows its table has. */
function ancestors(key: string): Set<string> {
  const parents = new Map<string, string[]>();
  const add = (child: string, parent: string) => void parents.set(child, [...(parents.get(child) ?? []), parent]);
  for (const [node, column, source, from] of lineage.edges) add(`${node} ${column}`, `${source} ${from}`);
  for (const [node, source, from] of lineage.influences) add(`${node} -1`, `${source} ${from}`);
  const seen = new Set<string>();
  const queue = [placeOf(key)];
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    queue.push(...(parents.get(place) ?? []), `${place.split(" ")[0]} -1`);
  }
  return seen;
}

/** Changes a column of an input file in every row. */
async function change(of: Sandbox, file: string, column: string, edit: (cell: string) => string): Promise<void> {
  await of.edit(file, (csv) => {
    const [header, ...lines] = csv.split("\n");
    const i = header!
      .replace(/["\r\uFEFF]/g, "")
      .split(",")
      .indexOf(column);
    const changed = lines.map((line) =>
      line
        .split(",")
        .map((cell, j) => (j === i ? edit(cell) : cell))
        .join(",")
    );
    return [header, ...changed].join("\n");
  });
}

const changes: [file: string, table: string, column: string, edit: (cell: string) => string][] = [
  [
    "olist_order_items_dataset.csv",
    "raw.order_items",
    "price",
    (cell) => (cell ? (Number(cell) * 2).toFixed(2) : cell)
  ],
  [
    "olist_order_reviews_dataset.csv",
    "raw.order_reviews",
    "review_score",
    (cell) => (/^[1-5]$/.test(cell) ? String(6 - Number(cell)) : cell)
  ],
  ["olist_customers_dataset.csv", "raw.customers", "customer_city", (cell) => cell.replace(/a/g, "o")],
  [
    "olist_order_payments_dataset.csv",
    "raw.order_payments",
    "payment_type",
    (cell) => cell.replace("boleto", "debit_card")
  ],
  ["olist_products_dataset.csv", "raw.products", "product_weight_g", (cell) => cell && String(Number(cell) + 7)],
  ["olist_orders_dataset.csv", "raw.orders", "order_status", (cell) => cell.replace("delivered", "shipped")]
];

describe("lineage.json", () => {
  it.each(changes)("knows all that changes with %s's column", async (file, table, column, edit) => {
    const other = await sandbox.copy();
    await change(other, file, column, edit);
    await other.build();
    const after = await digest(other);
    await other.remove();
    const changed = [...after].filter(([key, sum]) => before.get(key) !== sum).map(([key]) => key);
    const cause = placeOf(`${table}.${column}`);
    expect(changed.length).toBeGreaterThan(2);
    expect(changed.filter((key) => !ancestors(key).has(cause))).toEqual([]);
  });

  it("gives every column a source, but for constants", async () => {
    const sourced = new Set(lineage.edges.map(([node, column]) => `${node} ${column}`));
    const constants = lineage.nodes.flatMap(({id, type, columns}, i) =>
      type === "model" ? columns.filter((_, j) => !sourced.has(`${i} ${j}`)).map(({name}) => ({id, name})) : []
    );
    expect(constants.length).toBeLessThan(12);
    for (const {id, name} of constants) {
      const sql = `select count(distinct ${quoteIdentifier(name)}) as n from ${quoteTable(id)}`;
      const [row] = await sandbox.query<{n: number}>(sql);
      expect(row!.n, `${id}.${name}`).toBeLessThan(30);
    }
  });

  it("is the same bytes after a full build", async () => {
    await sandbox.build({isFull: true});
    expect(await read()).toBe(text);
  });
});
