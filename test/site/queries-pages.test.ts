import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {compileQuery, queryKey} from "../../src/components/query.ts";
import type {StoredResult} from "../../src/components/rows.ts";
import {decodeResult} from "../../src/components/rows.ts";
import {Project} from "./project.ts";
import {publishTables} from "./published.ts";
import {SmallSite, checkPages, pageWithQuery} from "./small-site.ts";

const firstQueryLine = 10;

describe("queries of a page", () => {
  test.each([
    [
      "a column that is not there",
      "select state, nope\nfrom sales",
      firstQueryLine,
      'Referenced column "nope" not found'
    ],
    [
      "a column on a later line",
      "\n\nselect state\nfrom sales\nwhere nope = 1",
      firstQueryLine + 4,
      'Referenced column "nope" not found'
    ],
    ["a table that is not published", "select *\nfrom sale", firstQueryLine + 1, "published: sales, places"],
    ["bad grammar", "select from where", firstQueryLine, "syntax error"],
    [
      "a failure that shows only in the run",
      "select cast(state as integer) as n from sales",
      firstQueryLine,
      "Could not convert string"
    ],
    [
      "a type that pages cannot show",
      "select [1, 2] as pair",
      firstQueryLine,
      "column pair has a type pages cannot show"
    ],
    [
      "a value that is known only on the page",
      "select 1 as n\nwhere 1 = ${rows.length}",
      firstQueryLine + 1,
      "${rows.length} is not known at build"
    ],
    [
      "an expression on a filter",
      "select 1 as n where 'x' = ${filters.from ?? 1}",
      firstQueryLine,
      "${filters.from ?? 1} is not known at build"
    ],
    [
      "a filter that does not exist",
      "select 1 as n where 'x' = ${filters.form}",
      firstQueryLine,
      "${filters.form} is no shared filter: use one of filters.from, filters.to"
    ],
    ["a computed field", 'select 1 as n where 1 = ${filters["from"]}', firstQueryLine, "is not known at build"],
    ["an exception without a reason", "-- not at build:\nselect 1 as n", firstQueryLine, "says why"]
  ])("%s is told by file and line", async (_, query, line, message) => {
    const problems = await checkPages({"index.md": pageWithQuery(query)});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^src/index\\.md:${line}: `));
    expect(problems[0]).toContain(message);
  });

  test("a query that says why it is not run at build is left alone", async () => {
    const query = "-- not at build: the reader writes it\nselect * from anything where ${rows.length} = 1";
    expect(await checkPages({"index.md": pageWithQuery(query)})).toEqual([]);
  });

  test("a query in a script is read like a block", async () => {
    const page = `${pageWithQuery()}\n\`\`\`js\nconst more = await sql\`select nope from sales\`;\n\`\`\`\n`;
    expect(await checkPages({"index.md": page})).toEqual([expect.stringMatching(/^src\/index\.md:14: Binder Error/)]);
  });

  test("a block that is only shown is no query", async () => {
    const page = `${pageWithQuery()}\n\`\`\`sql run=false\nselect nope\n\`\`\`\n`;
    expect(await checkPages({"index.md": page})).toEqual([]);
  });

  test("two blocks of one name are told", async () => {
    const page = `${pageWithQuery()}\n\`\`\`sql id=found\nselect 1 as n\n\`\`\`\n`;
    expect(await checkPages({"index.md": page})).toEqual(["src/index.md:14: found is already declared on line 10"]);
  });

  test("a page that does not attach its results is told the line to add", async () => {
    const problems = await checkPages({"index.md": pageWithQuery("select 1 as n", "other"), "other.md": "# Other\n"});
    expect(problems).toEqual([
      'src/index.md:10: the page has queries but not their results: add   const sql = connect(FileAttachment("./data/queries/index.json"));'
    ]);
  });

  test("several rows in no order are a warning", async () => {
    const site = await SmallSite.create({"index.md": pageWithQuery("select state from sales")});
    const {problems, warnings} = await site.check();
    expect(problems).toEqual([]);
    expect(warnings).toEqual(["src/index.md:10: the query gives several rows in no order: end it with order by"]);
    await site.remove();
  });
});

describe("data/queries/[page].json", () => {
  const query =
    "select month, sum(price) as price from sales where month >= ${filters.from} and (${filters.state} is null or state = ${filters.state}) group by month order by month";
  let project: Project;

  beforeAll(async () => {
    project = await Project.create();
    await publishTables(project.path(".warehouse/publish"));
    await project.write("src/small.md", pageWithQuery(query, "small"));
  });
  afterAll(() => project.remove());

  const load = (page: string) =>
    project.spawn([process.execPath, "--import", "tsx", "src/data/queries/[page].json.ts", `--page=${page}`]);

  test("holds each result under the key by which the page asks", async () => {
    const {code, text} = await load("small");
    expect(code).toBe(0);
    const {results} = JSON.parse(text) as {results: Record<string, StoredResult>};
    const [first, second, third] = query
      .split(/\$\{filters\.\w+\}/)
      .map((part, i, parts) => (i === parts.length - 1 ? `${part}\n` : part));
    const key = queryKey(
      compileQuery([first!, second!, third!, ") group by month order by month\n"], ["2018-01-01", null, null])
    );
    expect(Object.keys(results)).toEqual([key]);
    expect(decodeResult(results[key]!)).toEqual([
      {month: new Date("2018-01-01"), price: 150.75},
      {month: new Date("2018-02-01"), price: 120.75}
    ]);
  });

  test("is what the build puts into the cache", async () => {
    const site = await SmallSite.create({"small.md": pageWithQuery(query, "small")});
    await site.check();
    const cached = await readFile(join(site.root, ".observablehq/cache/data/queries/small.json"), "utf8");
    expect(cached).toBe((await load("small")).text);
    await site.remove();
  });

  test("fails with one readable message", async () => {
    const {code, text} = await load("none");
    expect({code, text}).toEqual({code: 2, text: "src/none.md: no such page, but its queries are asked for\n"});
  });

  test("says what to do when nothing is published", async () => {
    const empty = await project.spawn([process.execPath, "--import", "tsx", "src/data/warehouse.tar.ts"], {
      OLIST_WAREHOUSE_DIR: "nowhere"
    });
    expect(empty.code).toBe(3);
    expect(empty.text).toMatch(/Nothing is published in .*nowhere\/publish: run "npm run warehouse -- build" first/);
  });
});
