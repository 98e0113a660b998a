import {element} from "./dom.js";

let count = 0;

/** A labelled search field, which tells what is in it when the reader pauses. */
export function makeSearch(what: string, onSearch: (text: string) => void, delay = 200): HTMLElement {
  const id = `search-${++count}`;
  let timer: ReturnType<typeof setTimeout>;
  const input = element("input", {id, type: "search", autocomplete: "off", placeholder: "Search"});
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(() => onSearch(input.value.trim()), delay);
  });
  return element("span", {class: "search"}, element("label", {for: id}, `Search ${what}`), input);
}
