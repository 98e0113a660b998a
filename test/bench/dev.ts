import type {ChildProcess} from "node:child_process";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {rm} from "node:fs/promises";
import type {AddressInfo} from "node:net";
import {createServer} from "node:net";
import type {Page} from "playwright-core";
import {launchBrowser} from "../site/browser.ts";
import {Project} from "../site/project.ts";
import {median} from "./children.ts";

export interface DevBench extends Record<string, unknown> {
  /** From saving a model until the open page of the live preview shows its new value, median of the rounds. */
  saved_model_s: number;
}

const page = `# Small

\`\`\`js
const filters = {};
const shipped = await FileAttachment("./data/queries/index.json").json();
const sql = async () => Object.values(shipped.results)[0].columns.map(({values}) => values[0]);
\`\`\`

\`\`\`sql id=summary
select max(bin) as longest from mart_delivery_distribution where measure = 'days_to_deliver'
\`\`\`

<output>\${summary.join()}</output>
`;

/** Opens a page of the live preview and saves the model that it shows, each time with another longest delivery. */
export async function benchDev(data: string, {rounds = 3} = {}): Promise<DevBench> {
  const project = await Project.create();
  for (const name of await project.list(/\.md$/, "src")) await rm(project.path("src", name));
  await project.edit("observablehq.config.ts", (text) => text.replace(/pages: \[[^\]]*\]/, "pages: []"));
  await project.write("src/index.md", page);
  const [dev, url] = await startDev(project, data);
  const browser = await launchBrowser();
  try {
    const view = await browser.newPage();
    await view.goto(url);
    const times: number[] = [];
    let [shown, next] = ["0), 60)", 50];
    await waitFor(view, 60);
    for (let round = 0; round < rounds; round++, next--) {
      const saved = performance.now();
      await project.edit("sql/marts/mart_delivery_distribution.sql", (text) => text.replace(shown, `0), ${next})`));
      shown = `0), ${next})`;
      await waitFor(view, next);
      times.push((performance.now() - saved) / 1000);
    }
    return {saved_model_s: Math.round(median(times) * 100) / 100};
  } finally {
    await browser.close();
    // The page shows a model before its build is written up.
    const ended = once(dev, "close");
    dev.kill();
    await ended;
    await project.remove();
  }
}

const waitFor = (view: Page, value: number) =>
  view.waitForFunction((value) => document.querySelector("output")?.textContent === String(value), value, {
    timeout: 120_000,
    polling: 20
  });

/** Starts the live preview in a process of its own; resolves once it says where it is. */
async function startDev(project: Project, data: string): Promise<[ChildProcess, string]> {
  const url = `http://127.0.0.1:${await findPort()}/`;
  const args = ["--import", "tsx", "src/data/pipeline/site/main.ts", "dev", "--port", new URL(url).port];
  const env = {...process.env, OLIST_WAREHOUSE_DIR: "", OLIST_DATA_DIR: data};
  const dev = spawn(process.execPath, args, {cwd: project.dir, env, stdio: ["ignore", "ignore", "pipe"]});
  let printed = "";
  await new Promise<void>((resolve, reject) => {
    dev.once("close", (code) => reject(new Error(`the preview ended with ${code}: ${printed}`)));
    dev.stderr.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes(`preview on ${url}`)) resolve();
    });
  });
  return [dev, url];
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
