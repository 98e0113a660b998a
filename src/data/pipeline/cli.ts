import {existsSync} from "node:fs";
import {Command, CommanderError, InvalidArgumentError, Option} from "commander";
import {compile} from "./compile.ts";
import {writeDemo} from "./demo/demo.ts";
import type {Effects} from "./effects.ts";
import {createLogger} from "./effects.ts";
import {describeFailure} from "./errors.ts";
import {formatTable, formats} from "./format.ts";
import {inferContract} from "./infer-contract.ts";
import {buildWarehouse} from "./pipeline.ts";
import {query} from "./query.ts";
import {askQuestion, describeQuestion} from "./questions.ts";
import type {BuildReport, Run} from "./runs.ts";
import type {Settings} from "./settings.ts";
import {resolveSettings} from "./settings.ts";
import {describeStatus, explainModel} from "./status.ts";
import {testWarehouse} from "./test-warehouse.ts";

interface BuildFlags {
  data?: string;
  fullRefresh?: boolean;
  select?: string[];
  exclude?: string[];
  sample?: number;
  maxRejected?: number;
  maxLost?: number;
  json?: boolean;
}

const effects = (isQuiet = false): Effects => ({
  now: () => new Date(),
  log: createLogger(process.stderr, {quiet: isQuiet})
});
const print = (text: string) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);

function parseShare(text: string): number {
  const share = Number(text);
  if (!(share >= 0 && share <= 1))
    throw new InvalidArgumentError("Expected a share between 0 and 1, such as 0.01 for 1 %.");
  return share;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

function parseSeed(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError("Expected a whole number.");
  return value;
}

const formatOption = () => new Option("--format <format>", "how to print the rows").choices(formats).default("table");
const dataOption = () =>
  new Option("--data <dir|zip>", "folder or zip with the input files (default: OLIST_DATA_DIR, else data/)");

function createProgram(): Command {
  const program = new Command("warehouse")
    .description("Builds, checks and asks the Olist warehouse.")
    .exitOverride()
    .showHelpAfterError();
  program
    .command("build")
    .description("from the input files to the published tables")
    .addOption(dataOption())
    .option("--full-refresh", "build everything, changed or not")
    .option(
      "--select <models...>",
      "build only these models, layers or tag:TAGs; + before a name adds what it reads, + after what reads it"
    )
    .option("--exclude <models...>", "leave these as they are; named as in --select")
    .option("--sample <share>", "build from this share of the persons and all that is theirs", parseShare)
    .option("--max-rejected <share>", "share of a file's rows that may be rejected", parseShare)
    .option("--max-lost <share>", "share of a table's rows that may be gone since the last build", parseShare)
    .option("--json", "print a report as one JSON object, last")
    .action(build);
  program
    .command("test")
    .description("contracts and tests only, on the built warehouse")
    .option("--unit", "unit tests of models only, which need no built warehouse")
    .option("--json", "print the results as one JSON object")
    .action(async ({unit, json}: {unit?: boolean; json?: boolean}) =>
      print(await testWarehouse(resolveSettings(), effects(json), {isUnitOnly: unit, json}))
    );
  program
    .command("query <sql>")
    .description("asks the built warehouse")
    .addOption(formatOption())
    .action(async (sql: string, {format}: {format: string}) =>
      print(formatTable(await query(resolveSettings(), sql, effects()), format))
    );
  program
    .command("ask <question>")
    .description("one of the business questions in sql/questions/, such as q001")
    .addOption(formatOption())
    .action(ask);
  program
    .command("compile")
    .description("the whole model graph as one plain SQL script, in order")
    .addOption(dataOption())
    .action(async ({data}: {data?: string}) => print(await compile(resolveSettings({data}), effects(true))));
  program
    .command("demo")
    .description("writes the nine input files, invented but true to the published statistics")
    .option("--scale <n>", "1 is the original's size", parsePositive, 1)
    .option("--seed <n>", "the same seed gives the same bytes", parseSeed, 42)
    .requiredOption("--out <dir>", "folder to write to")
    .action(demo);
  program
    .command("contract <model>")
    .description("a contract for a new model, from what it yields; for another, the difference to its contract")
    .action(async (model: string) => print(await inferContract(resolveSettings(), model)));
  program
    .command("status")
    .description("last runs, freshness, sizes, slowest models and those over budget, failing checks")
    .option("--why <model>", "what a model was made of, and which of it changed")
    .option("--json", "print as one JSON object")
    .action(async ({why, json}: {why?: string; json?: boolean}) =>
      print(
        why
          ? await explainModel(resolveSettings(), why, effects(true))
          : await describeStatus(resolveSettings(), effects(true), {json})
      )
    );
  return program;
}

async function build({fullRefresh, select, exclude, json, ...options}: BuildFlags): Promise<void> {
  const settings: Settings = resolveSettings(options);
  try {
    const run = await buildWarehouse(settings, {isFull: fullRefresh, select, exclude}, effects(json));
    if (json) print(JSON.stringify(toReport(run)));
    else effects().log.step(`done in ${run.seconds.toFixed(1)} s`);
  } catch (error) {
    const {run} = error as {run?: Run};
    if (json && run) print(JSON.stringify(toReport(run)));
    throw error;
  }
}

function toReport({run_id, status, built, skipped, failed, checks, rows_in, rows_rejected, seconds}: Run): BuildReport {
  return {run_id, status, built, skipped, failed, checks, rows_in, rows_rejected, seconds};
}

/** Rows for a program come alone on standard output; what a person wants to know besides goes to standard error. */
async function ask(name: string, {format}: {format: string}): Promise<void> {
  const {question, ...answer} = await askQuestion(resolveSettings(), name, effects());
  const text = describeQuestion(question);
  if (format === "table") print(`${text}\n\n${formatTable(answer, format)}`);
  else {
    process.stderr.write(`${text}\n`);
    print(formatTable(answer, format));
  }
}

async function demo({scale, seed, out}: {scale: number; seed: number; out: string}): Promise<void> {
  const {log} = effects();
  const {files} = await writeDemo(out, {scale, seed});
  for (const {name, rows} of files) log.step(`${name}: ${rows} rows`);
}

/** Runs a command line; returns its exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, {from: "user"});
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {exitCode, message} = describeFailure(error);
    process.stderr.write(`error: ${message}\n`);
    return exitCode;
  }
}

if (existsSync(process.argv[1] ?? "") && import.meta.url.endsWith("/cli.ts") && process.argv[1]!.endsWith("cli.ts")) {
  process.exitCode = await main(process.argv.slice(2));
}
