import type {Page} from "playwright-core";

/** Where a figure stands on a page; patterns give what their first group matches. */
export type Place =
  | {kind: "tile"; label: string}
  | {kind: "cell"; table: string; row: string; column: string}
  | {kind: "chart"; title: string; pattern: string}
  | {kind: "words"; pattern: string};

/** A figure, and the question to the input files whose one value it must be, in its format; without a format the value is text. */
export type Figure = {at: Place; sql: string; format?: (value: number) => string};

/** The figures of a page, under each of the filter combinations; every figure must be there under every one of them. */
export type PageFigures = {path: string; searches?: string[]; figures: Figure[]};

/** The default view, a region's half year, and what was delivered in one state; all hold São Paulo. */
export const usualSearches = [
  "",
  "?from=2017-06&to=2017-12&region=Southeast",
  "?from=2018-01&to=2018-08&state=SP&status=delivered"
];

/** The value of a number tile. */
export const tile = (label: string): Place => ({kind: "tile", label});

/** The cell of the table with a caption, in the row and the column with these heads. */
export const cell = (table: string, row: string, column: string): Place => ({kind: "cell", table, row, column});

/** A part of a chart's text: its subtitle, legend, labels and caption, and at the end its text alternative. */
export const chart = (title: string, {source}: RegExp): Place => ({kind: "chart", title, pattern: source});

/** A part of the page's sentences. */
export const words = ({source}: RegExp): Place => ({kind: "words", pattern: source});

/** "tile On time", "words ^Delivery takes (.+? days)". */
export function nameFigure({at}: Figure): string {
  if (at.kind === "tile") return `tile ${at.label}`;
  if (at.kind === "cell") return `cell ${at.table}, ${at.row}, ${at.column}`;
  if (at.kind === "chart") return `chart ${at.title}, ${at.pattern}`;
  return `words ${at.pattern}`;
}

/** Reads all figures off an open page at once; one that is not there is missing. */
export function readFigures(page: Page, figures: readonly Figure[]): Promise<Record<string, string>> {
  const places = figures.map((figure) => ({name: nameFigure(figure), at: figure.at}));
  return page.evaluate(findFigures, places);
}

/** Runs in the browser, so all it uses is inside. */
function findFigures(places: {name: string; at: Place}[]): Record<string, string> {
  const read = (node?: Element | null) => node?.textContent?.trim() ?? "";
  const find = (selector: string, named: (node: Element) => boolean, root: ParentNode = document) =>
    Array.from(root.querySelectorAll(selector)).find(named);
  const match = (text: string, pattern: string) => new RegExp(pattern, "m").exec(text)?.[1];

  const readCell = (caption: string, row: string, column: string) => {
    const table = find("table", (node) => read(node.querySelector("caption")) === caption);
    const heads = Array.from(table?.querySelectorAll("thead th") ?? [], read);
    const found = table && find("tbody tr", (node) => read(node.querySelector("th")) === row, table);
    return found?.children[heads.indexOf(column)]?.textContent?.trim();
  };

  const readPlace = (at: Place) => {
    if (at.kind === "cell") return readCell(at.table, at.row, at.column);
    if (at.kind === "tile") {
      const tile = find(".tiles > div", (node) => read(node.querySelector("dt")) === at.label);
      return tile?.querySelector(".value")?.textContent?.trim();
    }
    if (at.kind === "words") return match(Array.from(document.querySelectorAll("main p"), read).join("\n"), at.pattern);
    const figure = find(".chart", (node) => read(node.querySelector("h3")) === at.title);
    const texts = Array.from(figure?.querySelectorAll(":is(p, li, text, figcaption)") ?? [], read);
    const svg = figure?.querySelector("svg[aria-description]");
    return match([...texts, svg?.getAttribute("aria-description") ?? ""].join("\n"), at.pattern);
  };

  const found = places.map(({name, at}) => [name, readPlace(at)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
