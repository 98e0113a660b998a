import {element} from "./dom.js";

export type Choice<T> = {label: string; value: T};

/** One of a few things to choose from, for `view`; the first at first. */
export function choice<T>(label: string, choices: readonly [Choice<T>, ...Choice<T>[]]): HTMLFormElement & {value: T} {
  const id = `choice-${label.toLowerCase().replace(/\W+/g, "-")}`;
  const options = choices.map((one, i) => element("option", {value: i}, one.label));
  const select = element("select", {id}, ...options);
  const form = Object.assign(
    element("form", {class: "filters choice"}, element("div", {}, element("label", {for: id}, label), select)),
    {value: choices[0].value}
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  select.addEventListener("input", () => {
    form.value = choices[select.selectedIndex]!.value;
  });
  return form;
}
