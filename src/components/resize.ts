import {element} from "./dom.js";

/** On the document while a page takes the place of what was filled in at build. */
const settling = "settling";

/**
 * Shows what `render` makes of the width there is, and makes it anew when that changes. While a page settles, each is made in a task of its own, so that
 * a page of many charts answers its reader in between; later all in one, so that nothing flickers.
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
    if (document.documentElement.classList.contains(settling)) later(draw);
    else draw();
  });
  observer.observe(box);
  return box;
}

const tasks: (() => void)[] = [];

function later(task: () => void) {
  tasks.push(task);
  if (tasks.length === 1) setTimeout(next);
}

function next() {
  try {
    tasks[0]!();
  } finally {
    tasks.shift();
    if (tasks.length > 0) setTimeout(next);
  }
}
