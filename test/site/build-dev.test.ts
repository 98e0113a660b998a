import {type ChildProcess, spawn} from "node:child_process";
import {readFile, rm} from "node:fs/promises";
import {createServer} from "node:net";
import type {AddressInfo} from "node:net";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {launchBrowser} from "./browser.ts";
import {addModel, readModelQuery} from "./guide.ts";
import {Project} from "./project.ts";

/** Shows the number of orders and the longest delivery, as the build shipped them. */
const page = `# Small

\`\`\`js
const filters = {};
const shipped = await FileAttachment("./data/queries/index.json").json();
const sql = async () => Object.values(shipped.results)[0].columns.map(({values}) => values[0]);
\`\`\`

\`\`\`sql id=summary
select
    sum(orders_count)::integer as orders,
    (select max(bin) from mart_delivery_distribution where measure = 'days_to_deliver') as longest
from mart_orders_monthly
\`\`\`

Orders, days: <output>\${summary.join()}</output>
`;

const ordersFile = "data/olist_orders_dataset.csv";
const patience = {timeout: 100_000, interval: 200};

let project: Project;
let dev: ChildProcess;
let browser: Browser;
let view: Page;
let printed = "";
let url: string;
/** What the input file with the orders was at first, and what the page showed then. */
let [given, orders, longest] = ["", 0, 0];

beforeAll(async () => {
  project = await Project.create();
  for (const name of await project.list(/\.md$/, "src")) await rm(project.path("src", name));
  await project.edit("observablehq.config.ts", (text) => text.replace(/pages: \[[^\]]*\]/, "pages: []"));
  await project.write("src/index.md", page);
  await writeDemo(project.path("data"), {scale: 0.005, seed: 7});
  url = await startDev();
  browser = await launchBrowser();
  view = await browser.newPage();
  await view.goto(url);
  given = await readFile(project.path(ordersFile), "utf8");
  [orders, longest] = (await read()) as [number, number];
});

afterAll(async () => {
  await browser?.close();
  dev?.kill();
  await project?.remove();
});

async function read(): Promise<number[]> {
  await view.waitForFunction(() => document.querySelector("output")?.textContent);
  const text = await view.locator("output").textContent();
  return text!.split(",").map(Number);
}

const waitFor = (...numbers: number[]) => vi.waitFor(async () => expect(await read()).toEqual(numbers), patience);
const waitForPrinted = (text: string) => vi.waitFor(() => expect(printed).toContain(text), patience);

/** Each test begins with what the one before has left, or a first try of its own. */
describe("dev", {timeout: 240_000}, () => {
  test("shows a changed input file on the open page", async () => {
    expect(orders).toBeGreaterThan(100);
    const [header, first, ...rest] = given.split("\n");
    const another = first!.replace(/^"?\w+/, (id) => `${id.slice(0, -4)}beef`);
    await project.write(ordersFile, [header, first, another, ...rest].join("\n"));
    await waitFor(orders + 1, longest);
  });

  test("shows a changed model on the open page", async () => {
    await project.edit("sql/marts/mart_delivery_distribution.sql", (text) => text.replace("0), 60)", "0), 9)"));
    await waitFor(orders + 1, 9);
  });

  test("shows what a saved page's new query gives", async () => {
    await project.write("src/index.md", page.replace("sum(orders_count)", "2 * sum(orders_count)"));
    await waitFor(2 * (orders + 1), 9);
    await project.write("src/index.md", page);
    await waitFor(orders + 1, 9);
  });

  test("shows a changed style sheet on the open page", async () => {
    await project.edit("src/styles/base.css", (text) => `${text}\noutput { letter-spacing: 7px; }\n`);
    const spacing = () => view.locator("output").evaluate((node) => getComputedStyle(node).letterSpacing);
    await vi.waitFor(async () => expect(await spacing()).toBe("7px"), patience);
  });

  test("shows a model that was added as the guide says, once a page asks for it, and gives the browser its table", async () => {
    if ((await project.list(/^mart_example/, "sql/marts")).length === 0) await addModel(project);
    const total = `(select sum(orders_count)::integer from (${await readModelQuery()}) as asked)`;
    await project.write("src/index.md", page.replace(/\(select max\(bin\).*\)(?= as longest)/, total));
    await waitFor(orders + 1, orders + 1);
    const head = await view.evaluate(`import("/_import/components/tables.js")
      .then(({tables}) => fetch(tables.mart_example))
      .then((response) => response.text())
      .then((text) => text.slice(0, 4))`);
    expect(head).toBe("PAR1");
  });

  test("tells a wrong model and keeps the page as it was", async () => {
    await project.edit("sql/marts/mart_orders_monthly.sql", (text) => `${text}\nselect broken from\n`);
    await waitForPrinted("error: sql/marts/mart_orders_monthly.sql");
    await view.reload();
    await waitFor(orders + 1, orders + 1);
  });

  test("tells what is wrong with a saved page, and goes on", async () => {
    await project.edit("src/index.md", (text) => `${text}\n[Nowhere](./nowhere)\n`);
    await waitForPrinted("src/index.md:18: broken link: there is no page /nowhere");
    expect((await fetch(url)).status).toBe(200);
  });
});

async function startDev(): Promise<string> {
  const port = await findPort();
  const args = ["--import", "tsx", "src/data/pipeline/site/main.ts", "dev", "--port", String(port)];
  dev = spawn(process.execPath, args, {
    cwd: project.dir,
    env: {...process.env, OLIST_WAREHOUSE_DIR: "", OLIST_DATA_DIR: ""}
  });
  for (const stream of [dev.stdout!, dev.stderr!])
    stream.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
  await waitForPrinted("preview on");
  return `http://127.0.0.1:${port}/`;
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
