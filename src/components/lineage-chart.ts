import {link} from "./lineage-parts.js";
import {placeTables, reach, type LineageFile, type TableGraph} from "./lineage-graph.js";
import {element} from "./dom.js";

const [boxWidth, boxHeight, gapX, gapY] = [168, 22, 36, 6];
const inset = 8;
/** Letters that surely fit in a box; those of longer names stand closer. */
const roomy = 23;
const pad = 4;

/** Tables from left to right in the order of the data's way, each a link; of a chosen one only what it comes of and what it feeds. */
export function lineageChart(file: LineageFile, graph: TableGraph, chosen: number | undefined): HTMLElement {
  const shown = new Set(
    chosen === undefined
      ? file.nodes.keys()
      : [chosen, ...reach(graph.parents, chosen), ...reach(graph.children, chosen)]
  );
  const placed = placeTables(graph, shown);
  const columns = Math.max(...placed.map(({rank}) => rank)) + 1;
  const rowsOf = (rank: number) => placed.filter((other) => other.rank === rank).length;
  const rows = Math.max(...placed.map(({rank}) => rowsOf(rank)));
  const [width, height] = [columns * (boxWidth + gapX) - gapX + 2 * pad, rows * (boxHeight + gapY) - gapY + 2 * pad];
  const places = new Map(
    placed.map(({node, rank, row}) => {
      const above = ((rows - rowsOf(rank)) / 2 + row) * (boxHeight + gapY);
      return [node, {x: pad + rank * (boxWidth + gapX), y: pad + above}];
    })
  );
  const svg = makeSvg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "group",
    "aria-label": "Tables, from input files to marts"
  });
  for (const {node} of placed)
    for (const parent of graph.parents[node]!) {
      const [from, to] = [places.get(parent), places.get(node)!];
      if (from)
        svg.append(makeSvg("path", {d: curve(from, to), class: node === chosen || parent === chosen ? "near" : ""}));
    }
  for (const {node} of placed) svg.append(makeBox(file, node, places.get(node)!, node === chosen));
  const region = element("div", {class: "lineage-graph", tabindex: 0, role: "region", "aria-label": "Graph of tables"});
  region.append(svg);
  if (chosen !== undefined) requestAnimationFrame(() => centre(region, places.get(chosen)!));
  return region;
}

function centre(region: HTMLElement, {x, y}: Point) {
  region.scrollTo({left: x + boxWidth / 2 - region.clientWidth / 2, top: y - region.clientHeight / 2});
}

type Point = {x: number; y: number};

function curve(from: Point, to: Point): string {
  const [x1, y1, x2, y2] = [from.x + boxWidth, from.y + boxHeight / 2, to.x, to.y + boxHeight / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
}

function makeBox({nodes}: LineageFile, node: number, {x, y}: Point, isChosen: boolean): SVGElement {
  const {id, isPublished} = nodes[node]!;
  const [layer, name] = id.split(".") as [string, string];
  const anchor = makeSvg("a", {
    href: link(id),
    class: `${layer}${isPublished ? " published" : ""}`,
    ...(isChosen && {"aria-current": "true"})
  });
  const fit: Record<string, string | number> =
    name.length > roomy ? {textLength: boxWidth - 2 * inset, lengthAdjust: "spacingAndGlyphs"} : {};
  const text = makeSvg("text", {x: x + inset, y: y + 15, ...fit});
  text.textContent = name;
  const title = makeSvg("title", {});
  title.textContent = id;
  anchor.append(title, makeSvg("rect", {x, y, width: boxWidth, height: boxHeight, rx: 4}), text);
  return anchor;
}

function makeSvg(tag: string, attributes: Record<string, string | number>): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}
