import {describeFailure} from "../errors.ts";

/** Runs a data loader: its bytes go to standard output in one piece and last, a failure becomes one readable message. */
export async function runLoader(load: () => Promise<Uint8Array | string>): Promise<void> {
  try {
    process.stdout.write(await load());
  } catch (error) {
    const {exitCode, message} = describeFailure(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
  }
}
