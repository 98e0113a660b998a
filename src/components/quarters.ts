import {formatMonth} from "./format.js";
import {shiftMonth} from "./months.js";

/** The three months up to one: "June to August 2018", "November 2017 to January 2018". */
export function nameQuarter(last: Date): string {
  const first = shiftMonth(last, -2);
  const isOneYear = first.getUTCFullYear() === last.getUTCFullYear();
  const from = isOneYear ? formatMonth(first).replace(/ \d+$/, "") : formatMonth(first);
  return `${from} to ${formatMonth(last)}`;
}
