import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {readDictionary} from "../../src/data/pipeline/lineage/dictionary.ts";
import {describeLineage} from "../../src/data/pipeline/lineage/file.ts";
import type {ModelLineage} from "../../src/data/pipeline/lineage/lineage.ts";
import {traceModel} from "../../src/data/pipeline/lineage/lineage.ts";
import {readLineage} from "../../src/data/pipeline/lineage/remembered.ts";
import {splitKey} from "../../src/data/pipeline/lineage/sources.ts";
import {createMacros} from "../../src/data/pipeline/macros.ts";
import type {Project} from "../../src/data/pipeline/project.ts";
import {readContracts, readProject} from "../../src/data/pipeline/project.ts";
import {prepareState} from "../../src/data/pipeline/state.ts";
import {planModels} from "../../src/data/pipeline/transform.ts";

let [database, session] = [undefined as unknown as Database, undefined as unknown as Session];
let project: Project;
let lineage: Map<string, ModelLineage>;

beforeAll(async () => {
  database = await Database.open();
  session = await database.connect();
  const root = process.cwd();
  project = await readProject(session, root, await readContracts(root));
  await createMacros(session, project.macros);
  const dictionary = await readDictionary(session, project);
  lineage = new Map(project.models.map((model) => [model.id, traceModel(model, dictionary)]));
});

afterAll(() => database.close());

const describeColumn = (id: string, column: string) =>
  lineage
    .get(id)!
    .columns[column]!.map(([key, kind]) => `${key} ${kind}`)
    .join(", ");

describe("traceModel(model, dictionary) of the project's models", () => {
  it("comes of exactly the tables that a model reads", () => {
    for (const {id, tables} of project.models) {
      const {columns, rows, influences} = lineage.get(id)!;
      const keys = [...Object.values(columns).flat(), ...rows, ...influences].map(([key]) => splitKey(key).table);
      expect([...new Set(keys)].sort(), id).toEqual(tables);
    }
  });

  it("names only columns that their table has", () => {
    const tables = [...project.sources, ...project.seeds, ...project.models.map(({contract}) => contract)];
    const known = new Set(
      tables.flatMap(({id, columns}) => ["*", ...columns.map(({name}) => name)].map((name) => `${id}.${name}`))
    );
    const named = [...lineage.values()].flatMap(({columns, influences}) => [
      ...Object.values(columns).flat(),
      ...influences
    ]);
    expect(named.map(([key]) => key).filter((key) => !known.has(key) && !/\._\w+$/.test(key))).toEqual([]);
  });

  it("knows what chosen columns are made of", () => {
    expect(describeColumn("staging.stg_orders", "purchased_at")).toBe(
      "raw.orders.order_purchase_timestamp transformation"
    );
    expect(describeColumn("intermediate.int_order_items", "price")).toBe("staging.stg_order_items.price aggregation");
    expect(describeColumn("core.fact_order_items", "price")).toBe("staging.stg_order_items.price identity");
    expect(describeColumn("core.fact_order_items", "distance_km")).toBe(
      "core.dim_geography.latitude transformation, core.dim_geography.longitude transformation"
    );
    expect(describeColumn("intermediate.int_customer_addresses", "region")).toBe("seeds.brazil_states.region identity");
    expect(describeColumn("marts.mart_orders_monthly", "revenue")).toBe(
      "core.fact_orders.order_status conditional, core.fact_orders.price aggregation"
    );
    expect(describeColumn("intermediate.int_periods", "mean_review_score")).toBe(
      "core.fact_reviews.review_score aggregation"
    );
  });
});

describe("readLineage(session, project, plan)", () => {
  it("remembers what it traced until the model, a macro or a column changes", async () => {
    await prepareState(session);
    const plan = await planModels(session, project, new Map(), "engine");
    const first = await readLineage(session, project, plan);
    expect(first).toEqual([...lineage.values()]);
    await session.run("update meta.lineage set lineage = replace(lineage, 'aggregation', 'identity')");
    const remembered = await readLineage(session, project, plan);
    expect(remembered).not.toEqual(first);
    const inputs = new Map(plan.inputs).set("marts.mart_executive", {"macro safe_divide": "changed"});
    const again = await readLineage(session, project, {inputs});
    const at = project.models.findIndex(({id}) => id === "marts.mart_executive");
    expect(again[at]).toEqual(first[at]);
    expect(again.filter((_, i) => i !== at)).toEqual(remembered.filter((_, i) => i !== at));
  });

  it("warns of a model that cannot be traced, and traces the others", async () => {
    await session.run("drop table if exists meta.lineage");
    const plan = await planModels(session, project, new Map(), "engine");
    const [broken, ...others] = project.models;
    const warnings: string[] = [];
    const silent = () => undefined;
    const log = {step: silent, progress: silent, warn: (text: string) => void warnings.push(text)};
    const models = [{...broken!, canonical: "{}"}, ...others];
    const [nothing] = await readLineage(session, {...project, models}, plan, {log});
    expect(warnings.join()).toContain(`${broken!.path}: what its columns come of cannot be told`);
    expect(nothing).toEqual({id: broken!.id, columns: {}, rows: [], influences: []});
    expect(await readLineage(session, project, plan)).toEqual([...lineage.values()]);
  });
});

describe("describeLineage(project, lineage)", () => {
  it("tells tables and columns that the site has from those it only names", () => {
    const {nodes} = describeLineage(project, [...lineage.values()]);
    const node = (id: string) => nodes.find((node) => node.id === id)!;
    expect([
      node("core.fact_orders").isPublished,
      node("core.fact_sales").isPublished,
      node("raw.orders").isPublished
    ]).toEqual([true, false, false]);
    const columns = new Map(node("core.fact_orders").columns.map((column) => [column.name, column.isPublished]));
    expect([columns.get("order_key"), columns.get("order_id")]).toEqual([true, undefined]);
    expect(node("raw.orders").file).toBe("olist_orders_dataset.csv");
  });
});
