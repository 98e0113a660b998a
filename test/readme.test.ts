import {execFile} from "node:child_process";
import {existsSync, readdirSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {promisify} from "node:util";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {Sandbox} from "./pipeline/sandbox.ts";
import {addModel} from "./site/guide.ts";
import {Project} from "./site/project.ts";

const guides = ["README.md", "sql/README.md", "src/data/pipeline/demo/README.md"];
const texts = new Map(await Promise.all(guides.map(async (path) => [path, await readFile(path, "utf8")] as const)));
const {scripts} = JSON.parse(await readFile("package.json", "utf8")) as {scripts: Record<string, string>};

/** Shell lines of fenced blocks, and commands in running text. */
const commands = [...texts.values()].flatMap((text) => {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.trim().split("\n"));
  const spans = [...text.matchAll(/`(npm [^`\n]+)`/g)].map(([, command]) => command!);
  return [...blocks, ...spans].map((line) => line.replace(/\s+#.*$/, ""));
});

const runnable = commands.filter((command) => command.startsWith("npm run warehouse -- "));

let [sandbox, project] = [undefined as unknown as Sandbox, undefined as unknown as Project];

beforeAll(async () => {
  [sandbox, project] = [await Sandbox.create(), await Project.create()];
});

afterAll(() => Promise.all([sandbox.remove(), project.remove()]));

async function run(command: string): Promise<string> {
  const env = {...process.env, OLIST_DATA_DIR: sandbox.data, OLIST_WAREHOUSE_DIR: sandbox.settings.warehouseDir};
  const {stdout} = await promisify(execFile)("sh", ["-c", command], {cwd: project.dir, env, maxBuffer: 1 << 26});
  return stdout;
}

describe("the guides", () => {
  it("name the two commands that CI runs", async () => {
    expect(commands.slice(0, 2)).toEqual(["npm ci && npm run build", "npm ci && npm test"]);
    expect((await readFile(".ci/run", "utf8")).trim().split("\n").slice(-2)).toEqual(["npm ci", "npm test"]);
    expect(await readFile(".github/workflows/test.yml", "utf8")).toContain("npm ci && npm test");
  });

  it.each(commands)("name a script that exists: %s", (command) => {
    const names = [...command.matchAll(/npm (?:run (?:-s )?)?(\w+)/g)].map(([, name]) => name!);
    for (const name of names) expect(["ci", ...Object.keys(scripts)]).toContain(name);
  });

  it.each(runnable)("%s", {timeout: 120_000}, async (command) => {
    expect(await run(command)).toBeTypeOf("string");
  });

  it("name files that exist", () => {
    const tree = texts.get("README.md")!.split("## What is where")[1]!.split("## ")[0]!;
    const names = [...tree.matchAll(/(?<=^ {4,8})([\w./]+(?: [\w./]+\/)*)(?= {2,})/gm)].flatMap(([, names]) =>
      names!.split(" ")
    );
    expect(names.length).toBeGreaterThan(10);
    const inSql = (name: string) => existsSync(`sql/${name}`) || existsSync(`src/${name}`);
    for (const name of names.filter((name) => !name.startsWith("*")))
      expect([name, existsSync(name) || inSql(name)]).toEqual([name, true]);
    const folders = readdirSync("sql", {withFileTypes: true}).map(
      (entry) => entry.name + (entry.isDirectory() ? "/" : "")
    );
    expect(names).toEqual(expect.arrayContaining(folders.filter((name) => name !== "README.md")));
  });

  it.each(guides)("link to files that exist: %s", (path) => {
    const links = [...texts.get(path)!.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link!);
    const dir = path.includes("/") ? `${path.slice(0, path.lastIndexOf("/"))}/` : "";
    for (const link of links) expect([link, existsSync(dir + link)]).toEqual([link, true]);
    expect(texts.get(path)!.length).toBeGreaterThan(200);
  });

  it("lead to a new model, followed to the letter", {timeout: 120_000}, async () => {
    await addModel(project);
    await run("npm run warehouse -- build");
    const rows = JSON.parse(
      (
        await run('npm run -s warehouse -- query "select sum(orders_count)::int as n from mart_example" --format json')
      ).trim()
    ) as {n: number}[];
    const [orders] = await sandbox.query<{n: number}>("select count(*) as n from core.fact_orders");
    expect(rows).toEqual([orders]);
    expect(existsSync(`${sandbox.settings.warehouseDir}/publish/mart_example.parquet`)).toBe(true);
  });
});
