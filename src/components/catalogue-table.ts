import {layerOf, nameOf, type IndexTable, type Profile} from "./catalogue-index.js";
import {checkList, columnEntry} from "./catalogue-column.js";
import {element} from "./dom.js";
import {formatBytes, formatCounted, none} from "./format.js";

/** A table in full: its columns with what they hold, its checks, its first rows where it is published. */
export function tableDetail(table: IndexTable, profile: Profile): HTMLElement {
  const {id, description, rows, bytes, columns} = table;
  const size = bytes === undefined ? "stays in the warehouse" : `${formatBytes(bytes)} published`;
  const whole = profile.checks.filter(({column}) => column === undefined);
  const entries = columns.map((column) => {
    const checks = profile.checks.filter((check) => check.column === column[0]);
    return columnEntry(column, {id, rows, profile: profile.columns[column[0]], checks});
  });
  return element(
    "article",
    {class: "catalogue-table", "aria-labelledby": "table-name"},
    element("p", {}, element("a", {href: "#"}, "All tables")),
    element("h2", {id: "table-name", tabindex: -1}, element("code", {}, id)),
    element("p", {}, description),
    element(
      "p",
      {class: "facts"},
      `${[formatCounted(rows, "row"), formatCounted(columns.length, "column"), size].join(" · ")}`
    ),
    element("h3", {}, "Columns"),
    element("ul", {class: "catalogue-columns"}, ...entries),
    whole.length > 0 ? element("section", {}, element("h3", {}, "Checks of the table"), checkList(whole)) : null,
    element("h3", {}, "First rows"),
    profile.sample
      ? sampleTable(id, profile.sample)
      : element("p", {}, "Not published: the rows stay in the warehouse.")
  );
}

function sampleTable(id: string, {columns, rows}: NonNullable<Profile["sample"]>): HTMLElement {
  const head = columns.map((name) => element("th", {scope: "col"}, name));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((cell) =>
        element("td", {class: typeof cell === "number" ? "number" : null}, cell === null ? none : String(cell))
      )
    )
  );
  const label = `First rows of ${nameOf(id)}, ${layerOf(id)}`;
  return element(
    "div",
    {class: "table", tabindex: 0, role: "region", "aria-label": label},
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body))
  );
}
