import {readFile} from "node:fs/promises";
import type {Project} from "./project.ts";

/** Does what "Add a model" of sql/README.md says, to the letter, up to the page. */
export async function addModel(project: Project): Promise<void> {
  await project.write("sql/marts/mart_example.sql", await readBlock("sql"));
  const contract = await readBlock("yaml");
  await project.edit("sql/marts/_marts.yml", (text) => `${text.trimEnd()}\n\n${contract}`);
  const line = (await readBlock("ts")).trim();
  await project.edit("src/components/tables.ts", (text) =>
    text.replace(/^ *mart_executive:/m, (first) => `  ${line}\n${first}`)
  );
}

/** The query by which a page asks for the added model. */
export const readModelQuery = async () => (await readBlock("sql id=\\w+")).trim();

/** The first code block of the section in a language. */
async function readBlock(language: string): Promise<string> {
  const guide = await readFile("sql/README.md", "utf8");
  const steps = guide.split("## Add a model")[1]!.split("## ")[0]!;
  const pattern = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``);
  return pattern.exec(steps)![1]!.replace(/^ {3}/gm, "");
}
