import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {findFiles} from "../files.ts";
import type {LineageFile} from "../lineage/file.ts";

/** The published lineage, with the pages whose queries name each published table, by the table's id. */
export async function describePageLineage(
  publishDir: string,
  root: string
): Promise<LineageFile & {pages: Record<string, string[]>}> {
  const lineage = JSON.parse(await readFile(join(publishDir, "lineage.json"), "utf8")) as LineageFile;
  const published = lineage.nodes.filter(({isPublished}) => isPublished);
  const words = new Map<string, Set<string>>();
  for (const file of await findFiles(root, /^[^/]+\.md$/))
    words.set(file.slice(0, -".md".length), await readWords(join(root, file)));
  const pagesOf = (id: string) => [...words].filter(([, found]) => found.has(id.split(".")[1]!)).map(([page]) => page);
  const pages = published.map(({id}) => [id, pagesOf(id)] as const).filter(([, names]) => names.length > 0);
  return {...lineage, pages: Object.fromEntries(pages)};
}

/** The words of a page's fenced queries. */
async function readWords(path: string): Promise<Set<string>> {
  const text = await readFile(path, "utf8");
  const queries = text.match(/^```sql\b[^]*?^```/gm) ?? [];
  return new Set(queries.join("\n").match(/\w+/g));
}
