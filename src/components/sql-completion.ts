import type {Completion, CompletionContext, CompletionResult} from "@codemirror/autocomplete";
import {PostgreSQL, sql} from "@codemirror/lang-sql";
import type {Extension} from "@codemirror/state";
import {findTables} from "./client.js";
import type {CatalogTable, DescribeTables} from "./table-list.js";

/** SQL with completion: keywords, tables, columns after a table's name and a dot, and without it those of the tables that the text names. */
export function completeSql(tables: readonly CatalogTable[], describeTables: DescribeTables): Extension {
  const {completeTable, completeColumn} = makeCompletions(describeTables);
  const spaces = tables.map((table) => [
    table.name,
    {self: completeTable(table), children: table.columns.map(completeColumn)}
  ]);
  const language = sql({dialect: PostgreSQL, schema: Object.fromEntries(spaces)});
  return [language, language.language.data.of({autocomplete: completeColumns(tables, completeColumn)})];
}

/** Completes columns by the tables named anywhere in the text. */
function completeColumns(tables: readonly CatalogTable[], completeColumn: (column: Column) => Completion) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\w+/);
    if (!word || context.state.sliceDoc(word.from - 1, word.from) === ".") return null;
    const names = findTables(
      context.state.doc.toString(),
      tables.map(({name}) => name)
    );
    const columns = tables.filter(({name}) => names.includes(name)).flatMap((table) => table.columns);
    const options = new Map(columns.map((column) => [column.name, completeColumn(column)]));
    return options.size === 0 ? null : {from: word.from, options: [...options.values()], validFor: /^\w*$/};
  };
}

type Column = CatalogTable["columns"][number];

/** What completes a name, with what is said of it once it is looked at. */
function makeCompletions(describeTables: DescribeTables) {
  const tell = (named: {description?: string}) => async () => {
    await describeTables();
    return named.description ? document.createTextNode(named.description) : null;
  };
  return {
    completeTable: (table: CatalogTable): Completion => ({
      label: table.name,
      type: "type",
      detail: `table, ${table.rows} rows`,
      info: tell(table)
    }),
    completeColumn: (column: Column): Completion => ({
      label: column.name,
      type: "property",
      detail: [column.type.toLowerCase(), column.unit].filter(Boolean).join(", "),
      info: tell(column),
      boost: 1
    })
  };
}
