import {beforeAll, describe, expect, it} from "vitest";
import {Database} from "../../src/data/pipeline/database.ts";
import type {Project} from "../../src/data/pipeline/project.ts";
import {readContracts, readProject} from "../../src/data/pipeline/project.ts";
import type {UnitTest} from "../../src/data/pipeline/unit-tests.ts";
import {describeUnitFailure, hasPassed, readUnitTests, runUnitTests} from "../../src/data/pipeline/unit-tests.ts";

let project = undefined as unknown as Project;
const tests = await readUnitTests(".");

beforeAll(async () => {
  const database = await Database.open();
  project = await readProject(await database.connect(), ".", await readContracts("."));
  database.close();
});

const run = async (test: UnitTest) => (await runUnitTests(".", project, [test]))[0]!;
const find = (name: string) => structuredClone(tests.find((test) => test.name === name)!);

describe("runUnitTests(root, project, tests)", () => {
  it.each(tests.map((test) => [test.name, test] as const))("%s", async (_, test) => {
    const result = await run(test);
    expect(hasPassed(result) ? "" : describeUnitFailure(result)).toBe("");
  });

  it("shows what was expected and what came", async () => {
    const test = find("the_latest_answer_is_the_score_of_an_order");
    test.expect.rows[0]!.review_score = 1;
    const result = await run(test);
    expect(hasPassed(result)).toBe(false);
    expect(describeUnitFailure(result)).toBe(
      "sql/unit_tests/reviews.yml: the_latest_answer_is_the_score_of_an_order:\n" +
        '    expected {"order_id":"o1","reviews_count":2,"review_score":1,"has_comment":true}\n' +
        '    found    {"order_id":"o1","reviews_count":2,"review_score":5,"has_comment":true}'
    );
  });

  it("fails on a row that nobody expected", async () => {
    const test = find("the_latest_answer_is_the_score_of_an_order");
    test.expect.rows.pop();
    expect((await run(test)).surplus).toEqual([
      {order_id: "o2", review_score: 3, reviews_count: 1, has_comment: false}
    ]);
  });

  it("refuses a model, an input or a column that is not there", async () => {
    const test = find("the_latest_answer_is_the_score_of_an_order");
    await expect(run({...test, model: "int_nothing"})).rejects.toThrow(
      "names the model int_nothing, which is not there"
    );
    await expect(run({...test, given: [{input: "core.dim_date", rows: []}]})).rejects.toThrow(
      "gives core.dim_date, which sql/intermediate/int_order_reviews.sql does not read"
    );
    await expect(run({...test, given: [{input: "staging.stg_order_reviews", rows: [{stars: 1}]}]})).rejects.toThrow(
      "staging.stg_order_reviews has no column stars"
    );
    await expect(run({...test, expect: {rows: [{stars: 1}]}})).rejects.toThrow("does not yield all of stars");
  });
});
