import type {Catalog} from "./catalog.js";
import type {Filters} from "./filters.js";
import type {Row, Value} from "./rows.js";

/** A month's sums, whether it has data on nearly all of its days, and whether it lies in the chosen period. */
export type MonthRow = Row & {month: Date; is_complete: boolean; in_period: boolean};
export type Measure = (row: Row) => number | null;

/** Against an earlier value: a ratio less one, null where that value is zero, and a difference. */
export type Difference = {change: number | null; difference: number};
export type Change = Difference & {month: Date};

/** A complete month's value beside the complete month before it and the same month a year earlier, where there are such. */
export type Growth = {
  month: Date;
  value: number;
  previous?: Change;
  yearBefore?: Change;
};

/** Gives every month of the data up to the end of the period a row: one without orders counts zero. */
export function fillMonths(rows: readonly Row[], {options}: Catalog, {from, to}: Filters): MonthRow[] {
  const byMonth = new Map(rows.map((row) => [toKey(row.month as Date), row]));
  const complete = new Set(options.months.filter((d) => d.is_complete).map((d) => d.month));
  const zeros = Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, 0]));
  const first = options.months[0]?.month;
  const months = rows.length === 0 || !first ? [] : listMonths(first, to);
  return months.map((month) => ({
    ...(byMonth.get(month) ?? zeros),
    month: new Date(month),
    is_complete: complete.has(month),
    in_period: month >= from
  }));
}

export function inPeriod(months: readonly MonthRow[]): MonthRow[] {
  return months.filter((row) => row.in_period);
}

export function total(rows: readonly Row[], key: string): number {
  return rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0);
}

/** The sums of some columns over the rows that are alike in one, ordered by the first of the sums, from the largest. */
export function sumBy(rows: readonly Row[], name: string, columns: readonly string[]): Row[] {
  const groups = new Map<Value, Row[]>();
  for (const row of rows) groups.set(row[name]!, [...(groups.get(row[name]!) ?? []), row]);
  const sums = Array.from(groups, ([value, members]) => ({
    [name]: value,
    ...Object.fromEntries(columns.map((column) => [column, total(members, column)]))
  })) as Row[];
  return sums.sort((a, b) => Number(b[columns[0]!]) - Number(a[columns[0]!]));
}

/** A quotient, or null where there is nothing to divide by. */
export function divide(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

/** The sum of one column divided by the sum of another, over all rows. */
export function rate(rows: readonly Row[], above: string, below: string): number | null {
  return divide(total(rows, above), total(rows, below));
}

/** The measure of one column, or of the quotient of two. */
export function measure(above: string, below?: string): Measure {
  return (row) => (below ? rate([row], above, below) : Number(row[above]));
}

/** Growth of the last complete month of the period; undefined when it has none, or no value. */
export function findGrowth(months: readonly MonthRow[], value: Measure): Growth | undefined {
  const last = inPeriod(months).findLast((row) => row.is_complete);
  const current = last && value(last);
  if (current == null) return;
  return {
    month: last!.month,
    value: current,
    previous: compare(months, last!.month, 1, value),
    yearBefore: compare(months, last!.month, 12, value)
  };
}

/** Change against the month so many months back, where both are complete and have a value. */
export function compare(months: readonly MonthRow[], month: Date, back: number, value: Measure): Change | undefined {
  const current = findComplete(months, month);
  const earlier = findComplete(months, shiftMonth(month, -back));
  const a = current && value(current);
  const b = earlier && value(earlier);
  return a == null || b == null ? undefined : {month: earlier!.month, ...compareValues(a, b)};
}

export function compareValues(now: number, before: number): Difference {
  return {change: before === 0 ? null : now / before - 1, difference: now - before};
}

export function shiftMonth(month: Date, by: number): Date {
  return new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + by, 1));
}

function listMonths(first: string, last: string): string[] {
  const months = [first];
  while (months.at(-1)! < last) months.push(toKey(shiftMonth(new Date(months.at(-1)!), 1)));
  return months;
}

function findComplete(months: readonly MonthRow[], month: Date): MonthRow | undefined {
  return months.find((row) => row.is_complete && +row.month === +month);
}

function toKey(month: Date): string {
  return month.toISOString().slice(0, 10);
}
