import {formatChange, formatMonth} from "./format.js";
import {inPeriod, type Change, type Growth, type MonthRow} from "./months.js";

/** What a page says when its filters leave nothing. */
export const nothing = "No orders match these filters.";

/** "up 3.4% on July 2018", "unchanged on July 2018", "up from nothing in July 2018". */
export function describeChange({month, change, difference}: Change): string {
  if (change === null && difference !== 0) return `up from nothing in ${formatMonth(month)}`;
  const text = formatChange(change ?? 0);
  if (!/[1-9]/.test(text)) return `unchanged on ${formatMonth(month)}`;
  return `${difference > 0 ? "up" : "down"} ${text.slice(1)} on ${formatMonth(month)}`;
}

/** ", up 3.4% on July 2018 and down 2.0% on August 2017", as far as there is something to compare with. */
export function describeGrowth({previous, yearBefore}: Growth): string {
  const changes = [previous, yearBefore].filter((d) => d !== undefined).map(describeChange);
  if (changes.length === 0) return ", with nothing earlier to compare it with";
  return `, ${changes.join(" and ")}`;
}

/** "between February 2017 and August 2018", or "in August 2018". */
export function describePeriod(months: readonly MonthRow[]): string {
  const [first, last] = [inPeriod(months)[0], inPeriod(months).at(-1)];
  if (!first || !last) return "in the chosen period";
  if (first === last) return `in ${formatMonth(first.month)}`;
  return `between ${formatMonth(first.month)} and ${formatMonth(last.month)}`;
}

/** "faster" or "slower" and the like, by the sign of a difference; the third for none at the precision shown. */
export function choose(
  difference: number,
  [more, less, same]: readonly [string, string, string],
  precision = 0.05
): string {
  if (Math.abs(difference) < precision) return same;
  return difference > 0 ? more : less;
}
