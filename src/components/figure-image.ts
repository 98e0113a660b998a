import {element} from "./dom.js";
import {styleLight} from "./light-style.js";

type Picture = {text: string; width: number; height: number};

const namespace = "http://www.w3.org/2000/svg";
const margin = 16;

/** What an element of a drawing takes from style sheets, and what need not be said. */
const properties: Record<string, string> = {
  fill: "",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
  "text-anchor": "start",
  "dominant-baseline": "auto",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-variant-numeric": "normal"
};
const groupProperties: Record<string, string> = {opacity: "1", "mix-blend-mode": "normal", visibility: "visible"};
const isText = /^(text|tspan)$/;

/** A figure as one SVG that needs nothing else: title, legend, drawing and caption, in the light colours whatever the reader's. */
export function drawSvg(picture: HTMLElement): Picture {
  const copy = picture.cloneNode(true) as HTMLElement;
  copy.querySelectorAll(".figure-menu, .hint").forEach((part) => part.remove());
  const stage = element("div", {class: "picture-stage", "aria-hidden": "true"}, copy);
  stage.style.width = `${picture.clientWidth}px`;
  styleLight(stage);
  document.body.append(stage);
  try {
    return drawStage(stage, copy);
  } finally {
    stage.remove();
  }
}

/** The same as a picture of dots, two for each pixel of the screen. */
export async function drawPng(picture: HTMLElement, scale = 2): Promise<Blob> {
  const {text, width, height} = drawSvg(picture);
  const href = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  try {
    const image = new Image();
    image.src = href;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: scale * width, height: scale * height});
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png")
    );
  } finally {
    URL.revokeObjectURL(href);
  }
}

function drawStage(stage: HTMLElement, copy: HTMLElement): Picture {
  const box = stage.getBoundingClientRect();
  const [width, height] = [Math.ceil(box.width) + 2 * margin, Math.ceil(box.height) + 2 * margin];
  const origin = {x: box.x - margin, y: box.y - margin};
  const root = create("svg", {xmlns: namespace, width, height, viewBox: `0 0 ${width} ${height}`});
  root.append(create("rect", {width, height, fill: toRgb(getComputedStyle(stage).backgroundColor)}));
  for (const swatch of copy.querySelectorAll("i")) root.append(drawSwatch(swatch, origin));
  for (const line of listLines(copy, origin)) root.append(line);
  for (const svg of copy.querySelectorAll("svg"))
    if (!svg.parentElement?.closest("svg")) root.append(drawChart(svg, origin));
  return {text: new XMLSerializer().serializeToString(root), width, height};
}

type Point = {x: number; y: number};

function drawSwatch(swatch: Element, {x, y}: Point): SVGElement {
  const box = swatch.getBoundingClientRect();
  const {backgroundColor} = getComputedStyle(swatch);
  const {width, height} = box;
  return create("rect", {x: box.x - x, y: box.y - y, width, height, rx: 2, fill: toRgb(backgroundColor)});
}

/** Text outside of drawings, line by line as it is broken on the screen. */
function listLines(copy: HTMLElement, {x, y}: Point): SVGElement[] {
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT, ({parentElement}) =>
    parentElement!.closest("svg, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
  );
  const lines: SVGElement[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const style = getComputedStyle(node.parentElement!);
    const font = {"font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight};
    for (const {text, box} of breakLines(node as Text)) {
      const middle = box.y - y + box.height / 2 + 0.35 * parseFloat(style.fontSize);
      const line = create("text", {x: box.x - x, y: middle, fill: toRgb(style.color), ...font});
      line.textContent = text;
      lines.push(line);
    }
  }
  return lines;
}

function breakLines(node: Text): {text: string; box: DOMRect}[] {
  const lines: {text: string; box: DOMRect}[] = [];
  const range = document.createRange();
  for (const {0: word, index} of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.y - box.y) < 2) last.text += ` ${word}`;
    else if (box.width > 0) lines.push({text: word, box});
  }
  return lines;
}

function drawChart(svg: SVGSVGElement, {x, y}: Point): SVGElement {
  const box = svg.getBoundingClientRect();
  const drawn = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, drawn].map((node) => Array.from(node.querySelectorAll("*")));
  from!.forEach((node, i) => copyStyle(node, to![i]!));
  drawn.querySelectorAll("style").forEach((style) => style.remove());
  const unused = ["class", "style", "role", "aria-label", "aria-description", ...Object.keys(properties)];
  for (const name of unused) drawn.removeAttribute(name);
  setAll(drawn, {x: box.x - x, y: box.y - y, width: box.width, height: box.height, overflow: "visible"});
  return drawn;
}

/** Shapes and texts say all for themselves, so that nothing is inherited from the groups around them. */
function copyStyle(from: Element, to: Element) {
  const style = getComputedStyle(from);
  const isGroup = from.childElementCount > 0 && !isText.test(from.localName);
  for (const name of ["class", "style", "tabindex", "role", "font-variant", ...Object.keys(properties)]) {
    to.removeAttribute(name);
  }
  for (const [name, usual] of Object.entries(isGroup ? groupProperties : {...properties, ...groupProperties})) {
    if (/^font|^text|baseline$/.test(name) && !isText.test(from.localName)) continue;
    const value = toRgb(style.getPropertyValue(name));
    if (value && value !== usual) to.setAttribute(name, value);
  }
}

/** A colour in the old notation, which every reader of SVG knows; anything else as it is. */
function toRgb(value: string): string {
  return value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)/g, (_, r, g, b, alpha) => {
    const parts = [r, g, b].map((part) => Math.round(255 * Number(part)));
    return alpha === undefined ? `rgb(${parts.join(", ")})` : `rgba(${parts.join(", ")}, ${alpha})`;
  });
}

function create(name: string, attributes: Record<string, string | number>): SVGElement {
  return setAll(document.createElementNS(namespace, name), attributes);
}

function setAll(node: SVGElement, attributes: Record<string, string | number>): SVGElement {
  for (const [name, value] of Object.entries(attributes)) if (name !== "xmlns") node.setAttribute(name, String(value));
  return node;
}
