import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {Database} from "../../src/data/pipeline/database.ts";
import type {Session} from "../../src/data/pipeline/database.ts";
import {createMacros, readMacroFiles} from "../../src/data/pipeline/macros.ts";
import {parseSelect} from "../../src/data/pipeline/parser.ts";
import {readContracts, readProject} from "../../src/data/pipeline/project.ts";
import {selectModels} from "../../src/data/pipeline/select.ts";

let [root, database, session] = ["", undefined as unknown as Database, undefined as unknown as Session];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "graph-"));
  database = await Database.open();
  session = await database.connect();
  await write("seeds/_seeds.yml", "version: 2\nseeds: []\n");
  await write("sql/sources.yml", sourcesYml);
});

afterEach(async () => {
  database.close();
  await rm(root, {recursive: true});
});

const sourcesYml = `
version: 2
sources:
  - name: raw
    tables:
      - name: orders
        file: orders.csv
        description: Orders.
        columns:
          - {name: order_id, data_type: varchar, description: Key.}
`;

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), {recursive: true});
  await writeFile(join(root, path), text);
}

/** Writes models by path and a contract for each. */
async function writeModels(models: Record<string, string>): Promise<void> {
  const layers = new Map<string, string[]>();
  for (const [path, sql] of Object.entries(models)) {
    await write(`sql/${path}.sql`, sql);
    const [layer, name] = [path.split("/")[0]!, path.split("/").at(-1)!];
    layers.set(layer, [...(layers.get(layer) ?? []), name]);
  }
  for (const [layer, names] of layers) {
    const entries = names.map(
      (name) =>
        `  - name: ${name}\n    description: A model.\n    columns: [{name: a, data_type: integer, description: A.}]`
    );
    await write(`sql/${layer}/_${layer}.yml`, `version: 2\nmodels:\n${entries.join("\n")}\n`);
  }
}

const read = async () => readProject(session, root, await readContracts(root));

describe("readProject(session, root, contracts)", () => {
  it("puts each model after what it reads, CTEs aside", async () => {
    await writeModels({
      "marts/mart_a":
        "with stg_a as (select a from staging.stg_a) select a from stg_a where a in (select a from core.dim_a)",
      "core/dim_a": "select a from staging.stg_a",
      "staging/stg_a": "select 1 as a from raw.orders -- raw.nothing"
    });
    expect((await read()).models.map((model) => model.id)).toEqual(["staging.stg_a", "core.dim_a", "marts.mart_a"]);
  });

  it("names the files of a circle", async () => {
    await writeModels({"core/dim_a": "select a from core.dim_b", "core/dim_b": "select a from core.dim_a"});
    await expect(read()).rejects.toThrow(
      "Models read each other in a circle: sql/core/dim_a.sql → sql/core/dim_b.sql → sql/core/dim_a.sql"
    );
  });

  it("names the file of an unknown table and the nearest known one", async () => {
    await writeModels({"core/dim_a": "select a from raw.order"});
    await expect(read()).rejects.toThrow("sql/core/dim_a.sql: unknown table raw.order. Did you mean raw.orders?");
  });

  it("names both files of two models with one name", async () => {
    await writeModels({"core/dim_a": "select 1 as a", "marts/dim_a": "select 1 as a"});
    await expect(read()).rejects.toThrow("Two models are called dim_a: sql/core/dim_a.sql and sql/marts/dim_a.sql");
  });

  it("refuses a table without its schema", async () => {
    await writeModels({"core/dim_a": "select a from stg_a"});
    await expect(read()).rejects.toThrow('sql/core/dim_a.sql: reads "stg_a" without a schema');
  });

  it("refuses a model that reads a file", async () => {
    await writeModels({"core/dim_a": "select a from read_csv('x.csv')"});
    await expect(read()).rejects.toThrow("sql/core/dim_a.sql: calls read_csv()");
  });

  it("names the line of a syntax error", async () => {
    await writeModels({"core/dim_a": "select 1 as a\nfrom raw.orders\nwhere where"});
    await expect(read()).rejects.toThrow("sql/core/dim_a.sql, line 3: syntax error");
  });

  it("refuses a model without a contract and a contract without a model", async () => {
    await writeModels({"core/dim_a": "select 1 as a"});
    await write("sql/core/dim_b.sql", "select 1 as a");
    await expect(read()).rejects.toThrow("sql/core/dim_b.sql: no contract");
    await rm(join(root, "sql/core/dim_b.sql"));
    await rm(join(root, "sql/core/dim_a.sql"));
    await expect(read()).rejects.toThrow("dim_a has a contract but no model. Expected sql/core/dim_a.sql");
  });

  it("names file and place of a contract that cannot be read", async () => {
    await writeModels({"core/dim_a": "select 1 as a"});
    await write("sql/core/_core.yml", "version: 2\nmodels:\n  - name: dim_a\n    descripton: Typo.\n    columns: []\n");
    await expect(read()).rejects.toThrow(/sql\/core\/_core\.yml: models\.0/);
  });

  it("refuses an unknown test and names the known ones", async () => {
    await writeModels({"core/dim_a": "select 1 as a"});
    const column = "{name: a, data_type: integer, description: A., data_tests: [not_nul]}";
    await write(
      "sql/core/_core.yml",
      `version: 2\nmodels:\n  - {name: dim_a, description: A., columns: [${column}]}\n`
    );
    await expect(read()).rejects.toThrow(/_core\.yml/);
  });
});

describe("parseSelect(session, sql, path)", () => {
  it("sees no difference in layout and comments, but in everything else", async () => {
    const parse = async (sql: string) => (await parseSelect(session, sql, "x.sql")).canonical;
    expect(await parse("select a,b from c.d -- note")).toBe(await parse("select\n    a,\n    b\nfrom c.d"));
    expect(await parse("select a, b from c.d")).not.toBe(await parse("select b, a from c.d"));
    expect(await parse("select 1 as a")).not.toBe(await parse("select 2 as a"));
  });
});

describe("createMacros(session, files)", () => {
  it("changes a macro's fingerprint when a macro it calls changes", async () => {
    const create = async (inner: string) => {
      await write("sql/macros/inner.sql", `create or replace macro inner_one(x) as ${inner};`);
      await write("sql/macros/outer.sql", "create or replace macro outer_one(x) as inner_one(x) * 2;");
      return createMacros(session, await readMacroFiles(root));
    };
    const [first, again, changed] = [await create("x + 1"), await create("x + 1"), await create("x + 2")];
    expect(again).toEqual(first);
    expect(changed.get("outer_one")).not.toBe(first.get("outer_one"));
  });

  it("names the file of a macro that does not parse", async () => {
    await write("sql/macros/bad.sql", "create macro bad(x) as");
    await expect(createMacros(session, await readMacroFiles(root))).rejects.toThrow("sql/macros/bad.sql: Parser Error");
  });
});

describe("selectModels(models, selection)", () => {
  it("takes what a model reads before a plus, and what reads it after one", async () => {
    await writeModels({
      "staging/stg_a": "select 1 as a from raw.orders",
      "core/dim_a": "select a from staging.stg_a",
      "marts/mart_a": "select a from core.dim_a"
    });
    const {models} = await read();
    expect([...selectModels(models, ["dim_a"])]).toEqual(["core.dim_a"]);
    expect([...selectModels(models, ["+dim_a"])].sort()).toEqual(["core.dim_a", "staging.stg_a"]);
    expect([...selectModels(models, ["core.dim_a+"])].sort()).toEqual(["core.dim_a", "marts.mart_a"]);
    expect([...selectModels(models, ["staging", "marts"])].sort()).toEqual(["marts.mart_a", "staging.stg_a"]);
    expect([...selectModels(models, ["stg_a+"], ["dim_a+"])]).toEqual(["staging.stg_a"]);
    expect([...selectModels(models, [], ["marts"])].sort()).toEqual(["core.dim_a", "staging.stg_a"]);
    expect(() => selectModels(models, ["nothing"])).toThrow("--select nothing: no such model");
    expect(() => selectModels(models, [], ["tag:daily"])).toThrow("--exclude tag:daily: no such model");
  });
});
