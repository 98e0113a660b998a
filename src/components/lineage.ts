import {element} from "./dom.js";
import {answerLineage, namePlace, readChoice} from "./lineage-answers.js";
import {lineageChart} from "./lineage-chart.js";
import {readGraph, type LineageFile} from "./lineage-graph.js";
import {columnLinks, columnLists, link, tableLists} from "./lineage-parts.js";

/** The lineage of the whole project, or of the table and column that the address names; `onAnswer` gets the lead sentence. */
export function lineage(file: LineageFile, onAnswer: (text: string) => void): HTMLElement {
  const graph = readGraph(file);
  const root = element("div", {class: "lineage"});
  const content = element("div");
  root.append(picker(file, choose), content);

  function show() {
    const {node, column} = readChoice(location.search, file);
    onAnswer(answerLineage(file, node));
    const details = node === undefined ? [] : describe(node, column);
    const [head, lists] = [details.slice(0, 3), details.slice(3)];
    content.replaceChildren(...head, lineageChart(file, graph, node), ...lists);
  }

  function describe(node: number, column: number | undefined): HTMLElement[] {
    const {id, description} = file.nodes[node]!;
    const heading = element(
      "h2",
      {id: "chosen", tabindex: -1},
      element("code", {}, column === undefined ? id : namePlace(file, [node, column]))
    );
    const links = element(
      "p",
      {},
      element("a", {href: `./catalogue#${id}`}, "In the catalogue"),
      " · ",
      ...(column === undefined ? [] : [element("a", {href: link(id)}, "The whole table"), " · "]),
      element("a", {href: "?"}, "All tables")
    );
    const lists = column === undefined ? tableLists(file, graph, node) : columnLists(file, [node, column]);
    return [heading, element("p", {}, description), links, lists, columnLinks(file, node, column)];
  }

  function choose(search: string) {
    history.pushState(null, "", search === "?" ? location.pathname : search);
    show();
    document.getElementById("chosen")?.focus();
  }

  root.addEventListener("click", (event) => {
    const href = (event.target as Element).closest("a")?.getAttribute("href");
    if (!href?.startsWith("?") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(href);
  });
  addEventListener("popstate", show);
  show();
  return root;
}

/** A field that completes the names of tables. */
function picker({nodes}: LineageFile, onChoose: (search: string) => void): HTMLElement {
  const input = element("input", {
    id: "lineage-table",
    list: "lineage-tables",
    type: "search",
    autocomplete: "off",
    placeholder: "Search"
  });
  const options = nodes.map(({id}) => element("option", {value: id}));
  input.addEventListener("input", (event) => event.stopPropagation());
  input.addEventListener("change", () => {
    const text = input.value.trim();
    const found =
      nodes.find(({id}) => id === text || id.endsWith(`.${text}`)) ?? nodes.find(({id}) => text && id.includes(text));
    if (!found) return;
    input.value = "";
    onChoose(link(found.id));
  });
  return element(
    "p",
    {class: "search"},
    element("label", {for: "lineage-table"}, "Go to table"),
    input,
    element("datalist", {id: "lineage-tables"}, ...options)
  );
}
