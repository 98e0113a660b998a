import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";
import {coreCases} from "./reconciliation-cases.ts";
import {catalogCases} from "./reconciliation-cases-catalog.ts";
import {customerCases} from "./reconciliation-cases-customers.ts";
import {martCases} from "./reconciliation-cases-marts.ts";
import {versionCases} from "./reconciliation-cases-versions.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

const cases = {...coreCases, ...martCases, ...customerCases, ...catalogCases, ...versionCases};

describe("a reconciliation", () => {
  it.each(Object.entries(cases))(
    "%s passes on tables that agree and fails on tables that do not",
    async (name, {good, bad}) => {
      expect(await models.breaches(name, good)).toEqual([]);
      expect(await models.breaches(name, {...good, ...bad})).not.toEqual([]);
    }
  );

  it("is tested here, each of sql/tests/", async () => {
    expect(Object.keys(cases).sort()).toEqual(await models.listTests());
  });
});
