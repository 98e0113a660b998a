import type {Catalog, FilterOptions} from "./catalog.js";
import {element} from "./dom.js";
import {changeFilter, equalFilters, formatFilters, names, parseFilters} from "./filters.js";
import type {Filters, Name} from "./filters.js";
import {formatLabel, formatShortMonth} from "./format.js";
import {carryFilters} from "./links.js";
import {labelShell} from "./shell.js";

type FilterBar = HTMLFormElement & {value: Filters};
type Option = {value: string; label: string};

const labels = {from: "From", to: "To", region: "Region", state: "State", status: "Order status"};
const everything = {region: "All regions", state: "All states", status: "All statuses"};

/** The filters as a form, for `view`: its value is a Filters object, read from and written to the URL. */
export function filterBar({filters: defaults, options}: Catalog): FilterBar {
  const notes = element("div", {class: "filter-notes", role: "status"});
  const clear = element("button", {type: "button"}, "Clear filters");
  const selects = names.map((name) => element("select", {id: `filter-${name}`, name}));
  const fields = selects.map((select) => makeField(select));
  const form = Object.assign(element("form", {class: "filters", "aria-label": "Filters"}, ...fields, clear, notes), {
    value: defaults
  });

  function show(filters: Filters, messages: string[] = []) {
    form.value = filters;
    for (const select of selects) fillSelect(select, filters, options);
    clear.disabled = equalFilters(filters, defaults);
    notes.replaceChildren(...messages.map((text) => element("p", {}, text)));
    carryFilters(formatFilters(filters, defaults));
  }

  function change(filters: Filters) {
    const search = formatFilters(filters, defaults, location.search);
    history.pushState(null, "", location.pathname + search + location.hash);
    show(filters);
  }

  function read() {
    const {filters, notes} = parseFilters(location.search, defaults, options);
    show(filters, notes);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({target}) => {
    if (!(target instanceof HTMLSelectElement)) return;
    change(changeFilter(form.value, target.name as Name, target.value || null, options));
  });
  clear.addEventListener("click", () => {
    change(defaults);
    form.dispatchEvent(new Event("input"));
    selects[0]!.focus();
  });
  addEventListener("popstate", () => {
    read();
    form.dispatchEvent(new Event("input"));
  });
  read();
  labelShell();
  return form;
}

function makeField(select: HTMLSelectElement): HTMLElement {
  const name = select.name as Name;
  return element("div", {}, element("label", {for: select.id}, labels[name]), select);
}

function fillSelect(select: HTMLSelectElement, filters: Filters, options: FilterOptions) {
  const name = select.name as Name;
  const items = listOptions(name, filters, options);
  select.replaceChildren(...items.map(({value, label}) => element("option", {value}, label)));
  select.value = filters[name] ?? "";
}

function listOptions(name: Name, {region}: Filters, options: FilterOptions): Option[] {
  if (name === "from" || name === "to") return options.months.map(makeMonth);
  const all = {value: "", label: everything[name]};
  if (name === "region") return [all, ...options.regions.map((value) => ({value, label: value}))];
  if (name === "status") return [all, ...options.statuses.map((value) => ({value, label: formatLabel(value)}))];
  const states = options.states.filter((state) => region === null || state.region === region);
  return [all, ...states.map(({state, name}) => ({value: state, label: `${name} (${state})`}))];
}

function makeMonth({month, is_complete}: {month: string; is_complete: boolean}): Option {
  return {value: month, label: formatShortMonth(month) + (is_complete ? "" : " (part)")};
}
