import {element} from "./dom.js";

let count = 0;
let shown: HTMLElement | undefined;

/** Shows that figures are on their way, for as long as the work lasts, once it has taken 300 ms. */
export async function showBusy<T>(work: Promise<T>, delay = 300): Promise<T> {
  const timer = setTimeout(() => count++ === 0 && show(), delay);
  const started = performance.now();
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (performance.now() - started >= delay && count > 0 && --count === 0) shown?.remove();
  }
}

function show() {
  shown = element("div", {class: "busy", role: "status"}, "Counting…");
  document.body.append(shown);
}
