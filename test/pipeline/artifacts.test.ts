import {cp, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import addFormats from "ajv-formats";
import {Ajv2020} from "ajv/dist/2020.js";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {artifactsPath} from "../../src/data/pipeline/artifacts/artifacts.ts";
import type {describeManifest} from "../../src/data/pipeline/artifacts/manifest.ts";
import type {RunEvent} from "../../src/data/pipeline/artifacts/openlineage.ts";
import type {describeRunResults} from "../../src/data/pipeline/artifacts/run-results.ts";
import {readRuns} from "../../src/data/pipeline/runs.ts";
import {readUnitTests} from "../../src/data/pipeline/unit-tests.ts";
import {Sandbox} from "./sandbox.ts";

type Manifest = ReturnType<typeof describeManifest>;
type RunResults = ReturnType<typeof describeRunResults>;

const ajv = new Ajv2020({allErrors: true, allowUnionTypes: true, strictTypes: false});
addFormats.default(ajv);

let sandbox: Sandbox;
let [manifest, results] = [undefined as unknown as Manifest, undefined as unknown as RunResults];
let events: RunEvent[];

beforeAll(async () => {
  sandbox = await Sandbox.create();
  expect((await sandbox.build()).message).toBe("");
  await readAll();
});

afterAll(() => sandbox.remove());

const read = (name: string) => readFile(join(artifactsPath(sandbox.settings), name), "utf8");

async function readAll(): Promise<void> {
  manifest = JSON.parse(await read("manifest.json")) as Manifest;
  results = JSON.parse(await read("run_results.json")) as RunResults;
  const lines = (await read("openlineage.jsonl")).trimEnd().split("\n");
  events = lines.map((line) => JSON.parse(line) as RunEvent);
}

/** What a schema has against a value; nothing where it is valid. */
async function findErrors(schema: string, value: unknown): Promise<string[]> {
  const path = new URL(`artifact-schemas/${schema}.json`, import.meta.url);
  const rules = JSON.parse(await readFile(path, "utf8")) as object;
  const validate = ajv.getSchema(schema) ?? ajv.addSchema(rules, schema).getSchema(schema)!;
  void validate(value);
  return (validate.errors ?? []).map(
    ({instancePath, message, params}) => `${instancePath} ${message} ${JSON.stringify(params)}`
  );
}

const findEventErrors = async () =>
  (await Promise.all(events.map((event) => findErrors("openlineage-2-0-2", event)))).flat();

describe("manifest.json", () => {
  it("keeps to version 12 of dbt's schema", async () => {
    expect(await findErrors("dbt-manifest-v12", manifest)).toEqual([]);
    const broken = {...manifest, nodes: {a: {...Object.values(manifest.nodes)[0], surprise: 1}}};
    expect(await findErrors("dbt-manifest-v12", broken)).not.toEqual([]);
  });

  it("describes a model with its columns, what it reads, and its macros", () => {
    const model = manifest.nodes["model.olist_analytics.fact_order_items"] as never as Record<string, never>;
    expect(model).toMatchObject({
      original_file_path: "sql/core/fact_order_items.sql",
      patch_path: "olist_analytics://sql/core/_core.yml",
      relation_name: '"warehouse"."core"."fact_order_items"',
      config: {materialized: "incremental"},
      columns: {price: {data_type: "DECIMAL(10,2)", meta: {unit: "BRL", published: true, pii: false}}}
    });
    expect(model.depends_on).toMatchObject({
      macros: expect.arrayContaining(["macro.olist_analytics.haversine_km"]),
      nodes: expect.arrayContaining(["model.olist_analytics.stg_order_items"])
    });
    const staging = manifest.nodes["model.olist_analytics.stg_orders"] as never as Record<string, never>;
    expect([staging.sources, staging.depends_on]).toMatchObject([
      [["raw", "orders"]],
      {nodes: ["source.olist_analytics.raw.orders"]}
    ]);
  });

  it("describes tests of contracts by kind and arguments, and those of their own", () => {
    const tests = Object.values(manifest.nodes).filter((node) => node.resource_type === "test");
    const named = (id: string) => tests.find((test) => (test.meta as {id?: string}).id === id);
    expect(tests.length).toBeGreaterThan(300);
    expect(named("core.fact_order_items.order_key.relationships")).toMatchObject({
      column_name: "order_key",
      attached_node: "model.olist_analytics.fact_order_items",
      test_metadata: {name: "relationships", kwargs: {to: "ref('fact_orders')", field: "order_key"}}
    });
    expect(named("tests.fact_orders_reconciles")?.unique_id).toBe("test.olist_analytics.fact_orders_reconciles");
    expect(named("raw.orders.order_id.not_null")).toMatchObject({
      name: "source_not_null_orders_order_id",
      test_metadata: {kwargs: {model: "{{ source('raw', 'orders') }}"}}
    });
  });

  it("describes snapshots with their key and the columns they check", () => {
    expect(manifest.nodes["snapshot.olist_analytics.snap_sellers"]).toMatchObject({
      resource_type: "snapshot",
      original_file_path: "sql/snapshots/snap_sellers.sql",
      config: {
        materialized: "snapshot",
        strategy: "check",
        unique_key: "seller_id",
        check_cols: ["zip_prefix", "state"]
      }
    });
  });

  it("has every unit test with its rows and its model", async () => {
    const tests = await readUnitTests(".");
    expect(Object.keys(manifest.unit_tests)).toHaveLength(tests.length);
    const name = "canceled_items_bring_no_revenue_and_deadlines_wait_for_the_carrier";
    const {given, expect: expected} = tests.find((test) => test.name === name)!;
    expect(manifest.unit_tests[`unit_test.olist_analytics.int_sales_analysis.${name}`]).toMatchObject({
      model: "int_sales_analysis",
      given: expect.arrayContaining([
        {input: "ref('fact_orders')", rows: given[1]!.rows, format: "dict", fixture: null}
      ]),
      expect: {rows: expected.rows, format: "dict"},
      depends_on: {nodes: ["model.olist_analytics.int_sales_analysis"]}
    });
  });

  it("has every macro with its arguments", () => {
    expect(manifest.macros["macro.olist_analytics.safe_divide"]).toMatchObject({
      original_file_path: "sql/macros/numbers.sql",
      arguments: [{name: "numerator"}, {name: "denominator"}]
    });
    expect(manifest.macros["macro.olist_analytics.haversine_km"]!.depends_on.macros).toEqual([
      "macro.olist_analytics.haversine"
    ]);
    const sql = Object.values(manifest.macros).map(({macro_sql}) => macro_sql);
    expect(sql.filter((text) => (text.match(/create or replace macro/g) ?? []).length !== 1)).toEqual([]);
  });

  it("maps parents and children of each node both ways", () => {
    const parts = [manifest.nodes, manifest.sources, manifest.unit_tests];
    const ids = parts.flatMap((part) => Object.keys(part)).sort();
    expect(Object.keys(manifest.parent_map).sort()).toEqual(ids);
    expect(Object.keys(manifest.child_map).sort()).toEqual(ids);
    for (const [id, parents] of Object.entries(manifest.parent_map))
      for (const parent of parents) expect(manifest.child_map[parent]).toContain(id);
  });
});

describe("run_results.json", () => {
  it("keeps to version 6 of dbt's schema", async () => {
    expect(await findErrors("dbt-run-results-v6", results)).toEqual([]);
  });

  it("has each model made and each test judged, under ids of the manifest", async () => {
    const [run] = await readRuns(sandbox.settings);
    const statuses = results.results.map(({status}) => status);
    expect(results.results.filter(({unique_id}) => !(unique_id in manifest.nodes))).toEqual([]);
    expect(results.results.filter(({unique_id}) => /^(model|snapshot)\./.test(unique_id))).toHaveLength(
      run!.built.length
    );
    expect(statuses.filter((status) => status === "pass")).toHaveLength(run!.checks.passed);
    expect(statuses.filter((status) => status === "warn")).toHaveLength(run!.checks.warned);
    expect(results.metadata.invocation_id).toBe(run!.run_id);
  });
});

describe("openlineage.jsonl", () => {
  it("keeps to version 2-0-2 of OpenLineage's schema", async () => {
    expect(await findEventErrors()).toEqual([]);
  });

  it("starts and completes the build and each table it made, as parts of the build", () => {
    const runs = new Map<string, string[]>();
    for (const {run, eventType} of events) runs.set(run.runId, [...(runs.get(run.runId) ?? []), eventType]);
    expect(new Set([...runs.values()].map(String))).toEqual(new Set(["START,COMPLETE"]));
    const [build, ...tables] = events.filter(({eventType}) => eventType === "START");
    expect(build!.job.name).toBe("warehouse.build");
    expect(new Set(tables.map(({run}) => (run.facets.parent!.run as {runId: string}).runId))).toEqual(
      new Set([build!.run.runId])
    );
    expect(tables.map(({job}) => job.name)).toEqual(
      expect.arrayContaining(["raw.orders", "seeds.brazil_states", "core.fact_orders"])
    );
  });

  it("leads a column from its table to the input file", () => {
    const fieldsOf = (name: string) => {
      const event = events.find(({job, eventType}) => job.name === name && eventType === "COMPLETE")!;
      return event.outputs[0]!.facets!.columnLineage!.fields as Record<string, {inputFields: object[]}>;
    };
    expect(fieldsOf("staging.stg_order_items").price!.inputFields).toEqual([
      {
        namespace: "duckdb://olist-analytics",
        name: "warehouse.raw.order_items",
        field: "price",
        transformations: [{type: "DIRECT", subtype: "TRANSFORMATION", description: "", masking: false}]
      }
    ]);
    expect(fieldsOf("raw.order_items").price!.inputFields).toMatchObject([
      {namespace: "file", name: "olist_order_items_dataset.csv", field: "price"}
    ]);
  });

  it("tells what the tests found", () => {
    const tested = events.at(-1)!.inputs.find(({name}) => name === "warehouse.core.fact_orders")!;
    expect(tested.inputFacets!.dataQualityAssertions!.assertions).toContainEqual(
      expect.objectContaining({assertion: "unique", column: "order_key", success: true, severity: "error"})
    );
  });
});

describe("the artefacts", () => {
  it("name no folder of the machine", async () => {
    const text = (await Promise.all(["manifest.json", "run_results.json", "openlineage.jsonl"].map(read))).join("\n");
    for (const folder of [sandbox.dir, process.cwd(), process.env.HOME!]) expect(text).not.toContain(`${folder}/`);
  });

  it("say so when nothing had to be made", async () => {
    await sandbox.build();
    await readAll();
    expect(events.map(({eventType}) => eventType)).toEqual(["START", "COMPLETE"]);
    expect(results.results.every(({unique_id}) => unique_id.startsWith("test."))).toBe(true);
    expect([...(await findErrors("dbt-run-results-v6", results)), ...(await findEventErrors())]).toEqual([]);
  });

  it("keep the manifest of an unchanged project, unless it was lost or spoiled", async () => {
    const before = await read("manifest.json");
    const path = join(artifactsPath(sandbox.settings), "manifest.json");
    for (const spoil of [() => rm(path), () => writeFile(path, before.slice(1))]) {
      await spoil();
      await sandbox.build();
      const {metadata, nodes} = JSON.parse(await read("manifest.json")) as Manifest;
      expect(Object.keys(nodes)).toEqual(Object.keys(manifest.nodes));
      expect(metadata.invocation_id).toBe((await readRuns(sandbox.settings)).at(-1)!.run_id);
    }
    const again = await read("manifest.json");
    await sandbox.build();
    expect(await read("manifest.json")).toBe(again);
  });

  it("tell of a test that stopped the build", async () => {
    const broken = await sandbox.copy();
    await broken.editCell("olist_order_items_dataset.csv", 1, "price", "-5.00");
    expect((await broken.build()).exitCode).toBe(1);
    await withSandbox(broken, async () => {
      const failed = results.results.filter(({status}) => status === "fail");
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.every(({failures}) => failures! > 0)).toBe(true);
      expect(events.at(-1)).toMatchObject({eventType: "FAIL", job: {name: "warehouse.build"}});
      expect(await findEventErrors()).toEqual([]);
    });
  });

  it("tell of a model that stopped the build, and of those it did not come to", async () => {
    const broken = await sandbox.copy();
    const root = join(broken.dir, "project");
    for (const folder of ["sql", "seeds"]) await cp(folder, join(root, folder), {recursive: true});
    const path = join(root, "sql/core/fact_orders.sql");
    const sql = await readFile(path, "utf8");
    await writeFile(
      path,
      sql.replace("select * from joined", `select * from joined where error('${root}/x broke') is null`)
    );
    expect((await broken.build({}, {root})).message).toContain("broke");
    await withSandbox(broken, async () => {
      const byId = new Map(results.results.map((result) => [result.unique_id, result]));
      expect(byId.get("model.olist_analytics.fact_orders")).toMatchObject({
        status: "error",
        message: expect.stringContaining("<project>/x broke")
      });
      expect(byId.get("model.olist_analytics.mart_order_hours")?.status).toBe("skipped");
      const ended = events.filter(({eventType}) => eventType === "FAIL").map(({job}) => job.name);
      expect(ended).toEqual(["core.fact_orders", "warehouse.build"]);
      expect([...(await findErrors("dbt-run-results-v6", results)), ...(await findEventErrors())]).toEqual([]);
    });
  });
});

/** Runs assertions on the artefacts of another sandbox, then removes it. */
async function withSandbox(other: Sandbox, work: () => Promise<void>): Promise<void> {
  const kept = sandbox;
  sandbox = other;
  try {
    await readAll();
    await work();
  } finally {
    sandbox = kept;
    await other.remove();
  }
}
