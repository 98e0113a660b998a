import {createLogger} from "../../src/data/pipeline/effects.ts";
import {buildWarehouse} from "../../src/data/pipeline/pipeline.ts";
import {resolveSettings} from "../../src/data/pipeline/settings.ts";
import {report} from "./children.ts";

const [data, root] = process.argv.slice(2) as [string, string];
const settings = resolveSettings({data}, process.env, root);
const effects = {now: () => new Date(), log: createLogger(process.stderr, {quiet: true})};
const started = performance.now();
const run = await buildWarehouse(settings, {}, effects);
report({
  seconds: (performance.now() - started) / 1000,
  rows: run.rows_in,
  stages: run.stages,
  built: run.built.length,
  incremental: run.incremental.length
});
