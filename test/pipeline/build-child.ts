import {createLogger} from "../../src/data/pipeline/effects.ts";
import {describeFailure} from "../../src/data/pipeline/errors.ts";
import {buildWarehouse} from "../../src/data/pipeline/pipeline.ts";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";

const [data, warehouse] = process.argv.slice(2) as [string, string];
const settings = resolveSettings({data}, {OLIST_WAREHOUSE_DIR: warehouse});
process.send?.("ready");
try {
  await buildWarehouse(settings, {}, {now: () => new Date(), log: createLogger(process.stderr)});
} catch (error) {
  const {exitCode, message} = describeFailure(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
process.disconnect?.();
