import type {Completion, CompletionContext, CompletionResult} from "@codemirror/autocomplete";
import {PostgreSQL, sql} from "@codemirror/lang-sql";
import type {Extension} from "@codemirror/state";
import {findTables} from "./client.js";
import type {CatalogTable} from "./table-list.js";

/** SQL with completion: keywords, tables, columns after a table's name and a dot, and without it those of the tables that the text names. */
export function completeSql(tables: readonly CatalogTable[]): Extension {
  const spaces = tables.map((table) => [
    table.name,
    {self: completeTable(table), children: table.columns.map(completeColumn)}
  ]);
  const language = sql({dialect: PostgreSQL, schema: Object.fromEntries(spaces)});
  return [language, language.language.data.of({autocomplete: completeColumns(tables)})];
}

/** Completes columns by the tables named anywhere in the text. */
export function completeColumns(tables: readonly CatalogTable[]) {
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

function completeTable(table: CatalogTable): Completion {
  return {label: table.name, type: "type", detail: `table, ${table.rows} rows`, info: () => tell(table.description)};
}

function completeColumn(column: CatalogTable["columns"][number]): Completion {
  const {name, type, unit} = column;
  const detail = unit ? `${type.toLowerCase()}, ${unit}` : type.toLowerCase();
  return {label: name, type: "property", detail, info: () => tell(column.description), boost: 1};
}

const tell = (description?: string) => (description ? document.createTextNode(description) : null);
