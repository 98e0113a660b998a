import {readFile} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openEngine} from "../../src/data/pipeline/site/engine.ts";
import {readCatalog} from "../../src/data/pipeline/site/catalog.ts";
import {askQuestion, findQuestion, readQuestions} from "../../src/data/pipeline/questions.ts";
import {publishPath} from "../../src/data/pipeline/settings.ts";
import {Sandbox} from "../pipeline/sandbox.ts";
import {InputFiles} from "../site/input-files.ts";
import {questionCases} from "./question-cases.ts";

const questions = await readQuestions(".");
const silent = () => undefined;
const effects = {now: () => new Date(), log: {step: silent, progress: silent, warn: silent}};
let sandbox: Sandbox;
let input: InputFiles;

beforeAll(async () => {
  sandbox = await Sandbox.create({scale: 0.05, seed: 11});
  expect((await sandbox.build()).exitCode).toBe(0);
  input = await InputFiles.open(sandbox.data);
});

afterAll(async () => {
  input.close();
  await sandbox.remove();
});

type Rows = Record<string, unknown>[];

/** Values in order, days as text. */
function plain(rows: Rows): unknown[][] {
  const toText = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
  return rows.map((row) => Object.values(row).map(toText));
}

/** Expects the same values; sums in another order may differ in the last digits. */
function expectSame(found: Rows, expected: Rows) {
  const wanted = plain(expected);
  const near = (a: unknown, b: unknown) =>
    typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  const rounded = plain(found).map((row, i) =>
    row.map((value, j) => (near(value, wanted[i]?.[j]) ? wanted[i]![j] : value))
  );
  expect(rounded).toEqual(wanted);
}

describe("each question", () => {
  test("has a check against the input files", () => {
    expect(Object.keys(questionCases).sort()).toEqual(questions.map(({id}) => id));
  });

  test.each(questions.map(({id}) => id))("%s gives what the input files say", async (id) => {
    const {answer, input: raw} = questionCases[id]!;
    const {question} = await askQuestion(sandbox.settings, id, effects);
    const rows = await sandbox.query(`select ${answer} from (${question.sql})`);
    expect(rows.length).toBeGreaterThan(0);
    expectSame(rows, await input.rows(raw));
  });

  test.each(questions.map(({id}) => id))("%s gives the same in the browser’s engine", async (id) => {
    const publishDir = publishPath(sandbox.settings);
    const engine = await openEngine();
    for (const {name} of (await readCatalog(publishDir)).tables)
      engine.addTable(name, await readFile(`${publishDir}/${name}.parquet`));
    const {rows} = await askQuestion(sandbox.settings, id, effects);
    const found = engine.query({text: findQuestion(questions, id).sql, params: []});
    expectSame(found.rows, rows);
  });
});
