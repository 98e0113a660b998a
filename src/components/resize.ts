import {element} from "./dom.js";

/** On the document while a page takes the place of what was filled in at build. */
const settling = "settling";

/**
 * Shows what `render` makes of the width there is, and makes it anew when that changes. While a page settles, each is made in a task of its own, so that
 * a page of many charts answers its reader in between, and what is far from view waits, marked by `data-far`, until its reader comes near, uses the
 * keyboard or prints. Later all are made at once, so that nothing flickers.
 */
export function resize(render: (width: number) => Node): HTMLElement {
  const box = element("div", {class: "resized", "data-waits": ""});
  let width = 0;
  const draw = () => {
    delete box.dataset.waits;
    box.replaceChildren(render(width));
  };
  const observer = new ResizeObserver((entries) => {
    const found = entries.at(-1)!.contentRect.width;
    if (found === 0 || found === width) return;
    width = found;
    if (far.has(box)) return;
    if (document.documentElement.classList.contains(settling)) drawWhenNear(box, draw);
    else draw();
  });
  observer.observe(box);
  return box;
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
