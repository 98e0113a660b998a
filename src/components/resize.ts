import {element} from "./dom.js";

/** On the document while a page takes the place of what was filled in at build. */
const settling = "settling";

/**
 * Shows what `render` makes of the width there is, and makes it anew when that changes. What is in view is made at once, so that nothing flickers; what is
 * not waits, marked by `data-far`, until its reader comes near, uses the keyboard or prints, in the room that its predecessor took. While a page settles,
 * each is made in a task of its own, so that a page of many charts answers its reader in between.
 */
export function resize(render: (width: number) => Node): HTMLElement {
  return makeBox({width: 0, render});
}

/** Shows what `make` makes, once, as `resize` does: at once or when its reader comes near. */
export function whenNear(make: () => Node): HTMLElement {
  return makeBox({width: 0, render: make, isLasting: true});
}

type Box = {width: number; render: (width: number) => Node; isLasting?: true};

function makeBox(box: Box): HTMLElement {
  const node = element("div", {class: "resized", "data-waits": ""});
  boxes.set(node, box);
  sizes.observe(node);
  return node;
}

const boxes = new WeakMap<Element, Box>();
/** Of what was shown last, by the element that it stands in. */
const heights = new WeakMap<ParentNode, number>();

const sizes = new ResizeObserver((entries) => {
  const changed = entries
    .map(({target}) => target as HTMLElement)
    .filter((node, i) => notice(node, entries[i]!.contentRect));
  const isSettling = document.documentElement.classList.contains(settling);
  const shown = changed.map((node) => !isSettling && isInView(node));
  changed.forEach((node, i) => place(node, shown[i]!));
});

/** Whether a box is to be drawn, for the first time or anew. */
function notice(node: HTMLElement, {width, height}: DOMRectReadOnly): boolean {
  const box = boxes.get(node)!;
  if (width === 0) {
    if (!node.isConnected) sizes.unobserve(node);
    return false;
  }
  const {parentNode: place} = node;
  const room = place && heights.get(place);
  if (box.width === 0 && room) node.style.minHeight = `${room}px`;
  else if (place && height > 0) heights.set(place, height);
  const isDone = width === box.width || (box.isLasting && !waits(node));
  box.width = width;
  return !isDone;
}

const waits = (node: HTMLElement) => node.dataset.waits !== undefined;

function isInView(node: Element): boolean {
  const {top, bottom} = node.getBoundingClientRect();
  return bottom >= 0 && top <= innerHeight;
}

function place(node: HTMLElement, isShown: boolean) {
  const draw = () => {
    const {width, render} = boxes.get(node)!;
    delete node.dataset.waits;
    node.style.minHeight = "";
    node.replaceChildren(render(width));
  };
  if (!waits(node) || (isShown && !far.has(node))) draw();
  else if (isShown) approach(node)();
  else if (!far.has(node)) drawWhenNear(node, draw);
}

type Task = () => void;
const far = new Map<HTMLElement, Task>();
const tasks: Task[] = [];

/** A screen ahead, so that a chart stands when its reader gets there. */
const near = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) {
      if (isIntersecting) later(approach(target as HTMLElement));
      else (target as HTMLElement).dataset.far = "";
    }
  },
  {rootMargin: "100% 0px"}
);

function drawWhenNear(box: HTMLElement, draw: Task) {
  far.set(box, draw);
  near.observe(box);
}

function approach(box: HTMLElement): Task {
  const draw = far.get(box)!;
  far.delete(box);
  near.unobserve(box);
  delete box.dataset.far;
  return draw;
}

/** A keyboard, and what reads to one from a page, gets everywhere without scrolling. */
addEventListener("keydown", () => {
  for (const box of far.keys()) later(approach(box));
});

addEventListener("beforeprint", () => {
  for (const box of far.keys()) approach(box)();
  for (const task of tasks.splice(0)) task();
});

function later(task: Task) {
  tasks.push(task);
  if (tasks.length === 1) setTimeout(next);
}

function next() {
  try {
    tasks.shift()?.();
  } finally {
    if (tasks.length > 0) setTimeout(next);
  }
}
