import type {Filters} from "./filters.js";

/** Filters to be changed, from anywhere on the page. */
export type Choice = Partial<Filters>;

const name = "choosefilters";

/** Changes filters as if the reader had used the bar; does nothing on a page without one. */
export function chooseFilters(choice: Choice) {
  document.dispatchEvent(new CustomEvent(name, {detail: choice}));
}

/** Calls back for each choice until the bar is gone from the page. */
export function onChoice(bar: HTMLElement, take: (choice: Choice) => void) {
  document.addEventListener(name, function listen(event) {
    if (bar.isConnected) take((event as CustomEvent<Choice>).detail);
    else document.removeEventListener(name, listen);
  });
}

/** Whether the page's bar has these filters. */
export function hasFilters(...names: (keyof Filters)[]): boolean {
  return names.every((each) => document.querySelector(`form.filters [name="${each}"]`));
}
