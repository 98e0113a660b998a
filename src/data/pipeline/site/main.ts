import {existsSync} from "node:fs";
import {Command, CommanderError, InvalidArgumentError, Option} from "commander";
import {defaultEffects} from "../effects.ts";
import {describeFailure} from "../errors.ts";
import {resolveSettings} from "../settings.ts";
import {serve} from "./serve.ts";

const effects = defaultEffects();

const portOption = () =>
  new Option("--port <port>", "the port to listen on").env("PORT").default(3000).argParser(parsePort);

const program = new Command("site")
  .description("Builds, previews and serves the report site.")
  .exitOverride()
  .showHelpAfterError();

program
  .command("build")
  .description("the whole way from the input files to dist/")
  .option("--site-only", "take the published tables as they are")
  .action(({siteOnly}: {siteOnly?: boolean}) => build(siteOnly));

program.command("check").description("checks the pages against the published tables; writes nothing").action(check);

program
  .command("dev")
  .description("opens the live preview and rebuilds on any change")
  .addOption(portOption())
  .action(({port}: {port: number}) => preview(port));

program
  .command("start")
  .description("serves dist/ on this machine, building it first if it is missing")
  .addOption(portOption())
  .action(({port}: {port: number}) => start(port));

async function build(isSiteOnly = false): Promise<void> {
  const settings = resolveSettings();
  if (!isSiteOnly) {
    const {buildWarehouse} = await import("../pipeline.ts");
    await buildWarehouse(settings, {}, effects);
  }
  const {buildSite} = await import("./build.ts");
  await buildSite(settings, {}, effects);
}

async function check(): Promise<void> {
  const {checkOnly} = await import("./build.ts");
  await checkOnly(resolveSettings(), effects);
}

async function preview(port: number): Promise<void> {
  const {dev} = await import("./dev.ts");
  await dev(resolveSettings(), {port}, effects);
}

async function start(port: number): Promise<void> {
  if (!existsSync("dist")) await build();
  await serve({port});
  effects.log.step(`serving dist/ on http://127.0.0.1:${port}/`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new InvalidArgumentError("Expected a port number, such as 3000.");
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : report(error);
}

function report(error: unknown): number {
  const {exitCode, message} = describeFailure(error);
  process.stderr.write(`error: ${message}\n`);
  return exitCode;
}
