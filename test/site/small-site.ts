import {mkdir, mkdtemp, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join, resolve} from "node:path";
import {normalizeConfig} from "@observablehq/framework/dist/config.js";
import {checkSite} from "../../src/data/pipeline/site/check-site.ts";
import {stayOffline} from "../../src/data/pipeline/site/hermetic.ts";
import {withoutData} from "../../src/data/pipeline/site/config.ts";
import {formatProblem} from "../../src/data/pipeline/site/problems.ts";
import type {Tables} from "./published.ts";
import {publishTables} from "./published.ts";

const projectDir = resolve(import.meta.dirname, "../..");

/** A page that asks a query and shows its result, with a query that works unless another is given. */
export const pageWithQuery = (
  query = "select state, sum(price) as price from sales group by state order by state",
  name = "index"
) =>
  `# Page

\`\`\`js
const rows = await FileAttachment("./data/queries/${name}.json").json();
const filters = {from: "2018-01-01"};
const sql = async () => rows;
\`\`\`

\`\`\`sql id=found
${query}
\`\`\`
`;

/** A site of a few pages with the project's own loaders, checked against small published tables. */
export class SmallSite {
  readonly root: string;
  readonly publishDir: string;

  private constructor(dir: string) {
    this.root = join(dir, "src");
    this.publishDir = join(dir, "publish");
  }

  static async create(files: Record<string, string>, tables?: Tables): Promise<SmallSite> {
    const site = new SmallSite(await mkdtemp(join(tmpdir(), "olist-pages-")));
    await publishTables(site.publishDir, tables);
    for (const [name, text] of Object.entries(files)) await site.write(name, text);
    await symlink(join(projectDir, "src/data"), join(site.root, "data"));
    await symlink(join(projectDir, "node_modules"), join(dirname(site.root), "node_modules"));
    return site;
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.root, name)), {recursive: true});
    await writeFile(join(this.root, name), text);
  }

  /** The problems as they are printed, with "src/" for the site's own folder. */
  async check(pages: {name: string; path: string}[] = []): Promise<{problems: string[]; warnings: string[]}> {
    process.env.OLIST_WAREHOUSE_DIR = dirname(this.publishDir);
    await stayOffline(this.root);
    const config = normalizeConfig({
      root: this.root,
      pages,
      style: null,
      globalStylesheets: [],
      interpreters: {".ts": [process.execPath, "--import", "tsx"]}
    });
    const {problems, warnings} = await checkSite(withoutData(config), this.publishDir);
    const print = (found: typeof problems) => found.map(formatProblem).map((text) => text.replaceAll(this.root, "src"));
    return {problems: print(problems), warnings: print(warnings)};
  }

  remove(): Promise<void> {
    return rm(dirname(this.root), {recursive: true, force: true});
  }
}

/** Checks a site of the given files and removes it. */
export async function checkPages(files: Record<string, string>, tables?: Tables): Promise<string[]> {
  const site = await SmallSite.create(files, tables);
  try {
    return (await site.check()).problems;
  } finally {
    await site.remove();
  }
}
