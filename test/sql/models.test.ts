import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

describe("every model", () => {
  it("yields the columns and types of its contract, in their order", async () => {
    for (const {id, contract} of models.all) {
      const expected = contract.columns.map(({name, type}) => ({name, type}));
      expect(await models.describe(id), id).toEqual(expected);
    }
  });

  it("runs on empty inputs; only the unknown category is there without data", async () => {
    const counts = new Map<string, number>();
    for (const {id} of models.all) counts.set(id, (await models.run(id)).length);
    const filled = [...counts].filter(([, count]) => count > 0);
    expect(filled).toEqual([["core.dim_category", 1]]);
  });

  it("describes its grain first", () => {
    const vague = models.all.filter(({contract}) => !/^One row per /.test(contract.description));
    expect(vague.map(({id}) => id)).toEqual([]);
  });

  it("gives money and days their unit", () => {
    const isMoney =
      /^(price|aov|freight_waived|voucher_value)$|(^|_)(price|freight|gmv|revenue|value|receivables|gap)$/;
    const isDays = /(^|_)days(_|$)(?!.*count)/;
    const bare = models.all.flatMap(({id, contract}) =>
      contract.columns
        .filter((column) => (isMoney.test(column.name) || isDays.test(column.name)) && !column.unit)
        .map((column) => `${id}.${column.name}`)
    );
    expect(bare).toEqual([]);
  });

  it("marks what tells of a person, and publishes none of it", () => {
    const columns = models.all.flatMap(({id, contract}) =>
      contract.columns.map((column) => ({...column, path: `${id}.${column.name}`}))
    );
    const isPersonal = /\.(customer_unique_id|comment_title|comment_message)$|_customers?\.(zip_prefix|city)$/;
    const personal = columns.filter((column) => isPersonal.test(column.path));
    expect(personal.length).toBeGreaterThan(10);
    expect(personal.filter((column) => !column.isPii)).toEqual([]);
    expect(columns.filter((column) => column.isPii && column.isPublished)).toEqual([]);
  });
});
