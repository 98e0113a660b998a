import type {FilterOptions} from "./catalog.js";

/** Months are first days ("2018-08-01"), the seller is a seller_key; null stands for all. */
export type Filters = {
  from: string;
  to: string;
  region: string | null;
  state: string | null;
  category: string | null;
  status: string | null;
  seller: number | null;
};

export type Name = keyof Filters;
export const names = ["from", "to", "region", "state", "category", "status", "seller"] as const;

/** The filters of a page that names none. */
export const usualFields: readonly Name[] = ["from", "to", "region", "state", "status"];

/** Reads the filters of a URL's query. A value that does not exist is left at its default and told in a note. */
export function parseFilters(
  search: string,
  defaults: Filters,
  options: FilterOptions
): {filters: Filters; notes: string[]} {
  const notes: string[] = [];
  const filters = {...defaults};
  for (const [name, text] of readParams(search)) {
    const value = parseValue(name, text);
    if (value === null || !isKnown(name, value, options)) {
      notes.push(explainUnknown(name, text));
    } else Object.assign(filters, {[name]: value});
  }
  return {filters: resolveConflicts(filters, defaults, options, notes), notes};
}

/** Writes what differs from the defaults into a URL's query, and keeps the parameters of others. */
export function formatFilters(filters: Filters, defaults: Filters, search = ""): string {
  const params = new URLSearchParams(search);
  for (const name of names) {
    const value = filters[name];
    if (value === null || value === defaults[name]) params.delete(name);
    else params.set(name, isMonth(name) ? String(value).slice(0, 7) : String(value));
  }
  return params.size > 0 ? `?${params}` : "";
}

/** One filter changed; the others follow where they must: the period keeps its order, the state lies in the region. */
export function changeFilter(filters: Filters, name: Name, value: Filters[Name], options: FilterOptions): Filters {
  const next = {...filters, [name]: value};
  if (name === "from" && next.to < next.from) next.to = next.from;
  if (name === "to" && next.to < next.from) next.from = next.to;
  if (name === "region" && !isInRegion(next, options)) next.state = null;
  return next;
}

export function equalFilters(a: Filters, b: Filters): boolean {
  return names.every((name) => a[name] === b[name]);
}

/** The filters as a page sees them: fields that do not apply there are at their defaults. */
export function applyFields(filters: Filters, defaults: Filters, fields: readonly Name[]): Filters {
  const applied = fields.map((name) => [name, filters[name]] as const);
  return {...defaults, ...Object.fromEntries(applied)};
}

/** Whether a value is among the options of its filter. */
export function isKnown(name: Name, value: Filters[Name], options: FilterOptions): boolean {
  const {months, regions, states, categories, statuses, sellers} = options;
  if (name === "seller") return Number(value) >= sellers.first && Number(value) <= sellers.last;
  if (isMonth(name)) return months.some(({month}) => month === value);
  if (name === "state") return states.some(({state}) => state === value);
  if (name === "category") return categories.some(({category}) => category === value);
  return (name === "region" ? regions : statuses).includes(String(value));
}

export function explainUnknown(name: Name, value: Filters[Name]): string {
  return `There is no ${describe(name)} “${String(value).slice(0, 40)}” in the data, so it was ignored.`;
}

/** "category", "order status". */
export function describe(name: Name): string {
  if (isMonth(name)) return "month";
  return name === "status" ? "order status" : name;
}

function readParams(search: string): [Name, string][] {
  const params = new URLSearchParams(search);
  return names.flatMap((name) => {
    const text = params.get(name);
    return text === null ? [] : [[name, text] as [Name, string]];
  });
}

/** The value a text stands for, or null where it can stand for none. */
function parseValue(name: Name, text: string): Filters[Name] {
  if (name === "seller") return /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (!isMonth(name)) return text;
  return /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : null;
}

function resolveConflicts(filters: Filters, {from, to}: Filters, options: FilterOptions, notes: string[]): Filters {
  const resolved = {...filters};
  if (resolved.to < resolved.from) {
    notes.push("The period ends before it begins, so it was ignored.");
    Object.assign(resolved, {from, to});
  }
  if (!isInRegion(resolved, options)) {
    notes.push(`${resolved.state} is not in the region ${resolved.region}, so it was ignored.`);
    resolved.state = null;
  }
  return resolved;
}

function isInRegion({region, state}: Filters, {states}: FilterOptions): boolean {
  if (region === null || state === null) return true;
  return states.some((d) => d.state === state && d.region === region);
}

function isMonth(name: Name): boolean {
  return name === "from" || name === "to";
}
