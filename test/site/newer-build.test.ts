import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser, BrowserContext, Page} from "playwright-core";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {serve} from "../../src/data/pipeline/site/serve.ts";
import {launchBrowser} from "./browser.ts";
import type {Project} from "./project.ts";
import {publishTables, sampleTables} from "./published.ts";
import {drawsAll, patience} from "./reader.ts";
import {createSmallProject} from "./small-project.ts";

const index = `# Small

\`\`\`js
const shipped = await FileAttachment("./data/queries/index.json").json();
const filters = {};
const sql = async () => Object.values(shipped.results)[0].columns.map(({values}) => values[0]);
\`\`\`

\`\`\`sql id=found
select sum(price) as price from sales
\`\`\`

<output>\${found.join()}</output>
`;

let project: Project;
let server: Server;
let browser: Browser;
let context: BrowserContext;
let url: string;
let price = 271.5;

beforeAll(async () => {
  project = await createSmallProject();
  await project.write("src/index.md", index);
  await build(price);
  server = await serve({dir: project.path("dist"), port: 0});
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  await project?.remove();
});

/** A build over one sale of this price. */
async function build(price: number): Promise<void> {
  const sales = `select date '2018-01-01' as month, 'SP' as state, ${price}::double as price`;
  await publishTables(project.path(".warehouse/publish"), {...sampleTables, sales});
  const {code, text} = await project.run(["build", "--site-only"]);
  if (code !== 0) throw new Error(text);
}

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(drawsAll);
  return page;
}

const isKept = "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')";
const comeBack = (page: Page) => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
const readBuild = (page: Page) => page.locator("meta[name=build]").getAttribute("content");
const listKept = async (page: Page) =>
  (await page.evaluate<string[]>("caches.keys()"))
    .map((name) => name.split(" ").at(-1))
    .filter((name) => name !== "large");
const notice = (page: Page) => page.getByRole("status").filter({hasText: "newer build"});

describe("a newer build", () => {
  let [first, second] = [] as unknown as [Page, Page];
  let [old, results] = [] as unknown as [string, string];

  beforeAll(start);
  beforeEach(({task}) => (task.result?.retryCount ? start() : undefined));

  /** Two pages are open and their site is kept, when another is built. */
  async function start() {
    context = await browser.newContext();
    context.setDefaultTimeout(patience);
    [first, second] = [await open(), await open()];
    await first.waitForFunction(isKept);
    old = (await readBuild(first))!;
    results = await first.evaluate<string>(
      "performance.getEntriesByType('resource').map(({name}) => name).find((name) => /queries.index/.test(name))"
    );
    await build(++price);
  }

  test("is told to a page when its reader comes back to it, and reloading brings it", async () => {
    await comeBack(first);
    await notice(first).waitFor();
    expect(await first.locator("output").innerText()).toBe(String(price - 1));
    await notice(first).getByRole("button", {name: "Reload"}).press("Enter");
    await expect.poll(() => first.locator("output").innerText()).toBe(String(price));
    await first.waitForFunction(drawsAll);
    expect(await readBuild(first)).not.toBe(old);
    const asked = first.waitForResponse(/build\.json$/);
    await comeBack(first);
    await (await asked).finished();
    expect(await notice(first).count()).toBe(0);
  });

  test("leaves its files to pages of the build before", async () => {
    const answer = await fetch(results);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`"values":[${price - 1}]`)]);
  });

  test("leaves the kept copy of the build before until no page of that is open, and takes its place then", async () => {
    await first.reload();
    const isNew = async () => (await listKept(first)).includes((await readBuild(first))!);
    await expect.poll(isNew).toBe(true);
    expect(await listKept(first)).toContain(old);
    await second.reload();
    await expect.poll(() => listKept(first)).toEqual([await readBuild(first)]);
    await context.setOffline(true);
    await second.goto(url);
    await expect.poll(() => second.locator("output").innerText()).toBe(String(price));
  });
});
