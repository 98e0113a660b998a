import type {Plot} from "@observablehq/plot";
import {element} from "./dom.js";
import {chooseFilters, hasFilters} from "./filter-choice.js";

const namespace = "http://www.w3.org/2000/svg";

/** The months, as first days, that lie under a stretch of a chart. */
export function findMonths(months: readonly Date[], left: Date, right: Date): {from: string; to: string} | undefined {
  const sorted = Array.from(new Set(months.map(Number))).sort((a, b) => a - b);
  const under = sorted.filter((time, i) => time < +right && (sorted[i + 1] ?? Infinity) > +left);
  if (under.length === 0) return;
  return {from: toDay(under[0]!), to: toDay(under.at(-1)!)};
}

/** Lets a pointer drawn over the months of a chart set the period; the keyboard has the fields From and To for that. */
export function addBrush(figure: HTMLElement, months: readonly Date[]) {
  const svg = figure.querySelector<SVGSVGElement & Plot>("svg[role=img]");
  if (!svg || months.length < 2) return;
  const scale = svg.scale("x");
  const shade = document.createElementNS(namespace, "rect");
  shade.setAttribute("class", "brush");
  let start: number | undefined;

  const toX = ({clientX}: PointerEvent) => {
    const box = svg.getBoundingClientRect();
    return ((clientX - box.left) * Number(svg.getAttribute("width"))) / box.width;
  };
  const toDate = (x: number) => new Date(scale!.invert!(x) as Date);

  function begin(event: PointerEvent) {
    if (event.pointerType !== "touch" && event.button === 0 && hasFilters("from", "to")) start = toX(event);
  }

  // In the capture phase, for the tooltips of Plot keep the event to themselves.
  svg.addEventListener("pointerdown", begin, {capture: true});
  svg.addEventListener("pointermove", (event) => {
    if (start === undefined) return;
    if (!shade.isConnected && Math.abs(toX(event) - start) > 6) {
      svg.setPointerCapture(event.pointerId);
      svg.append(shade);
    }
    const [left, right] = [start, toX(event)].sort((a, b) => a - b) as [number, number];
    const height = Number(svg.getAttribute("height"));
    for (const [name, value] of Object.entries({x: left, y: 0, width: right - left, height}))
      shade.setAttribute(name, String(value));
  });
  svg.addEventListener("pointerup", (event) => {
    const chosen = shade.isConnected && start !== undefined ? [start, toX(event)].sort((a, b) => a - b) : undefined;
    start = undefined;
    shade.remove();
    const period = chosen && findMonths(months, toDate(chosen[0]!), toDate(chosen[1]!));
    if (period) chooseFilters(period);
  });
  svg.addEventListener("pointercancel", () => {
    start = undefined;
    shade.remove();
  });
  figure.classList.add("brushed");
  figure.append(element("p", {class: "hint", "aria-hidden": "true"}, "Drag over months to set the period."));
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
