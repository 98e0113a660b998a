import {Command} from "commander";
import {describeFailure} from "../errors.ts";
import {buildSite} from "./build.ts";

const program = new Command("site").description("Builds, previews and serves the report site.");

program
  .command("build")
  .description("the whole way from the input files to dist/")
  .action(() => buildSite());

try {
  await program.parseAsync();
} catch (error) {
  const {exitCode, message} = describeFailure(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
