import {group} from "d3";
import type {Catalog} from "./catalog.js";
import type {Filters} from "./filters.js";
import {divide, fillMonths, inPeriod, shiftMonth, total, type MonthRow} from "./months.js";
import type {Row, Value} from "./rows.js";

/** The months of the states that the filters leave, added up. */
export function sumMonths(trend: readonly Row[], catalog: Catalog, filters: Filters): MonthRow[] {
  const chosen = choose(trend, filters);
  const months = [...new Set(chosen.map(({month}) => +(month as Date)))].sort((a, b) => a - b);
  const names = ["orders_count", "revenue", "new_customers_count"];
  const rows = months.map((time) => {
    const rows = chosen.filter(({month}) => +(month as Date) === time);
    return {month: new Date(time), ...Object.fromEntries(names.map((name) => [name, total(rows, name)]))};
  });
  return fillMonths(rows, catalog, filters);
}

/** The revenue of each state in every month of the period, none in those without orders. */
export function listRevenue(trend: readonly Row[], catalog: Catalog, filters: Filters): Map<Value, number[]> {
  const revenue = (rows: readonly Row[]) =>
    inPeriod(fillMonths(rows, catalog, filters)).map((row) => Number(row.revenue));
  return new Map(
    Array.from(
      group(trend, (row) => row.state!),
      ([state, rows]) => [state, revenue(rows)]
    )
  );
}

/** Rows that have a state, with its region. */
export function locate(rows: readonly Row[], {options}: Catalog): Row[] {
  const regions = new Map(options.states.map(({state, region}) => [state, region]));
  return rows.map((row) => ({...row, region: regions.get(String(row.state)) ?? null}));
}

/** Rows of the chosen region or state. */
export function choose(rows: readonly Row[], {region, state}: Filters): Row[] {
  return rows.filter((row) => (!region || row.region === region) && (!state || row.state === state));
}

/** The last three months of the period that are complete and follow three complete ones; null where there are no such six. */
export function findQuarters({options}: Catalog, {to}: Filters): {recent: Date[]; before: Date[]} | null {
  const complete = new Set(options.months.filter((d) => d.is_complete).map((d) => d.month));
  const last = options.months.findLast((d) => d.is_complete && d.month <= to);
  if (!last) return null;
  const months = [0, 1, 2, 3, 4, 5].map((back) => shiftMonth(new Date(last.month), -back));
  if (!months.every((month) => complete.has(month.toISOString().slice(0, 10)))) return null;
  return {recent: months.slice(0, 3), before: months.slice(3)};
}

export type Quarters = ReturnType<typeof findQuarters>;

/** Growth of revenue in the last three months on the three before; null where there was none before. */
export function findQuarterGrowth(trend: readonly Row[], quarters: Quarters): number | null {
  if (!quarters) return null;
  const sum = (months: Date[]) => {
    const times = new Set(months.map(Number));
    return total(
      trend.filter(({month}) => times.has(+(month as Date))),
      "revenue"
    );
  };
  const growth = divide(sum(quarters.recent), sum(quarters.before));
  return growth === null ? null : growth - 1;
}

/** The states with their growth, the largest first. */
export function withGrowth(states: readonly Row[], trend: readonly Row[], quarters: Quarters): Row[] {
  const months = group(trend, (row) => row.state);
  return states.map((row) => ({...row, growth: findQuarterGrowth(months.get(row.state) ?? [], quarters)}));
}

/** The growth of each region. */
export function listRegions(trend: readonly Row[], quarters: Quarters): Row[] {
  const regions = [...group(trend, (row) => row.region)];
  return regions.map(([region, rows]) => ({region: region!, growth: findQuarterGrowth(rows, quarters)}));
}

/** Months with the revenue of each region in a column of its name. */
export function spreadRegions(
  trend: readonly Row[],
  regions: readonly string[],
  catalog: Catalog,
  filters: Filters
): MonthRow[] {
  const rows = [...group(trend, ({month}) => +(month as Date))].map(([time, rows]) => ({
    month: new Date(time),
    ...Object.fromEntries(
      regions.map((name) => [
        name,
        total(
          rows.filter(({region}) => region === name),
          "revenue"
        )
      ])
    )
  }));
  return fillMonths(rows, catalog, filters).filter((row) => row.in_period);
}
