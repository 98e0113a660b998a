import type {Plot} from "@observablehq/plot";
import {element} from "./dom.js";
import {chooseFilters, hasFilters} from "./filter-choice.js";
import type {Filters} from "./filters.js";
import {keepFocus} from "./keep-focus.js";

export type BarFilter = {
  name: "region" | "state" | "category" | "status";
  /** The filters as they are. */
  filters: Filters;
  /** The filter's value for a row, by its place; null for rows that stand for no single one. */
  value: (rank: number) => string | null;
};
type Bar = {rank: number; name: string};

/**
 * Lets the bars of a chart set a filter, and clear it when pressed again: by a click on the bar, and by buttons over the bars that the arrow keys go
 * through.
 */
export function addBarFilter(figure: HTMLElement, bars: readonly Bar[], {name, filters, value}: BarFilter) {
  const svg = figure.querySelector<SVGSVGElement & Plot>("svg[role=img]");
  const scale = svg?.scale("y");
  const known = bars.flatMap((bar) => (value(bar.rank) === null ? [] : [{...bar, value: value(bar.rank)!}]));
  if (!svg || !scale || known.length === 0) return;

  const choose = (chosen: string) => {
    if (hasFilters(name)) chooseFilters({[name]: filters[name] === chosen ? null : chosen});
  };
  const height = Number(svg.getAttribute("height"));
  const buttons = known.map((bar, i) => {
    const top = `${(100 * (scale.apply(bar.rank) as number)) / height}%`;
    const style = `top: ${top}; height: ${(100 * (scale.bandwidth ?? 0)) / height}%`;
    const attributes = {
      type: "button",
      style,
      tabindex: i === 0 ? 0 : -1,
      "aria-pressed": String(filters[name] === bar.value)
    };
    return element("button", {...attributes, "aria-label": `Only ${bar.name}`, onclick: () => choose(bar.value)});
  });
  const title = figure.querySelector("h3")?.textContent ?? name;
  buttons.forEach((button, i) => keepFocus(button, `${title} ${known[i]!.value}`));
  const group = element("div", {class: "bar-buttons", role: "group", "aria-label": `Filter by ${name}`}, ...buttons);
  group.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]!.focus();
  });
  svg.addEventListener("click", (event) => {
    const box = svg.getBoundingClientRect();
    const y = ((event.clientY - box.top) * height) / box.height;
    const bar = known.find(({rank}) => {
      const top = scale.apply(rank) as number;
      return y >= top && y <= top + (scale.bandwidth ?? 0);
    });
    if (bar) choose(bar.value);
  });
  const holder = element("div", {class: "bars"});
  svg.replaceWith(holder);
  holder.append(svg, group);
  figure.append(
    element("p", {class: "hint", "aria-hidden": "true"}, `Press a bar to filter by ${name}, again to clear.`)
  );
}
