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
    const isMeasure =
      /^(price|freight|gmv|revenue|aov|payment_value|total_item_value|freight_waived)$|(^|_)days(_|$)(?!.*count)/;
    const bare = models.all.flatMap(({id, contract}) =>
      contract.columns
        .filter((column) => isMeasure.test(column.name) && !column.unit)
        .map((column) => `${id}.${column.name}`)
    );
    expect(bare).toEqual([]);
  });
});
