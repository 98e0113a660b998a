import {resolveSettings} from "./pipeline/settings.ts";
import {readQuestions} from "./pipeline/questions.ts";
import {runLoader} from "./pipeline/site/run-loader.ts";

await runLoader(async () => JSON.stringify(await readQuestions(resolveSettings().root)));
