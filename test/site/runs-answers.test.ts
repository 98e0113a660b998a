import {describe, expect, test} from "vitest";
import type {Cost, Run} from "../../src/components/runs-answers.ts";
import {answerCosts, answerLastRun, answerParallel, ifChecked} from "../../src/components/runs-answers.ts";

const run = (part: Partial<Run> = {}): Run => ({
  run_id: "a",
  status: "success",
  started_at: "2018-09-04T03:00:00",
  seconds: 12.5,
  data_label: "9 files",
  engine: "v1",
  commit_id: null,
  is_full_refresh: false,
  built_count: 50,
  skipped_count: 0,
  passed_count: 300,
  warned_count: 0,
  failed_count: 0,
  rows_in: 1000,
  rows_rejected: 0,
  published_bytes: 1,
  warehouse_bytes: 1,
  peak_process_bytes: 1,
  peak_engine_bytes: 1,
  peak_temp_bytes: 0,
  failure: null,
  ...part
});

describe("answerLastRun(runs)", () => {
  const when = "The last build, on Sep 4, 2018, 03:00 UTC,";

  test.each([
    [{}, `${when} made 50 models of 1,000 rows of input in 12.50 s; 300 checks passed.`],
    [
      {built_count: 1, skipped_count: 49, warned_count: 2},
      `${when} made 1 model of 1,000 rows of input and left 49 as they were in 12.50 s; 300 checks passed and 2 warned.`
    ],
    [{built_count: 0, skipped_count: 50}, `${when} found all 50 models up to date in 12.50 s; 300 checks passed.`],
    [{status: "error" as const, failed_count: 0}, `${when} failed after 12.50 s.`],
    [{status: "error" as const, failed_count: 1}, `${when} failed after 12.50 s, as 1 critical check did not hold.`]
  ])("%j", (part, expected) => {
    expect(answerLastRun([run({started_at: "2018-01-01T00:00:00", status: "error"}), run(part)])).toBe(expected);
  });
});

describe("answerCosts(costs)", () => {
  const cost = (part: Partial<Cost>): Cost => ({
    id: "core.a",
    seconds: 2,
    row_count: 1,
    bytes: 100,
    is_published: true,
    budget_seconds: 10,
    budget_bytes: 1000,
    ...part
  });

  test("says that all keep within, or names those that do not", () => {
    expect(answerCosts([])).toBe("No model was built yet.");
    expect(answerCosts([cost({}), cost({id: "core.b", bytes: null})])).toBe(
      "All 2 models keep within their budget; core.a takes the longest, 2.00 s."
    );
    expect(answerCosts([cost({seconds: 11}), cost({id: "core.b", bytes: 1001}), cost({id: "core.c"})])).toBe(
      "core.a and core.b cost more than the budget allows; core.a takes the longest, 11.00 s."
    );
    expect(answerCosts([cost({bytes: 1001})])).toMatch(/^core\.a costs more/);
  });
});

test("answerParallel(detail) counts sessions and the work of all of them", () => {
  const work = (name: string, thread: number) => ({name, thread, start_seconds: 0, seconds: 1.5});
  const detail = {run_id: "a", stages: [], tables: [work("core.a", 1), work("core.b", 2)], scans: [work("core.a", 1)]};
  expect(answerParallel(detail)).toBe(
    "2 tables and 1 scan of checks kept up to 2 sessions at work at once: 4.50 s of work."
  );
  expect(answerParallel({...detail, tables: [], scans: []})).toBe("It stopped before it made a table.");
});

test("ifChecked(value) leaves out runs that stopped before their checks", () => {
  const warned = ifChecked(({warned_count}) => warned_count);
  expect([run({warned_count: 3}), run({passed_count: 0})].map(warned)).toEqual([3, null]);
});
