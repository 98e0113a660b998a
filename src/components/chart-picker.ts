import {chooseChart, countValues, kinds, mostColors, type ChartChoice} from "./auto-chart.js";
import type {Result} from "./desk.js";
import {element} from "./dom.js";

type Picker = HTMLElement & {value: ChartChoice | undefined};

const labels = {kind: "Chart", x: "Across", y: "Up", color: "Colour"} as const;

/** Lets the reader choose how a result is drawn; at first as suits its columns. An input whose value is the choice. */
export function chartPicker(result: Result): Picker {
  const chosen = chooseChart(result);
  const names = result.columns.map(({name}) => [name, name] as const);
  const numbers = result.columns.filter(({type}) => type === "number").map(({name}) => [name, name] as const);
  const few = names.filter(([name]) => countValues(result.rows, name) <= mostColors);
  const options = {kind: Object.entries(kinds), x: names, y: numbers, color: [["", "None"] as const, ...few]};
  const form = Object.assign(element("div", {class: "filters"}), {value: chosen}) as Picker;
  if (!chosen) return form;
  for (const field of Object.keys(labels) as (keyof ChartChoice)[]) {
    const id = `chart-${field}`;
    const select = element("select", {id}, ...options[field].map(([value, text]) => element("option", {value}, text)));
    select.value = chosen[field];
    select.addEventListener("input", () => {
      form.value = {...form.value, [field]: select.value} as ChartChoice;
    });
    form.append(element("div", {}, element("label", {for: id}, labels[field]), select));
  }
  return form;
}
