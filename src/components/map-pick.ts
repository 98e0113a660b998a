import {element} from "./dom.js";
import {keepFocus} from "./keep-focus.js";

/** What a shape stands for; undefined for one that stands for nothing. */
type Item = {state: string; title: string; value: number};

/**
 * Tells what the shapes of a map stand for, beside the pointer or the one that has the focus, and lets them be chosen by a click or
 * Enter. The tab key enters the map once; arrow keys go from the highest value to the next.
 */
export function pickable(
  figure: HTMLElement,
  items: readonly (Item | undefined)[],
  onPick?: (item: Item) => void,
  selected: string | null = null
) {
  const svg = figure.querySelector("svg");
  if (!svg) return;
  const tooltip = element("div", {class: "map-tip", hidden: true, "aria-hidden": "true"});
  const box = element("div", {class: "map"});
  svg.replaceWith(box);
  box.append(svg, tooltip);
  const paths = [...svg.querySelectorAll<SVGPathElement>("path")];
  const shapes = items.flatMap((item, i) => (item && paths[i] ? [{item, path: paths[i]}] : []));
  for (const {item, path} of shapes) {
    path.addEventListener("pointermove", ({clientX, clientY}) => show(item, clientX, clientY));
    path.addEventListener("pointerleave", hide);
  }
  if (onPick) listen(onPick);

  function listen(pick: (item: Item) => void) {
    svg!.setAttribute("role", "group");
    const ranked = shapes.toSorted((a, b) => b.item.value - a.item.value);
    const entry = Math.max(
      0,
      ranked.findIndex(({item}) => item.state === selected)
    );
    ranked.forEach(({item, path}, rank) => {
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", item.title.replace("\n", ", "));
      path.setAttribute("aria-pressed", String(item.state === selected));
      path.setAttribute("tabindex", rank === entry ? "0" : "-1");
      keepFocus(path, `map ${item.state}`);
      path.addEventListener("click", () => pick(item));
      path.addEventListener("blur", hide);
      path.addEventListener("focus", () => showAt(item, path));
      path.addEventListener("keydown", (event) => {
        const step = steps[event.key];
        if (step) ranked.at((rank + step) % ranked.length)!.path.focus();
        else if (event.key === "Enter" || event.key === " ") pick(item);
        else return;
        event.preventDefault();
      });
    });
  }

  function showAt(item: Item, path: SVGPathElement) {
    const {left, top, width, height} = path.getBoundingClientRect();
    show(item, left + width / 2, top + height / 2);
  }

  function show({title}: Item, x: number, y: number) {
    const {left, top, width} = box.getBoundingClientRect();
    tooltip.textContent = title;
    tooltip.hidden = false;
    const room = Math.max(0, width - tooltip.offsetWidth);
    tooltip.style.left = `${Math.min(room, Math.max(0, x - left + 12))}px`;
    tooltip.style.top = `${y - top + 14}px`;
  }

  function hide() {
    tooltip.hidden = true;
  }
}

const steps: Record<string, number> = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
