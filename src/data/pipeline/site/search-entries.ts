import type {Config} from "@observablehq/framework/dist/config.js";
import type {Entry} from "../../../components/search-index.ts";
import {formatLabel} from "../../../components/format.ts";
import type {Metric} from "../metrics.ts";
import {readMetrics} from "../metrics.ts";
import type {Question} from "../questions.ts";
import {readQuestions} from "../questions.ts";
import type {Catalog} from "./catalog.ts";
import {readPages} from "./check-site.ts";
import type {Page} from "./pages.ts";

/** What the search of the project's site finds, as of its sources. */
export async function describeSearch(config: Config, root: string, catalog: Catalog): Promise<Entry[]> {
  const [{pages}, questions, metrics] = await Promise.all([readPages(config), readQuestions(root), readMetrics(root)]);
  return listEntries({pages, questions, metrics, catalog});
}

interface Searched {
  pages: readonly Page[];
  questions: readonly Question[];
  metrics: readonly Metric[];
  catalog: Catalog;
}

/** What the search of the site finds, each with the page that has it; what no page has is left out. */
export function listEntries({pages, questions, metrics, catalog}: Searched): Entry[] {
  const paths = new Set(pages.map(({path}) => path.replace(/\/index$/, "/")));
  const has = (href: string) => paths.has(href.replace(/[?#].*$/, ""));
  const entries = [
    ...pages.filter(({path}) => path !== "/404").flatMap(listPage),
    ...questions.map(describeQuestion),
    ...metrics.map(describeMetric),
    ...catalog.tables.flatMap(listTable)
  ];
  return entries.filter(({href}) => has(href));
}

function listPage({path, title, body}: Page): Entry[] {
  const href = path.replace(/\/index$/, "/");
  const page: Entry = {kind: "Page", title: title ?? href, text: "", href};
  const sections = [...body.matchAll(/<h([23])(?: id="([^"]*)")?[^>]*>(.*?)<\/h\1>/gs)].map(([, , id, html]) => ({
    kind: "Section" as const,
    title: toText(html!),
    text: page.title,
    href: id ? `${href}#${id}` : href
  }));
  return [page, ...sections.filter(({title}) => /\w/.test(title))];
}

/** A question without a page is asked on Explore. */
function describeQuestion({number, title, proxy, page, sql}: Question): Entry {
  const text = `Question ${number}${proxy ? ", by a proxy" : ""}`;
  return {kind: "Question", title, text, href: page ?? `/explore#sql=${encodeURIComponent(`-- ${title}\n${sql}`)}`};
}

function describeMetric({name, label, definition}: Metric): Entry {
  return {kind: "Metric", title: label, text: definition, href: `/glossary#${name}`};
}

function listTable({name, schema, description, columns}: Catalog["tables"][number]): Entry[] {
  const href = `/catalogue#${schema}.${name}`;
  const fields = columns.map((column) => ({
    kind: "Column" as const,
    title: column.name,
    text: `${name}: ${column.description}`,
    href: `${href}.${column.name}`
  }));
  return [{kind: "Table", title: name, text: description, href}, ...fields];
}

function toText(html: string): string {
  const text = html.replace(/<!--.*?-->|<[^>]*>/gs, "");
  const plain = text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (entity) => ({"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'})[entity] ?? "'"
  );
  return formatLabel(plain.trim());
}
