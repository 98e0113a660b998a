import {mkdtemp, readFile, readdir, rm, writeFile, mkdir} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {formatMetric, type Metric} from "../../src/components/metrics.ts";
import {readMetrics} from "../../src/data/pipeline/metrics.ts";
import {readCatalog} from "../../src/data/pipeline/site/catalog.ts";
import {computeMetrics} from "../../src/data/pipeline/site/metric-values.ts";
import {openPublished} from "../../src/data/pipeline/site/query-results.ts";
import {projectDir} from "./project.ts";
import {buildReport} from "./report.ts";

describe("readMetrics(root)", () => {
  const metric = "{name: x, label: X, definition: An x., format: count, formula: select 1}";
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "olist-metrics-"));
    await mkdir(join(root, "sql"));
  });
  afterAll(() => rm(root, {recursive: true, force: true}));

  test.each([
    [`[${metric}, ${metric}]`, /^sql\/metrics\.yml: x is defined twice/],
    [`[${metric.replace("select 1", "drop table x")}]`, /^sql\/metrics\.yml: metrics\.0\.formula: expected a query/],
    [`[${metric.replace("count", "bytes")}]`, /^sql\/metrics\.yml: metrics\.0\.format: /],
    [`[${metric.replace("label", "title")}]`, /^sql\/metrics\.yml: metrics\.0/]
  ])("refuses %s", async (metrics, message) => {
    await writeFile(join(root, "sql/metrics.yml"), `version: 1\nmetrics: ${metrics}\n`);
    await expect(readMetrics(root)).rejects.toThrow(message);
  });
});

test("pages name only metrics that are defined", async () => {
  const defined = (await readMetrics(projectDir)).map(({name}) => name);
  const pages = (await readdir(join(projectDir, "src"))).filter((name) => name.endsWith(".md"));
  const texts = await Promise.all(pages.map((name) => readFile(join(projectDir, "src", name), "utf8")));
  const lists = texts.flatMap((text) => Array.from(text.matchAll(/\bmetrics: \[([^\]]*)\]/g), ([, list]) => list!));
  const named = lists.flatMap((list) => Array.from(list.matchAll(/"(\w+)"/g), ([, name]) => name));
  expect(defined).toEqual(expect.arrayContaining(named));
});

test("computeMetrics(root, engine) gives every metric a value, and that of the whole data set", async () => {
  const {warehouseDir} = await buildReport();
  const publishDir = join(warehouseDir, "publish");
  const catalog = await readCatalog(publishDir);
  const {metrics} = await computeMetrics(projectDir, await openPublished(publishDir, catalog));
  const values = Object.fromEntries(metrics.map(({name, value}) => [name, value]));
  expect(Object.values(values)).not.toContain(null);
  const {orders, price, freight, payment_value, customers, repeat_customers, delivered} = catalog.totals;
  expect(values).toMatchObject({orders, price, freight, payment_value, customers, repeat_customers});
  expect(values).toMatchObject({delivered_orders: delivered, as_of: catalog.data.as_of, new_customers: customers});
  expect(values.on_time_rate).toBeCloseTo(Number(catalog.totals.on_time) / Number(delivered), 10);
  expect(Number(values.late_share) + Number(values.on_time_rate)).toBeCloseTo(1, 10);
});

describe("formatMetric(metric)", () => {
  test.each([
    ["money", 1234.5, "R$1,234.50"],
    ["percent", 0.0677, "6.8%"],
    ["km", 596.67, "597 km"],
    ["date", "2018-10-17", "Oct 17, 2018"],
    ["text", "credit_card", "Credit card"],
    ["count", null, "–"]
  ])("%s %j as %s", (format, value, text) => {
    expect(formatMetric({format, value} as Metric)).toBe(text);
  });
});
