import type {FilterOptions} from "./catalog.js";

/** Months are first days ("2018-08-01"); null stands for all. */
export type Filters = {
  from: string;
  to: string;
  region: string | null;
  state: string | null;
  status: string | null;
};

export type Name = keyof Filters;
export const names = ["from", "to", "region", "state", "status"] as const;

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
    if (value === null || !listValues(name, options).includes(value)) {
      notes.push(`There is no ${describe(name)} “${text.slice(0, 40)}” in the data, so it was ignored.`);
    } else filters[name] = value;
  }
  return {filters: resolveConflicts(filters, defaults, options, notes), notes};
}

/** Writes what differs from the defaults into a URL's query, and keeps the parameters of others. */
export function formatFilters(filters: Filters, defaults: Filters, search = ""): string {
  const params = new URLSearchParams(search);
  for (const name of names) {
    const value = filters[name];
    if (value === null || value === defaults[name]) params.delete(name);
    else params.set(name, isMonth(name) ? value.slice(0, 7) : value);
  }
  return params.size > 0 ? `?${params}` : "";
}

/** One filter changed; the others follow where they must: the period keeps its order, the state lies in the region. */
export function changeFilter(filters: Filters, name: Name, value: string | null, options: FilterOptions): Filters {
  const next = {...filters, [name]: value};
  if (name === "from" && next.to < next.from) next.to = next.from;
  if (name === "to" && next.to < next.from) next.from = next.to;
  if (name === "region" && !isInRegion(next, options)) next.state = null;
  return next;
}

export function equalFilters(a: Filters, b: Filters): boolean {
  return names.every((name) => a[name] === b[name]);
}

function readParams(search: string): [Name, string][] {
  const params = new URLSearchParams(search);
  return names.flatMap((name) => {
    const text = params.get(name);
    return text === null ? [] : [[name, text] as [Name, string]];
  });
}

function parseValue(name: Name, text: string): string | null {
  if (!isMonth(name)) return text;
  return /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : null;
}

function listValues(name: Name, {months, regions, states, statuses}: FilterOptions): string[] {
  if (isMonth(name)) return months.map(({month}) => month);
  if (name === "region") return regions;
  if (name === "state") return states.map(({state}) => state);
  return statuses;
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

function describe(name: Name): string {
  if (isMonth(name)) return "month";
  return name === "status" ? "order status" : name;
}
