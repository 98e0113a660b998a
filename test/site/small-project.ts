import {rm} from "node:fs/promises";
import {Project} from "./project.ts";
import {publishTables} from "./published.ts";
import {pageWithQuery} from "./small-site.ts";

const config = `export default {
  root: "src",
  title: "Small",
  pages: [{name: "Other", path: "/other"}],
  style: "style.css",
  globalStylesheets: [],
  footer: "",
  interpreters: {".ts": [process.execPath, "--import", "tsx"]}
};
`;

/** What a page of the report uses besides. */
export const more = `
\`\`\`js
import {range} from "d3-array";
import {decodeResult} from "./components/rows.js";
const engine = FileAttachment("./data/engine/duckdb-eh.wasm.gz").href;
const table = FileAttachment("./data/warehouse/sales.parquet").href;
display([range(3), decodeResult, engine, table]);
\`\`\`
`;

/** A small site of the project's own loaders and build, over small published tables. */
export async function createSmallProject(): Promise<Project> {
  const project = await Project.create();
  for (const page of await project.list(/\.md$/, "src")) await rm(project.path("src", page));
  await project.write("observablehq.config.ts", config);
  await project.write("src/style.css", '@import url("observablehq:default.css");\n');
  await project.write("src/index.md", pageWithQuery() + more);
  await project.write("src/other.md", "# Other\n\n[Page](./)\n");
  await publishTables(project.path(".warehouse/publish"));
  return project;
}
