import {describeCounts, type ColumnProfile, type IndexColumn, type TableCheck} from "./catalogue-index.js";
import {element} from "./dom.js";
import {formatCount, formatDate, formatPercent, none} from "./format.js";

/** A column: what it is, what it holds, and what is checked of it. */
export function columnEntry(
  [name, type, description, unit]: IndexColumn,
  {
    id,
    rows,
    profile,
    checks
  }: {id: string; rows: number; profile: ColumnProfile | undefined; checks: readonly TableCheck[]}
): HTMLElement {
  return element(
    "li",
    {id: `${id}.${name}`, tabindex: -1},
    element(
      "div",
      {},
      element("h3", {}, element("a", {href: `#${id}.${name}`}, element("code", {}, name))),
      element("span", {class: "facts"}, [type.toLowerCase(), unit].filter(Boolean).join(", ")),
      element("p", {}, description),
      checks.length > 0 ? checkList(checks) : null
    ),
    profile
      ? element(
          "div",
          {},
          element("p", {class: "facts"}, describeCounts(profile, rows)),
          showValues(name, profile, rows)
        )
      : null
  );
}

const marks = {pass: "✓ passes", warn: "⚠ warns", fail: "✕ fails"};

/** Checks with how they last came out. */
export function checkList(checks: readonly TableCheck[]): HTMLElement {
  const items = checks.map(({id, kind, status, failing_rows, threshold, reason}) => {
    const name = kind === "query" || kind === "expression_is_true" ? id.split(".").at(-1)! : kind;
    const count = failing_rows ? `: ${formatCount(failing_rows)} rows, limit ${threshold}` : "";
    const text = `${marks[status]}${count}`;
    return element(
      "li",
      {},
      element("code", {}, name),
      " ",
      element("span", {class: status}, text),
      reason ? ` – ${reason}` : null
    );
  });
  return element("ul", {class: "check-list"}, ...items);
}

function showValues(
  name: string,
  {isHidden, bins, values, min, max}: ColumnProfile,
  rows: number
): HTMLElement | string {
  if (isHidden) return element("p", {class: "facts"}, "Values not published");
  if (values) return topValues(values, rows);
  if (!bins) return "";
  const [from, to] = [min, max].map((value) => formatEdge(value, name.endsWith("_key")));
  const range = `${from} to ${to}`;
  return element("div", {class: "distribution"}, miniHistogram(bins, range), element("span", {class: "facts"}, range));
}

function formatEdge(value: number | string | undefined, isKey: boolean): string {
  if (value === undefined) return none;
  if (isKey) return String(value);
  if (typeof value === "number")
    return value.toLocaleString("en-US", {maximumSignificantDigits: Math.abs(value) < 1e4 ? 6 : 15});
  return /^\d{4}-\d\d-\d\d/.test(value) ? formatDate(value.slice(0, 10)) : value;
}

const [width, height] = [160, 32];

/** Bars of equal width from the least to the greatest value; the tallest fills the height. */
function miniHistogram(bins: readonly number[], range: string): SVGElement {
  const svg = makeSvg("svg", {
    class: "bars",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": `Histogram, ${range}`
  });
  const [step, most] = [width / bins.length, Math.max(...bins)];
  for (const [i, count] of bins.entries()) {
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    const bar = makeSvg("rect", {x: i * step, y: height - tall, width: step - 1, height: tall});
    bar.append(Object.assign(makeSvg("title", {}), {textContent: `${formatCount(count)} rows`}));
    svg.append(bar);
  }
  return svg;
}

function makeSvg(tag: string, attributes: Record<string, string | number>): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

/** The most frequent values, each with its share of the rows as a bar. */
function topValues(values: NonNullable<ColumnProfile["values"]>, rows: number): HTMLElement {
  const items = values.map(([value, count]) =>
    element(
      "li",
      {},
      element("span", {class: "bar", style: `width: ${(100 * count) / rows}%`}),
      element("span", {}, value === "" ? "(empty)" : String(value)),
      element("span", {}, formatPercent(count / rows))
    )
  );
  return element("ol", {class: "top-values"}, ...items);
}
