import type {Filters} from "./filters.js";

export type Month = {month: string; is_complete: boolean};
export type State = {state: string; name: string; region: string};
export type FilterOptions = {
  months: Month[];
  regions: string[];
  states: State[];
  categories: {category: string; label: string}[];
  statuses: string[];
  /** The range of seller_key. */
  sellers: {first: number; last: number};
};

export type Totals = {
  orders: number;
  items: number;
  price: number;
  freight: number;
  payment_value: number;
  customers: number;
  repeat_customers: number;
  delivered: number;
  on_time: number;
};

/** What pages know of the data before they ask a query: the published catalog.json without its tables. */
export type Catalog = {
  data: {kind: "demo" | "files"; label: string; as_of: string; sample: number};
  filters: Filters;
  options: FilterOptions;
  totals: Totals;
};
