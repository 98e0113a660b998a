import {FileAttachment} from "observablehq:stdlib";
import {findTables} from "./client.js";
import {element, type Child} from "./dom.js";
import {downloadJson} from "./download.js";
import type {Figure} from "./figure-menu.js";
import {formatCounted, formatList} from "./format.js";
import {summarizeChecks, traceInputs, type Check, type LineageFile} from "./making.js";
import {formatMetric, type Metric, type MetricFile} from "./metrics.js";
import {findOrigin, listSources} from "./origin.js";
import {inlineParams} from "./sql-text.js";
import {tables} from "./tables.js";

const metricsFile = FileAttachment("../data/metrics.json");
const lineageFile = FileAttachment("../data/warehouse/lineage.json");
const checksFile = FileAttachment("../data/warehouse/checks.json");

/** Tells how a figure is made: its measures, its SQL, and the tables, input columns and checks behind that. */
export async function showMaking({title, source, metrics = [], queries}: Figure) {
  const [known, lineage, checks] = await Promise.all([
    downloadJson<MetricFile>(metricsFile),
    downloadJson<LineageFile>(lineageFile),
    downloadJson<Check[]>(checksFile)
  ]);
  const made = queries ?? listSources(source).flatMap((rows) => findOrigin(rows)?.query ?? []);
  const texts = made.map(inlineParams);
  const named = findTables(texts.join("\n"), Object.keys(tables));
  const close = element("button", {type: "button", class: "close"}, "Close");
  const dialog = element(
    "dialog",
    {class: "making", "aria-labelledby": "making-title"},
    element("header", {}, element("h2", {id: "making-title"}, `How it is made: ${title}`), close),
    ...section("Measures", listMetrics(known.metrics, metrics)),
    ...section(
      "SQL, with the filters as they are set",
      texts.map((text) => element("pre", {tabindex: 0}, text))
    ),
    ...section(
      "Tables",
      named.length > 0 ? [element("ul", {}, ...named.map((name) => describeTable(name, lineage)))] : []
    ),
    ...section("Columns of input files behind it", listInputs(lineage, texts.join("\n"), named)),
    ...section("Checks of these tables in the last build", listChecks(checks, named))
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({target}) => target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function section(title: string, content: Child[]): HTMLElement[] {
  return content.length > 0 ? [element("section", {}, element("h3", {}, title), ...content)] : [];
}

function listMetrics(known: readonly Metric[], names: readonly string[]): Child[] {
  const found = names.flatMap((name) => known.find((metric) => metric.name === name) ?? []);
  if (found.length === 0) return [];
  const entries = found.flatMap((metric) => [
    element("dt", {}, metric.label),
    element("dd", {}, metric.definition, element("small", {}, ` In all of the data: ${formatMetric(metric)}.`))
  ]);
  return [element("dl", {}, ...entries)];
}

function describeTable(name: string, {nodes}: LineageFile): HTMLElement {
  const description = nodes.find(({id}) => id.endsWith(`.${name}`))?.description ?? "";
  const links = [...linkTo("catalogue", `#${name}`), ...linkTo("lineage", `?node=${name}`)];
  return element("li", {}, element("code", {}, name), ` ${description} `, ...links);
}

/** A link to a table's place on another page, where the site has that page. */
function linkTo(page: string, place: string): Child[] {
  const link = document.querySelector<HTMLAnchorElement>(`#observablehq-sidebar a[href*="/${page}"]`);
  if (!link) return [];
  const href = `${link.getAttribute("href")!.replace(/[?#].*$/, "")}${place}`;
  return [element("a", {href}, `${page[0]!.toUpperCase()}${page.slice(1)}`), " "];
}

function listInputs(lineage: LineageFile, sql: string, named: readonly string[]): Child[] {
  const items = traceInputs(lineage, sql, named).map(({file, columns}) =>
    element("li", {}, element("code", {}, file), `: ${formatList(columns)}`)
  );
  return items.length > 0 ? [element("ul", {}, ...items)] : [];
}

function listChecks(checks: readonly Check[], named: readonly string[]): Child[] {
  const items = summarizeChecks(checks, named).map(({table, passed, others}) => {
    const notes = others.map(({id, status, failing, reason}) =>
      element(
        "li",
        {},
        `${status === "warn" ? "Warning" : "Failed"}: ${id.replace(/^\w+\.\w+\./, "")}, ${formatCounted(failing, "row")}. ${reason ?? ""}`
      )
    );
    return element(
      "li",
      {},
      element("code", {}, table),
      `: ${formatCounted(passed, "check")} passed`,
      notes.length > 0 ? element("ul", {}, ...notes) : null
    );
  });
  return items.length > 0 ? [element("ul", {}, ...items)] : [];
}
