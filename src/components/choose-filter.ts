import type {Filters, Name} from "./filters.js";

/** Sets a filter by its control in the page's filter bar, as the reader would; what it already is clears it. */
export function toggleFilter(name: Name, value: NonNullable<Filters[Name]>) {
  const control = document.querySelector<HTMLSelectElement>(`#filter-${name}`);
  if (!control) return;
  control.value = control.value === String(value) ? "" : String(value);
  control.dispatchEvent(new Event("input", {bubbles: true}));
}
