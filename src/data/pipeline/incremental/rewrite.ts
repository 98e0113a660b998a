import {parseSelect} from "../parser.ts";
import type {Session} from "../database.ts";
import type {Model} from "../graph.ts";
import {quoteIdentifier} from "../sql-text.ts";

/**
 * A model's SQL with views of the schema `changes` in the place of tables, by table id. Undefined where the text is
 * not plain enough to tell that nothing else became another.
 */
export async function replaceTables(
  session: Session,
  {sql, path, canonical}: Pick<Model, "sql" | "path" | "canonical">,
  views: Map<string, string>
): Promise<string | undefined> {
  let [text, tree] = [sql, canonical];
  for (const [table, view] of views) {
    const [schema, name] = table.split(".") as [string, string];
    text = text.replace(new RegExp(`\\b${schema}\\.${name}\\b`, "g"), `changes.${quoteIdentifier(view)}`);
    tree = tree.replaceAll(reference(schema, name), reference("changes", view));
  }
  const parsed = await parseSelect(session, text, path).catch(() => undefined);
  return parsed?.canonical === tree ? text : undefined;
}

const reference = (schema: string, table: string) => {
  const [schemaJson, tableJson] = [schema, table].map((name) => JSON.stringify(name));
  return `"schema_name":${schemaJson},"table_name":${tableJson}`;
};
