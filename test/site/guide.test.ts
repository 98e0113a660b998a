import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import config from "../../observablehq.config.ts";
import {writeDemo} from "../../src/data/pipeline/demo/demo.ts";
import {serve} from "../../src/data/pipeline/site/serve.ts";
import {launchBrowser} from "./browser.ts";
import {InputFiles} from "./input-files.ts";
import {Project} from "./project.ts";
import {Reader} from "./reader.ts";

const guide = await readFile("src/guide-analysts.md", "utf8");
const {scripts} = JSON.parse(await readFile("package.json", "utf8")) as {scripts: Record<string, string>};

/** The code blocks of a section, as its reader copies them. */
function blocks(section: string): string[] {
  const text = guide.split(`## ${section}\n`)[1]!.split(/^## /m)[0]!;
  return [...text.matchAll(/^ {3}(`{3,})\w+[^\n]*\n([\s\S]*?)^ {3}\1$/gm)].map(([, , block]) =>
    block!.replace(/^ {3}/gm, "")
  );
}

let [project, input, browser, server, url] = [] as unknown as [Project, InputFiles, Browser, Server, string];

beforeAll(async () => {
  project = await Project.create();
  await writeDemo(project.path("data"), {scale: 0.02, seed: 5});
  input = await InputFiles.open(project.path("data"));
  const [page, listed] = blocks("Add a page");
  const [imported, chart] = blocks("Add a chart");
  await project.write(
    "src/example.md",
    page!.replace("```js\n", `\`\`\`js\n${imported}`).replace('<div class="card">${dataTable', `${chart}\n$&`)
  );
  await project.edit("observablehq.config.ts", (text) => text.replace("pages: [\n", (line) => `${line}    ${listed}`));
  await project.write("sql/questions/q088.sql", blocks("Add a question")[0]!);
  const {code, text} = await project.run(["build"]);
  expect([code, text]).toEqual([0, expect.stringContaining("built dist/")]);
  server = await serve({dir: project.path("dist"), port: 0});
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  input?.close();
  await project?.remove();
});

describe("the guide for analysts, followed to the letter, leads to", () => {
  test("a page and a chart, which show what the input files say", async () => {
    const reader = await Reader.open(browser, url);
    await reader.go("/example");
    await input.choose("");
    const orders = Number(await input.ask("select count(*)::int from chosen"));
    expect(await reader.lead()).toBe(`${orders.toLocaleString("en-US")} orders match these filters.`);
    const statuses = await input.rows(
      "select order_status, count(*)::int as n from chosen group by all order by n desc, order_status"
    );
    expect(await reader.page.getByRole("rowheader").allInnerTexts()).toEqual(
      statuses.map(({order_status}) => order_status)
    );
    expect(await reader.page.locator(".chart svg rect").count()).toBeGreaterThanOrEqual(statuses.length);
    expect(await reader.page.getByRole("navigation").getByRole("link", {name: "Example"}).count()).toBe(1);
    expect(await reader.audit()).toEqual([]);
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });

  test("a question, which the command line, the guide and the search answer", async () => {
    const [, command, example] = blocks("Add a question");
    const asked = await project.spawn([
      "sh",
      "-c",
      `${command!.trim().replace("npm run", "npm run -s")} --format json`
    ]);
    const rows = JSON.parse(asked.text.split("\n").find((line) => line.startsWith("["))!) as Record<string, unknown>[];
    const [, raw] = /input: `([^`]+)`/.exec(example!)!;
    const expected = await input.rows(raw!);
    expect(rows.map(({instalments, payments_count}) => ({instalments, payments_count}))).toEqual(
      expected.map(({instalments, payments_count}) => ({instalments, payments_count}))
    );
    const reader = await Reader.open(browser, url);
    await reader.visit("/guide");
    await reader.page.getByRole("link", {name: /^Query: How are instalments distributed/}).click();
    await reader.page.locator(".desk-status", {hasText: `${expected.length} rows in`}).waitFor();
    await reader.page.keyboard.press("Control+k");
    await reader.page.getByRole("combobox", {name: "Search this site"}).fill("instalments distributed");
    await reader.page.getByRole("option").filter({hasText: "Question 88"}).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });
});

describe.each(["/guide", "/guide-analysts"])("%s", (path) => {
  test.each(["light", "dark"] as const)(
    "breaks no accessibility rule and complains of nothing, %s",
    async (colorScheme) => {
      const reader = await Reader.open(browser, url, {colorScheme});
      await reader.visit(path);
      expect(await reader.audit()).toEqual([]);
      expect(await reader.lead()).toMatch(/\.$/);
      expect(reader.complaints).toEqual([]);
      await reader.close();
    }
  );

  test("does not scroll sideways at 390 pixels", async () => {
    const reader = await Reader.open(browser, url, {viewport: {width: 390, height: 844}});
    await reader.visit(path);
    expect(await reader.width()).toBe(390);
    await reader.close();
  });
});

test("the guides name files and scripts that exist", async () => {
  const text = guide + (await readFile("src/guide.md", "utf8"));
  const files = [...text.matchAll(/`((?:src|sql|test)\/[\w./-]+\.\w+|\w+\.config\.ts)`/g)].map(([, file]) => file!);
  const made = ["src/example.md", "sql/questions/q088.sql"];
  for (const file of files) expect([file, existsSync(file) || made.includes(file)]).toEqual([file, true]);
  const names = [...text.matchAll(/npm run (\w+)/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(Object.keys(scripts)).toContain(name);
  expect(config.pages.map(({path}) => path)).toContain("/guide");
});
