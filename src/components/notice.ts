import {element} from "./dom.js";

const waiting = new Map<() => void, string>();
let shown: HTMLElement | undefined;

/** Says in one visible message which files could not be fetched; resolves when the reader presses its button. */
export function askRetry(name: string): Promise<void> {
  return new Promise((resolve) => {
    waiting.set(resolve, name);
    show();
  });
}

function show() {
  shown?.remove();
  const names = Array.from(new Set(waiting.values())).sort().join(", ");
  shown = element(
    "div",
    {class: "notice", role: "alert"},
    element("p", {}, `Part of the data could not be fetched (${names}). Are you offline?`),
    element("button", {type: "button", onclick: retryAll}, "Try again")
  );
  document.body.append(shown);
}

function retryAll() {
  const resolvers = Array.from(waiting.keys());
  waiting.clear();
  shown?.remove();
  for (const resolve of resolvers) resolve();
}
