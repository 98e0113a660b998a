import type {FilterOptions} from "./catalog.js";
import {element} from "./dom.js";
import {names, type Filters, type Name} from "./filters.js";
import {formatLabel, formatShortMonth} from "./format.js";

export type Field = HTMLSelectElement | HTMLInputElement;
type Option = {value: string; label: string};

const labels: Record<Name, string> = {
  from: "From",
  to: "To",
  region: "Region",
  state: "State",
  category: "Category",
  status: "Order status",
  seller: "Seller number"
};
const everything = {region: "All regions", state: "All states", category: "All categories", status: "All statuses"};

/** The controls of some filters, in the order that filters always have; sellers are too many for a list. */
export function makeFields(fields: readonly Name[], {sellers}: FilterOptions): Field[] {
  return names
    .filter((name) => fields.includes(name))
    .map((name) => {
      if (name !== "seller") return element("select", {id: `filter-${name}`, name});
      const range = {min: sellers.first, max: sellers.last};
      return element("input", {id: `filter-${name}`, name, type: "number", placeholder: "All", ...range});
    });
}

export function labelField(field: Field): HTMLElement {
  return element("div", {}, element("label", {for: field.id}, labels[field.name as Name]), field);
}

/** Shows the filters' value in its control, among the values it may have. */
export function fillField(field: Field, filters: Filters, options: FilterOptions) {
  const name = field.name as Name;
  if (field instanceof HTMLSelectElement) {
    const items = listOptions(name, filters, options);
    field.replaceChildren(...items.map(({value, label}) => element("option", {value}, label)));
  }
  field.value = String(filters[name] ?? "");
}

/** The value of a control; null for all. */
export function readField(field: Field): Filters[Name] {
  if (field.value === "") return null;
  return field.name === "seller" ? Number(field.value) : field.value;
}

/** A filter's value as its control shows it. */
export function nameValue(name: Name, filters: Filters, options: FilterOptions): string {
  const value = String(filters[name] ?? "");
  if (name === "seller") return `number ${value}`;
  return (
    listOptions(name, {...filters, region: null}, options).find((option) => option.value === value)?.label ?? value
  );
}

function listOptions(name: Name, {region}: Filters, options: FilterOptions): Option[] {
  if (name === "from" || name === "to") return options.months.map(makeMonth);
  if (name === "seller") return [];
  const all = {value: "", label: everything[name]};
  if (name === "region") return [all, ...options.regions.map((value) => ({value, label: value}))];
  if (name === "status") return [all, ...options.statuses.map((value) => ({value, label: formatLabel(value)}))];
  if (name === "category") return [all, ...options.categories.map(({category, label}) => ({value: category, label}))];
  const states = options.states.filter((state) => region === null || state.region === region);
  return [all, ...states.map(({state, name}) => ({value: state, label: `${name} (${state})`}))];
}

function makeMonth({month, is_complete}: {month: string; is_complete: boolean}): Option {
  return {value: month, label: formatShortMonth(month) + (is_complete ? "" : " (part)")};
}
