import {cp, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {Database} from "../../src/data/pipeline/database.ts";
import {readContracts, readProject} from "../../src/data/pipeline/project.ts";

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "contracts-"));
  for (const dir of ["sql", "seeds"]) await cp(dir, join(root, dir), {recursive: true});
});

afterEach(() => rm(root, {recursive: true}));

/** Reads the project with a part of fact_payments' configuration written otherwise. */
async function readWith(part: string, other: string): Promise<void> {
  const path = join(root, "sql/core/_core.yml");
  const text = await readFile(path, "utf8");
  const start = text.indexOf("- name: fact_payments");
  const changed = text.slice(start).replace(part, other);
  expect(changed).not.toBe(text.slice(start));
  await writeFile(path, text.slice(0, start) + changed);
  const database = await Database.open();
  await readProject(await database.connect(), root, await readContracts(root)).finally(() => database.close());
}

const wrong: [name: string, part: string, other: string, message: string][] = [
  [
    "a unique_key that the model does not have",
    "unique_key: order_key",
    "unique_key: order_id",
    "core.fact_payments: unique_key names the column order_id, which core.fact_payments does not have. It has payment_key,"
  ],
  [
    "an input that the model does not read",
    "intermediate.int_orders: order_key",
    "intermediate.int_orders: order_key\n        staging.stg_orders: order_id",
    "core.fact_payments: inputs names staging.stg_orders, which sql/core/fact_payments.sql does not read. It reads intermediate.int_orders, staging.stg_order_payments."
  ],
  [
    "a column that two inputs do not share",
    "by: order_id",
    "by: order_key",
    "core.fact_payments: inputs: staging.stg_order_payments names the column order_key, which staging.stg_order_payments does not have."
  ],
  [
    "inputs none of which carries the key",
    "intermediate.int_orders: order_key",
    "",
    'core.fact_payments: no input carries the unique_key. Name one whose rows do, such as "staging.stg_orders: order_id".'
  ],
  [
    "inputs that go through each other",
    "intermediate.int_orders: order_key",
    "intermediate.int_orders: {through: staging.stg_order_payments, by: order_id}",
    "no input carries the unique_key"
  ],
  [
    "a key of another length",
    "intermediate.int_orders: order_key",
    "intermediate.int_orders: [order_key, order_id]",
    "core.fact_payments: inputs: intermediate.int_orders gives 2 columns for a unique_key of 1."
  ],
  [
    "a key for what is not incremental",
    "materialized: incremental",
    "materialized: table",
    'core.fact_payments: inputs and numbering need "materialized: incremental".'
  ],
  [
    "no unique_key",
    "unique_key: order_key",
    "",
    '"materialized: incremental" needs a unique_key. See "Incremental models" in sql/README.md.'
  ]
];

describe("readProject(session, root, contracts)", () => {
  it.each(wrong)("refuses %s", async (_, part, other, message) => {
    await expect(readWith(part, other)).rejects.toThrow(message);
  });
});
