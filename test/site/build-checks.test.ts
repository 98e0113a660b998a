import {describe, expect, test, vi} from "vitest";
import {SmallSite, checkPages, pageWithQuery} from "./small-site.ts";

vi.spyOn(console, "log").mockImplementation(() => undefined);

const js = (code: string) => `# Page\n\n\`\`\`js\n${code}\n\`\`\`\n`;

describe("checkSite(config, publishDir)", () => {
  test("finds nothing wrong with pages that work", async () => {
    const files = {
      "index.md": `${pageWithQuery()}\n[Other](./other#heading) <a href="/other?from=2018-01">too</a> [here](#page)\n`,
      "other.md":
        '# Other\n\n## Heading\n\n```js\nimport {double} from "./components/double.js";\ndisplay(double(1));\n```\n',
      "components/double.ts":
        'import {range} from "d3-array";\nexport const double = (n: number) => range(n).length * 2;\n'
    };
    expect(await checkPages(files)).toEqual([]);
  });

  test.each([
    ["a syntax error", "const a = 1;\nconst b = ;", "src/index.md:5: SyntaxError: Unexpected token"],
    [
      "a name that nothing declares",
      "const a = 1;\n\ndisplay(a + nothing);",
      /^src\/index\.md:6: nothing is not defined/
    ],
    ["a name that only Node has", "display(process.version);", /^src\/index\.md:4: process is not defined/],
    [
      "a library that is not imported",
      "display(Plot.plot())",
      /^src\/index\.md:4: Plot is not imported: add import \* as Plot from "@observablehq\/plot"/
    ],
    [
      "a name declared twice",
      "const a = 1;\n```\n\n```js\nconst a = 2;",
      "src/index.md:8: a is already declared on line 4"
    ],
    [
      "an import from the network",
      'import * as d3 from "npm:d3";',
      /^src\/index\.md:4: "npm:d3" is fetched over the network/
    ],
    [
      "a package that is not installed",
      'import x from "no-such-package";',
      /^src\/index\.md:4: "no-such-package" is not installed/
    ],
    [
      "a module that is not there",
      '\nimport {x} from "./components/x.js";',
      "src/index.md:5: src/components/x.js does not exist"
    ],
    [
      "a missing file",
      'const a = 1;\ndisplay(FileAttachment("./data/none.json").json());',
      "src/index.md:5: no such file: src/data/none.json"
    ],
    [
      "a table that is not published",
      'display(FileAttachment("./data/warehouse/none.parquet").href);',
      /^src\/index\.md:4: no such file: src\/data\/warehouse\/none\.parquet is not in src\/data\/warehouse\.tar\.ts/
    ],
    [
      "a file method that needs the network",
      'display(FileAttachment("./x.csv").csv());',
      /^src\/index\.md:4: FileAttachment\(…\)\.csv\(\) loads a library from the network/
    ],
    [
      "a file whose name is computed",
      'const x = "a";\ndisplay(FileAttachment(x));',
      /^src\/index\.md:5: SyntaxError: FileAttachment requires a single literal string/
    ]
  ])("tells %s by file and line", async (_, code, problem) => {
    const problems = await checkPages({"index.md": js(code)});
    expect(problems).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });

  test("counts lines from the top of the file, front matter and all", async () => {
    const page = `---\ntitle: Page\ntoc: false\n---\n\n${js("const b = ;")}`;
    expect(await checkPages({"index.md": page})).toEqual(["src/index.md:9: SyntaxError: Unexpected token"]);
  });

  test("tells broken front matter", async () => {
    const [first] = await checkPages({"index.md": "---\ntitle: [Page\n---\n\n# Page\n"});
    expect(first).toBe("src/index.md:1: the front matter, between the lines of ---, is not valid YAML");
  });

  test("tells a syntax error in the text", async () => {
    const problems = await checkPages({"index.md": "# Page\n\nText\n\nThe answer is ${1 +}.\n"});
    expect(problems).toEqual([expect.stringMatching(/^src\/index\.md:5: SyntaxError/)]);
  });

  test("tells a name that a module does not export", async () => {
    const files = {"index.md": js('import {a, b} from "./x.js";\ndisplay(a);'), "x.js": "export const a = 1;\n"};
    expect(await checkPages(files)).toEqual(["src/index.md:4: ./x.js does not export b"]);
  });

  test("tells a name that one module takes from another which does not export it", async () => {
    const files = {
      "index.md": js('import {a} from "./a.js";\ndisplay(a);'),
      "a.ts": 'import type {T} from "./b.js";\nimport {b, none} from "./b.js";\nexport const a: T = b + none;\n',
      "b.ts": "export type T = number;\nexport const b = 1;\n"
    };
    expect(await checkPages(files)).toEqual(["src/a.ts:2: ./b.js does not export none"]);
  });

  test("tells what is wrong with a module", async () => {
    const files = {
      "index.md": js('import {a} from "./a.js";\nimport {b} from "./b.js";\ndisplay([a, b]);'),
      "a.ts": "export const a: number = 1;\nexport const c = ;\n",
      "b.ts": 'import {none} from "./none.js";\nimport d3 from "npm:d3";\nexport const b = none(d3);\n'
    };
    expect(await checkPages(files)).toEqual([
      expect.stringMatching(/^src\/a\.ts:2: SyntaxError: Unexpected ";"/),
      "src/b.ts:1: src/none.js does not exist",
      expect.stringMatching(/^src\/b\.ts:2: "npm:d3" is fetched over the network/)
    ]);
  });

  test("tells broken links and headings", async () => {
    const files = {
      "index.md": '# Page\n\n[a](./none)\n\n[b](./other#no-such)\n\n<a href="#nor-this">c</a>\n',
      "other.md": "# Other\n"
    };
    expect(await checkPages(files)).toEqual([
      "src/index.md:3: broken link: there is no page /none. Pages are /index, /other",
      'src/index.md:5: broken link: /other has no heading or id "no-such"',
      'src/index.md:7: broken link: /index has no heading or id "nor-this"'
    ]);
  });

  test("tells a missing picture", async () => {
    expect(await checkPages({"index.md": "# Page\n\n![](./none.png)\n"})).toEqual([
      "src/index.md:3: no such file: src/none.png"
    ]);
  });

  test("tells an empty file, also one that a loader printed", async () => {
    const files = {
      "index.md": js('display(FileAttachment("./empty.txt").text());\ndisplay(FileAttachment("./made.txt").text());'),
      "empty.txt": "",
      "made.txt.ts": "process.stderr.write('nothing to say');\n"
    };
    expect(await checkPages(files)).toEqual([
      "src/index.md:4: src/empty.txt is empty",
      "src/index.md:5: src/made.txt is empty: src/made.txt.ts printed nothing"
    ]);
  });

  test("tells a loader that failed", async () => {
    const files = {
      "index.md": js('display(FileAttachment("./made.txt").text());'),
      "made.txt.ts": "process.exit(3);\n"
    };
    expect(await checkPages(files)).toEqual(["src/index.md:4: src/made.txt.ts: loader exited with code 3"]);
  });

  test("tells a page of the navigation that is not there", async () => {
    const site = await SmallSite.create({"index.md": "# Page\n"});
    const {problems} = await site.check([{name: "Sales", path: "/sales"}]);
    expect(problems).toEqual(["observablehq.config.ts: the page /sales is listed, but there is no src/sales.md"]);
    await site.remove();
  });

  test("tells a published table that the client does not list", async () => {
    const files = {
      "index.md": js('import {tables} from "./components/tables.js";\ndisplay(tables);'),
      "components/tables.ts":
        'import {FileAttachment} from "observablehq:stdlib";\nexport const tables = {sales: FileAttachment("../data/warehouse/sales.parquet").href};\n'
    };
    expect(await checkPages(files)).toEqual([
      'src/components/tables.ts: the published table places is not listed: add   places: FileAttachment("../data/warehouse/places.parquet").href,'
    ]);
  });
});
