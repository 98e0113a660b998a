type Options = {
  width?: number;
  height?: number;
  color?: string;
  /** In words what the line shows; without them it is an ornament to the text beside it. */
  label?: string;
};

const namespace = "http://www.w3.org/2000/svg";
const inset = 3;

/** A small line of values in their order, with a dot on the last; missing values leave gaps. */
export function sparkline(
  values: readonly (number | null)[],
  {width = 96, height = 24, color = "var(--series-1)", label}: Options = {}
): SVGElement {
  const alternative: Record<string, string> = label ? {role: "img", "aria-label": label} : {"aria-hidden": "true"};
  const svg = create("svg", {class: "sparkline", viewBox: `0 0 ${width} ${height}`, width, height, ...alternative});
  const points = placePoints(values, width, height);
  const last = points.findLast((point) => point !== null);
  if (!last) return svg;
  svg.append(create("path", {d: drawPath(points), fill: "none", stroke: color, "stroke-width": 1.5}));
  svg.append(create("circle", {cx: last.x, cy: last.y, r: 2.25, fill: color}));
  return svg;
}

type Point = {x: number; y: number};

function placePoints(values: readonly (number | null)[], width: number, height: number): (Point | null)[] {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = (width - 2 * inset) / Math.max(values.length - 1, 1);
  const toY = (value: number) =>
    high === low ? height / 2 : inset + ((high - value) / (high - low)) * (height - 2 * inset);
  return values.map((value, i) =>
    value === null || !Number.isFinite(value) ? null : {x: round(inset + i * step), y: round(toY(value))}
  );
}

function drawPath(points: readonly (Point | null)[]): string {
  return points
    .map((point, i) => point && `${points[i - 1] ? "L" : "M"}${point.x},${point.y}`)
    .filter(Boolean)
    .join("");
}

const round = (value: number) => Math.round(10 * value) / 10;

function create(name: string, attributes: Record<string, string | number>): SVGElement {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}
