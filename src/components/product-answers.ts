import {
  formatCount,
  formatCounted,
  formatLabel,
  formatMoney,
  formatMonth,
  formatPercent,
  formatShortMoney
} from "./format.js";
import type {Month} from "./catalog.js";
import {divide, rate, shiftMonth, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {describePeriod, nothing} from "./words.js";

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
  if (!first) return nothing;
  const revenue = total(categories, "revenue");
  if (revenue === 0) return "These orders brought no revenue.";
  const sum = formatShortMoney(Number(first.revenue));
  const when = describePeriod(months);
  if (categories.length === 1)
    return `${name(first)} brought ${sum} ${when}, with ${formatCounted(Number(first.items_count), "item")} at ${formatMoney(rate([first], "price", "items_count"))} on average.`;
  const share = formatPercent(divide(Number(first.revenue), revenue));
  return `${name(first)} earned most of all categories ${when}: ${sum}, ${share} of revenue. ${answerClasses(categories)}`;
}

function answerClasses(categories: readonly Row[]): string {
  const classed = classify(categories);
  const top = classed.filter((row) => row.abc_class === "A");
  const share = formatPercent(divide(total(top, "revenue"), total(classed, "revenue")));
  const verb = top.length === 1 ? "brings" : "bring";
  return `${formatCount(top.length)} of ${formatCounted(classed.length, "category", "categories")} ${verb} ${share} of it.`;
}

/** Leaves out the spans of three months that are not all complete; a category without sales in one that is brought nothing in it. */
export function compareSpans(rows: readonly Row[], months: readonly Month[]): Row[] {
  const complete = new Set(months.filter((each) => each.is_complete).map(({month}) => month));
  const last = rows[0]?.last_month as Date | undefined;
  const isComplete = (back: number) =>
    last !== undefined &&
    [0, 1, 2].every((i) =>
      complete.has(
        shiftMonth(last, -back - i)
          .toISOString()
          .slice(0, 10)
      )
    );
  const known = {
    recent_revenue: isComplete(0),
    before_revenue: isComplete(0) && isComplete(3),
    year_before_revenue: isComplete(0) && isComplete(12)
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

/** Names the categories that gained and lost most, in R$, between two spans of three complete months. */
export function answerGrowth(rows: readonly Row[]): string {
  const compared = rows.filter((row) => revenueChange(row) !== null);
  const last = compared[0]?.last_month as Date | undefined;
  if (!last) return "There are no six complete months in a row here, so growth cannot be told.";
  const sorted = compared.toSorted((a, b) => revenueChange(b)! - revenueChange(a)!);
  const gain = sorted.find((row) => revenueChange(row)! > 0);
  const loss = sorted.findLast((row) => revenueChange(row)! < 0);
  const spans = `from ${formatMonth(shiftMonth(last, -2))} to ${formatMonth(last)} against the three months before`;
  const counts = `${formatCount(sorted.filter((row) => revenueChange(row)! > 0).length)} of ${formatCounted(sorted.length, "category", "categories")} grew`;
  if (!gain && !loss) return `No category grew or shrank ${spans}.`;
  const parts = [
    gain && `${name(gain)} gained most, ${describeMove(gain)}`,
    loss && `${name(loss)} lost most, ${describeMove(loss)}`
  ];
  return `${counts} ${spans}; ${parts.filter(Boolean).join(", and ")}.`;
}

function describeMove(row: Row): string {
  const change = revenueChange(row)!;
  const share = divide(change, Number(row.before_revenue));
  const percent = share === null ? "" : ` (${formatPercent(Math.abs(share))})`;
  return `${formatShortMoney(Math.abs(change))}${percent}`;
}

/** Names the price bands with most items and with most revenue, unless several have as many. */
export function answerBands(rows: readonly Row[], label: (row: Row) => string): string {
  const [items, revenue] = [total(rows, "items_count"), total(rows, "revenue")];
  if (items === 0) return nothing;
  const most = (key: string) => rows.toSorted((a, b) => Number(b[key]) - Number(a[key]))[0]!;
  const [volume, value] = [most("items_count"), most("revenue")];
  const share = (row: Row, key: string) => formatPercent(divide(Number(row[key]), key === "revenue" ? revenue : items));
  const isAlone = rows.filter((row) => row.items_count === volume.items_count).length === 1;
  const lead = isAlone
    ? `The price band with most items is ${label(volume)}, ${share(volume, "items_count")} of all`
    : "Several price bands have as many items as the largest";
  if (revenue === 0) return `${lead}; none brought revenue.`;
  if (isAlone && volume === value) return `${lead}; it brings most revenue too, ${share(value, "revenue")}.`;
  return `${lead}; the one with most revenue is ${label(value)}, ${share(value, "revenue")}.`;
}
