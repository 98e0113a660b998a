import type {Month} from "./catalog.js";
import {noRevenue} from "./earning.js";
import type {Filters} from "./filters.js";
import {formatCount, formatCounted, formatLabel, formatMoney, formatPercent, formatShortMoney} from "./format.js";
import {listLargest, nameTied} from "./leaders.js";
import {divide, rate, shiftMonth, total, type MonthRow} from "./months.js";
import {nameQuarter} from "./quarters.js";
import type {Row} from "./rows.js";
import {describePeriod} from "./words.js";

/** Of orders without items the page knows nothing. */
const noItems = "No items match these filters.";

const name = (row: Row) => formatLabel(String(row.category));

/** A category with its place in the ABC analysis: A up to 80 % of revenue, B up to 95 %, C the rest. */
export type ClassedRow = Row & {abc_class: string; share: number | null};

/** Gives each category its class by the revenue of those before it; the rows come by revenue, the highest first. */
export function classify(categories: readonly Row[]): ClassedRow[] {
  const all = total(categories, "revenue");
  let before = 0;
  return categories.map((row) => {
    const share = divide(Number(row.revenue), all);
    const start = all === 0 ? 1 : before / all;
    before += Number(row.revenue);
    const isEarning = Number(row.revenue) > 0;
    return {...row, share, abc_class: isEarning && start < 0.8 ? "A" : isEarning && start < 0.95 ? "B" : "C"};
  });
}

/** The page in one sentence. */
export function answerProducts(categories: readonly Row[], months: readonly MonthRow[]): string {
  const [first] = categories;
  if (!first) return noItems;
  const revenue = total(categories, "revenue");
  if (revenue === 0) return noRevenue;
  const sum = formatShortMoney(Number(first.revenue));
  const when = describePeriod(months);
  if (categories.length === 1)
    return `${name(first)} brought ${sum} ${when}, with ${formatCounted(Number(first.items_count), "item")} at ${formatMoney(rate([first], "price", "items_count"))} on average.`;
  const share = formatPercent(divide(Number(first.revenue), revenue));
  const top = listLargest(categories, (row) => Number(row.revenue));
  const each = top.length > 1 ? " each" : "";
  return `${nameTied(top, name, "categories")} earned most of all categories ${when}: ${sum}, ${share} of revenue${each}. ${answerClasses(categories)}`;
}

function answerClasses(categories: readonly Row[]): string {
  const classed = classify(categories);
  const top = classed.filter((row) => row.abc_class === "A");
  const share = formatPercent(divide(total(top, "revenue"), total(classed, "revenue")));
  const verb = top.length === 1 ? "brings" : "bring";
  return `${formatCount(top.length)} of ${formatCounted(classed.length, "category", "categories")} ${verb} ${share} of it.`;
}

/** The last complete month of the period, if it ends six complete ones in a row, the last three of which are compared with those before. */
export function findLastMonth(months: readonly Month[], {from, to}: Pick<Filters, "from" | "to">): Date | undefined {
  const last = months.findLast(({month, is_complete}) => is_complete && month >= from && month <= to);
  const isKnown = last && [0, 3].every((back) => isComplete(months, new Date(last.month), back));
  return isKnown ? new Date(last.month) : undefined;
}

/** Whether the three months up to so many before one are complete. */
function isComplete(months: readonly Month[], last: Date, back: number): boolean {
  const complete = new Set(months.filter((each) => each.is_complete).map(({month}) => month));
  return [0, 1, 2].every((i) =>
    complete.has(
      shiftMonth(last, -back - i)
        .toISOString()
        .slice(0, 10)
    )
  );
}

/** Leaves out the spans of three months that are not all complete; a category without sales in one that is brought nothing in it. */
export function compareSpans(rows: readonly Row[], months: readonly Month[]): Row[] {
  const last = rows[0]?.last_month as Date | undefined;
  if (!last) return [];
  const known = {
    recent_revenue: isComplete(months, last, 0),
    before_revenue: isComplete(months, last, 0) && isComplete(months, last, 3),
    year_before_revenue: isComplete(months, last, 0) && isComplete(months, last, 12)
  };
  return rows.map((row) => {
    const spans = Object.entries(known).map(([name, isKnown]) => [name, isKnown ? Number(row[name] ?? 0) : null]);
    return {...row, ...Object.fromEntries(spans)} as Row;
  });
}

/** The change of a category's revenue in R$; null where the months before it cannot be compared. */
export function revenueChange(row: Row): number | null {
  return row.before_revenue === null ? null : Number(row.recent_revenue) - Number(row.before_revenue);
}

/** Names the categories that gained and lost most, in R$, in the three months up to the last, as `findLastMonth` gives it. */
export function answerGrowth(rows: readonly Row[], last: Date | undefined): string {
  if (!last) return "There are no six complete months in a row here, so growth cannot be told.";
  const gains = rows.filter((row) => revenueChange(row)! > 0);
  const losses = rows.filter((row) => revenueChange(row)! < 0);
  const spans = `from ${nameQuarter(last)} against the three months before`;
  if (gains.length + losses.length === 0) return `No category grew or shrank ${spans}.`;
  if (rows.length === 1) return `${name(rows[0]!)} ${gains[0] ? "gained" : "lost"} ${describeMove(rows[0]!)} ${spans}.`;
  const parts = [describeMost(gains, "gained"), describeMost(losses, "lost")].filter(Boolean);
  return `${formatCount(gains.length)} of ${formatCounted(rows.length, "category", "categories")} grew ${spans}; ${parts.join(", and ")}.`;
}

function describeMost(rows: readonly Row[], verb: string): string {
  const top = listLargest(rows, (row) => Math.abs(revenueChange(row)!));
  if (top.length === 1) return `${name(top[0]!)} ${verb} most, ${describeMove(top[0]!)}`;
  if (top.length === 0) return "";
  return `${nameTied(top, name, "categories")} ${verb} most, ${formatShortMoney(Math.abs(revenueChange(top[0]!)!))} each`;
}

function describeMove(row: Row): string {
  const change = revenueChange(row)!;
  const share = divide(change, Number(row.before_revenue));
  const percent = share === null ? "" : ` (${formatPercent(Math.abs(share))})`;
  return `${formatShortMoney(Math.abs(change))}${percent}`;
}

/** Names the price bands with most items and with most revenue, unless several have as many. */
export function answerBands(rows: readonly Row[], label: (row: Row) => string): string {
  if (total(rows, "items_count") === 0) return noItems;
  const most = (key: string) => listLargest(rows, (row) => Number(row[key]));
  const share = (row: Row, key: string) => formatPercent(divide(Number(row[key]), total(rows, key)));
  const [volume, ...asMany] = most("items_count") as [Row, ...Row[]];
  const [value, ...asMuch] = most("revenue") as [Row, ...Row[]];
  const lead =
    asMany.length === 0
      ? `The price band with most items is ${label(volume)}, ${share(volume, "items_count")} of all`
      : "Several price bands have as many items as the largest";
  if (total(rows, "revenue") === 0) return `${lead}; none brought revenue.`;
  if (asMuch.length > 0) return `${lead}; several brought as much revenue as the one with most.`;
  if (asMany.length === 0 && volume === value)
    return `${lead}; it brings most revenue too, ${share(value, "revenue")}.`;
  return `${lead}; the one with most revenue is ${label(value)}, ${share(value, "revenue")}.`;
}
