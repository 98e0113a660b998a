import {element} from "./dom.js";
import {formatCount, formatDate} from "./format.js";
import {formatMetric, type Metric} from "./metrics.js";

/** What the page holds. */
export function describeGlossary(metrics: readonly Metric[], asOf: string): string {
  const missing = metrics.filter(({value}) => value === null).length;
  const all = `Every metric of this site, ${formatCount(metrics.length)} in all: what it means, how it is computed, and its value in the data up to ${formatDate(asOf)}`;
  if (missing === 0) return `${all}.`;
  return `${all}; ${formatCount(missing)} of them cannot be told from these data.`;
}

/** The metrics as terms, each with its definition, its value over all of the data, and the query that gives it. */
export function glossary(metrics: readonly Metric[]): HTMLElement {
  const list = element("dl", {class: "glossary"}, ...metrics.map(makeTerm));
  const target = Array.from(list.children).find(({id}) => `#${id}` === location.hash);
  if (target) setTimeout(() => target.scrollIntoView());
  return list;
}

function makeTerm(metric: Metric): HTMLElement {
  const {name, label, unit, definition, formula} = metric;
  const link = `./explore#sql=${encodeURIComponent(`-- ${label}\n${formula}`)}`;
  return element(
    "div",
    {id: name, class: "card"},
    element("dt", {}, label, " ", element("code", {}, name)),
    element("dd", {class: "value"}, formatMetric(metric), describeUnit(unit)),
    element("dd", {}, definition),
    element(
      "dd",
      {class: "formula"},
      element("a", {href: link, "aria-label": `Ask on Explore: ${label}`}, "Ask on Explore")
    )
  );
}

/** Money, shares and days carry their unit in the value already. */
function describeUnit(unit?: string): Node | null {
  if (!unit || ["BRL", "share", "days", "km"].includes(unit)) return null;
  return element("span", {}, ` ${unit}`);
}
