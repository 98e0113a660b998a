import {readFile} from "node:fs/promises";
import type {Project} from "./project.ts";

/** Does what "Add a model" of sql/README.md says, to the letter. */
export async function addModel(project: Project): Promise<void> {
  const guide = await readFile("sql/README.md", "utf8");
  const steps = guide.split("## Add a model")[1]!.split("## ")[0]!;
  const block = (language: string) =>
    steps.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))![1]!.replace(/^ {3}/gm, "");
  await project.write("sql/marts/mart_example.sql", block("sql"));
  await project.edit("sql/marts/_marts.yml", (text) => `${text.trimEnd()}\n\n${block("yaml")}`);
  await project.edit("src/components/tables.ts", (text) =>
    text.replace(/^ *mart_executive:/m, (line) => `  ${block("ts").trim()}\n${line}`)
  );
}
