import {execFile} from "node:child_process";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {Database} from "../../src/data/pipeline/database.ts";
import type {BuildReport} from "../../src/data/pipeline/runs.ts";
import {findFiles} from "../../src/data/pipeline/files.ts";
import {Sandbox} from "./sandbox.ts";

let sandbox = undefined as unknown as Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create();
});

afterAll(() => sandbox.remove());

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

async function warehouse(...args: string[]): Promise<Result> {
  const env = {
    ...process.env,
    OLIST_DATA_DIR: sandbox.data,
    OLIST_WAREHOUSE_DIR: sandbox.settings.warehouseDir,
    CI: "true"
  };
  const command = ["--import", "tsx", "src/data/pipeline/cli.ts", ...args];
  return promisify(execFile)(process.execPath, command, {env, maxBuffer: 1 << 26}).then(
    ({stdout, stderr}) => ({code: 0, stdout, stderr}),
    ({code, stdout, stderr}: Result) => ({code, stdout, stderr})
  );
}

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1)!;

describe("warehouse", () => {
  it("query without a warehouse ends with 3 and says what to do", async () => {
    const {code, stderr} = await warehouse("query", "select 1");
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: There is no warehouse at .* Run "npm run warehouse -- build" first\.$/m);
  });

  it("build prints plain lines and, with --json, a report as its last line", async () => {
    const {code, stdout} = await warehouse("build", "--json");
    expect(code).toBe(0);
    const report = JSON.parse(lastLine(stdout)) as BuildReport;
    expect(Object.keys(report)).toEqual([
      "run_id",
      "status",
      "built",
      "skipped",
      "failed",
      "checks",
      "rows_in",
      "rows_rejected",
      "seconds"
    ]);
    expect(report).toMatchObject({status: "success", skipped: [], failed: [], checks: {failed: 0}, rows_rejected: 0});
    const again = await warehouse("build");
    expect(again.stderr.split("\n").map((line) => line.split(":")[0])).toEqual([
      "load",
      "transform",
      "check",
      "publish",
      expect.stringMatching(/^done in \d/),
      ""
    ]);
  });

  it("test prints counts", async () => {
    const {code, stdout} = await warehouse("test");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^unit tests: \d+ passed, 0 failed\nchecks: \d+ passed, \d+ warned, 0 failed$/m);
  });

  it("query prints a JSON array on one line: numbers as numbers, dates as ISO text", async () => {
    const sql = `select count(*) as n, cast(2 as bigint) as big, cast(1.5 as decimal(18, 2)) as money, date '2018-01-02' as day,
      timestamp '2018-01-02 00:00:00' as at, null as nothing, 'São' as text, true as yes, cast(9007199254740993 as bigint) as huge from core.dim_category where false`;
    const {stdout} = await warehouse("query", sql, "--format", "json");
    expect(stdout).toBe(
      '[{"n":0,"big":2,"money":1.5,"day":"2018-01-02","at":"2018-01-02T00:00:00","nothing":null,"text":"São","yes":true,"huge":"9007199254740993"}]\n'
    );
  });

  it("query prints CSV and a table, and finds names without their schema", async () => {
    const sql = `select 'a "b", c' as text, count(*) >= 0 as yes, 1.25 as n from fact_orders`;
    expect((await warehouse("query", sql, "--format", "csv")).stdout).toBe('text,yes,n\n"a ""b"", c",true,1.25\n');
    expect((await warehouse("query", sql)).stdout).toBe(
      'text      yes      n\n────────  ────  ────\na "b", c  true  1.25\n(1 row)\n'
    );
  });

  it("ask answers a question, says what is a proxy, and prints rows alone to a program", async () => {
    const table = await warehouse("ask", "2");
    expect(table.stdout).toMatch(
      /^2\. How many new customers arrive each month.*\nProxy: the data holds no marketing spend;.*\n\nmonth +new/
    );
    const {stdout, stderr} = await warehouse("ask", "q036", "--format", "json");
    expect(JSON.parse(stdout)).toEqual(
      await sandbox.query(
        "select count(*) as customers_count, sum(repeats)::int as repeat_customers_count, avg(repeats) as repeat_rate from (select (count(*) > 1)::int as repeats from stg_orders join stg_customers using (customer_id) group by customer_unique_id)"
      )
    );
    expect(stderr).toBe("36. What share of customers buys again?\n");
    expect((await warehouse("ask", "q036", "--format", "csv")).stdout).toMatch(
      /^customers_count,repeat_customers_count,repeat_rate\n/
    );
  });

  it("query cannot write", async () => {
    const {code, stderr} = await warehouse("query", "drop table core.fact_orders");
    expect(code).toBe(2);
    expect(stderr).toContain("read-only");
  });

  it.each([
    [["build", "--nonsense"], "unknown option '--nonsense'"],
    [["query"], "missing required argument 'sql'"],
    [["query", "select 1", "--format", "xml"], "Allowed choices are table, csv, json"],
    [["build", "--max-rejected", "2"], "Expected a share between 0 and 1"],
    [["build", "--select", "nothing"], "--select nothing: no such model"],
    [["demo", "--out", "x", "--scale", "0"], "Expected a number above 0"],
    [["ask", "q100"], "There is no answer to question 100. Answered are q001, q002,"],
    [["ask", "growth"], '"growth" is no question. Answered are q001,'],
    [["query", "select * from nowhere"], "Table with name nowhere does not exist"],
    [["status", "--why", "nothing"], "--why nothing: no such model"]
  ])("%j ends with 2 and says what is wrong", async (args, message) => {
    const {code, stderr} = await warehouse(...args);
    expect({code, message: stderr}).toEqual({code: 2, message: expect.stringContaining(message)});
  });

  it.each(["build", "dev", "start"])("npm run %s refuses an option it does not know with 2", async (command) => {
    const args = ["--import", "tsx", "src/data/pipeline/site/main.ts", command, "--nonsense"];
    const refusal = promisify(execFile)(process.execPath, args);
    await expect(refusal).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown option '--nonsense'")
    });
  });

  it("build of a folder that is not there ends with 3", async () => {
    const {code, stderr} = await warehouse("build", "--data", "/nonexistent");
    expect(code).toBe(3);
    expect(stderr).toContain("error: The data folder /nonexistent cannot be read");
  });

  it("build --json reports a failure too", async () => {
    const {code, stdout} = await warehouse("build", "--data", "/nonexistent", "--json");
    expect(code).toBe(3);
    expect(JSON.parse(lastLine(stdout))).toMatchObject({
      status: "failed",
      built: [],
      failed: [{message: expect.stringContaining("/nonexistent")}]
    });
  });

  it("compile prints a script that makes the same tables in any DuckDB", async () => {
    const {stdout} = await warehouse("compile");
    const database = await Database.open();
    const session = await database.connect();
    await session.run(stdout);
    for (const id of ["core.fact_orders", "core.fact_order_items", "marts.mart_executive", "core.dim_customer"]) {
      const sql = `select count(*) as n, bit_xor(hash(t)) as h from ${id} as t`;
      expect(await session.rows(sql)).toEqual(await sandbox.query(sql));
    }
    database.close();
  });

  it("status tells runs, sizes and checks; --why tells what a model was made of", async () => {
    const {stdout} = await warehouse("status");
    expect(stdout).toMatch(/^Last runs\n/);
    expect(stdout).toMatch(/\nSlowest models\nmodel +seconds[^]*\nModels over budget\nnone\n/);
    expect(stdout).toMatch(/Checks: \d+ passed, \d+ warned, 0 failed/);
    const json = JSON.parse((await warehouse("status", "--json")).stdout) as {
      runs: unknown[];
      checks: {passed: number};
    };
    expect(json.runs.length).toBeGreaterThan(0);
    expect(json.checks.passed).toBeGreaterThan(100);
    expect((await warehouse("status", "--why", "mart_executive")).stdout).toMatch(
      /^marts\.mart_executive was last built at .*\nIt is up to date\.\n$/
    );
  });

  it("demo writes the nine files", async () => {
    const {code} = await warehouse("demo", "--scale", "0.01", "--seed", "3", "--out", join(sandbox.dir, "demo"));
    expect(code).toBe(0);
    expect(await findFiles(join(sandbox.dir, "demo"), /\.csv$/)).toHaveLength(9);
  });

  it("a runs.jsonl cut short by a kill is read up to there", async () => {
    await writeFile(
      join(sandbox.settings.warehouseDir, "runs.jsonl"),
      '{"run_id":"a","built":[],"failed":[]}\n{"run_id":"b',
      {flag: "a"}
    );
    expect((await warehouse("status")).code).toBe(0);
  });
});
