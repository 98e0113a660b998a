import {element} from "./dom.js";

let count = 0;
let shown: HTMLElement | undefined;

/** Says that figures are on their way, and dims the old ones, while the work lasts beyond 300 ms. */
export async function showBusy<T>(work: Promise<T>, delay = 300): Promise<T> {
  let isShown = false;
  const timer = setTimeout(() => {
    isShown = true;
    if (count++ === 0) show();
  }, delay);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (isShown && --count === 0) shown?.remove();
  }
}

function show() {
  shown = element("div", {class: "busy", role: "status"}, "Counting…");
  document.body.append(shown);
}
