import type {Filters} from "./filters.js";
import {total} from "./months.js";
import type {Row} from "./rows.js";

const keys = ["month", "payment_method"];

/** One row per month: the sums over all methods by name, and those of each method by its name and theirs ("boleto_payment_value"). */
export function widenMonths(rows: readonly Row[]): Row[] {
  const months = new Set(rows.map(timeOf));
  const methods = new Set(["credit_card", "voucher", ...rows.map((row) => String(row.payment_method))]);
  return Array.from(months, (time) => {
    const month = rows.filter((row) => timeOf(row) === time);
    const each = Array.from(methods, (method) => prefix(method, pick(month, method), rows));
    return Object.assign({month: new Date(time)}, addUp(month), ...each) as Row;
  });
}

/** One row per method: the sums over the months of the period, largest value first. */
export function sumByMethod(rows: readonly Row[], {from, to}: Filters): Row[] {
  const [first, last] = [+new Date(from), +new Date(to)];
  const period = rows.filter((row) => timeOf(row) >= first && timeOf(row) <= last);
  const methods = new Set(period.map((row) => String(row.payment_method)));
  const sums = Array.from(methods, (method) => ({payment_method: method, ...addUp(pick(period, method))}));
  return sums.toSorted((a, b) => b.payment_value - a.payment_value);
}

const timeOf = ({month}: Row) => +(month as Date);
const pick = (rows: readonly Row[], method: string) => rows.filter((row) => row.payment_method === method);

function addUp(rows: readonly Row[], like = rows): Row & {payment_value: number} {
  const names = Object.keys(like[0] ?? {}).filter((name) => !keys.includes(name));
  return Object.fromEntries(names.map((name) => [name, total(rows, name)])) as Row & {payment_value: number};
}

function prefix(method: string, rows: readonly Row[], like: readonly Row[]): Row {
  return Object.fromEntries(Object.entries(addUp(rows, like)).map(([name, sum]) => [`${method}_${name}`, sum]));
}
