import type {Catalog} from "./catalog.js";
import {element} from "./dom.js";
import {onChoice} from "./filter-choice.js";
import {fillField, labelField, makeFields, nameValue, readField, type Field} from "./filter-fields.js";
import {
  applyFields,
  changeFilter,
  describe,
  equalFilters,
  explainUnknown,
  formatFilters,
  isKnown,
  names,
  parseFilters,
  usualFields
} from "./filters.js";
import type {Filters, Name} from "./filters.js";
import {carryFilters} from "./links.js";
import {labelShell} from "./shell.js";

type FilterBar = HTMLFormElement & {value: Filters};

/**
 * The filters as a form, for `view`: its value is a Filters object, read from and written to the URL. Filters that are not among the page's
 * fields go along in the URL to pages where they apply; here they are at their defaults, and a note says so.
 */
export function filterBar(
  {filters: defaults, options}: Catalog,
  {fields = usualFields}: {fields?: readonly Name[]} = {}
): FilterBar {
  let chosen = defaults;
  const notes = element("div", {class: "filter-notes", role: "status"});
  const clear = element("button", {type: "button"}, "Clear filters");
  const controls = makeFields(fields, options);
  const form = Object.assign(
    element("form", {class: "filters", "aria-label": "Filters"}, ...controls.map(labelField), clear, notes),
    {value: defaults}
  );

  function show(filters: Filters, messages: string[] = []) {
    chosen = filters;
    form.value = applyFields(filters, defaults, fields);
    for (const control of controls) fillField(control, filters, options);
    clear.disabled = equalFilters(filters, defaults);
    const texts = [...messages, ...names.filter(isIdle).map(explainIdle)];
    notes.replaceChildren(...texts.map((text) => element("p", {}, text)));
    carryFilters(formatFilters(filters, defaults));
  }

  const isIdle = (name: Name) => !fields.includes(name) && chosen[name] !== defaults[name];
  const explainIdle = (name: Name) =>
    `The filter by ${describe(name)} (${nameValue(name, chosen, options)}) does not apply on this page.`;

  function change(filters: Filters, messages?: string[]) {
    const search = formatFilters(filters, defaults, location.search);
    history.pushState(null, "", location.pathname + search + location.hash);
    show(filters, messages);
  }

  function read() {
    const {filters, notes} = parseFilters(location.search, defaults, options);
    show(filters, notes);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  function take(control: Field) {
    const [name, value] = [control.name as Name, readField(control)];
    if (value === null || isKnown(name, value, options)) change(changeFilter(chosen, name, value, options));
    else show(chosen, [explainUnknown(name, value)]);
  }

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement) event.stopImmediatePropagation();
    else if (event.target instanceof HTMLSelectElement) take(event.target);
  });
  form.addEventListener("change", ({target}) => {
    if (!(target instanceof HTMLInputElement)) return;
    take(target);
    form.dispatchEvent(new Event("input"));
  });
  onChoice(form, (choice) => {
    const wished = Object.entries(choice) as [Name, Filters[Name]][];
    const allowed = wished.filter(([name, value]) => value === null || isKnown(name, value, options));
    change(allowed.reduce((filters, [name, value]) => changeFilter(filters, name, value, options), chosen));
    form.dispatchEvent(new Event("input"));
  });
  clear.addEventListener("click", () => {
    change(defaults);
    form.dispatchEvent(new Event("input"));
    controls[0]?.focus();
  });
  addEventListener("popstate", () => {
    read();
    form.dispatchEvent(new Event("input"));
  });
  read();
  labelShell();
  return form;
}
