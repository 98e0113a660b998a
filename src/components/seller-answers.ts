import {findShare} from "./concentration-chart.js";
import {formatCount, formatCounted, formatMonth, formatPercent, formatScore} from "./format.js";
import {compare, divide, findGrowth, inPeriod, measure, shiftMonth, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {choose, describeGrowth, describePeriod} from "./words.js";

export const noSellers = "No sellers match these filters.";
export const noRevenue = "No seller here brought revenue.";
export const churn = measure("lost_sellers_count", "sellers_before_count");
export const tiers = ["Platinum", "Gold", "Silver", "Bronze"];

/** Of fewer sellers, a tenth is not even two. */
const enoughSellers = 20;

/** The page in one sentence: the first part is of the period, the second of all the data. */
export function answerSellers(months: readonly MonthRow[], curve: readonly Row[]): string {
  if (months.length === 0) return noSellers;
  const active = describeActive(months);
  const top = findShare(curve, 10);
  return top === null || isConcentrationUnclear(curve)
    ? `${active}.`
    : `${active}; over all the data, the top 10% of sellers bring ${formatPercent(top)} of revenue.`;
}

function describeActive(months: readonly MonthRow[]): string {
  if (total(inPeriod(months), "active_sellers_count") === 0)
    return `No seller here sold anything ${describePeriod(months)}`;
  const growth = findGrowth(months, measure("active_sellers_count"));
  if (!growth) return "Without a complete month the active sellers have no trend";
  return `${formatCounted(growth.value, "seller")} sold something in ${formatMonth(growth.month)}${describeGrowth(growth)}`;
}

/** The last month of which it is known who left, and the same month a year before. */
export function answerChurn(months: readonly MonthRow[]): string {
  const last = inPeriod(months).findLast((row) => row.is_complete && churn(row) !== null);
  if (!last) return explainNoChurn(months);
  const share = churn(last)!;
  const before = formatCounted(Number(last.sellers_before_count), "seller");
  const now = `Of ${before} active in the three months before ${formatMonth(last.month)}, ${formatPercent(share)} sold nothing in the three months from it on`;
  const earlier = compare(months, last.month, 12, churn);
  if (!earlier) return `${now}.`;
  const was = formatPercent(share - earlier.difference);
  return `${now}, ${choose(earlier.difference, ["more than", "less than", "as"], 0.0005)} the ${was} of ${formatMonth(earlier.month)}.`;
}

function explainNoChurn(months: readonly MonthRow[]): string {
  const complete = inPeriod(months).filter((row) => row.is_complete);
  if (months.length > 0 && complete.length === 0) return "Without a complete month there is no churn to tell.";
  return explainUnknownChurn(months, complete, "any complete month here");
}

/** Why it is known of none of the rows who left; the months go back to the first of the data. */
export function explainUnknownChurn(
  months: readonly MonthRow[],
  rows: readonly MonthRow[] = inPeriod(months),
  which = "any month here"
): string {
  if (months.length === 0) return noSellers;
  const sold = (month: Date) => months.some((row) => +row.month === +month && Number(row.active_sellers_count) > 0);
  const isAwaited = rows.some(({month}) => [1, 2, 3].some((back) => sold(shiftMonth(month, -back))));
  return isAwaited
    ? "Who left is known two months later: of the sellers here it is not known yet."
    : `No seller here sold anything in the three months before ${which}, so none could leave.`;
}

/** The share of new sellers still active after six and twelve months, where enough were followed that long. */
export function answerSurvival(rows: readonly Row[], enough = 30): string {
  const parts = [6, 12].flatMap((months) => {
    const row = rows.find((each) => each.months_since === months);
    const seen = Number(row?.sellers_count ?? 0);
    const share = row && seen >= enough ? divide(Number(row.active_sellers_count), seen) : null;
    return share === null ? [] : [`${formatPercent(share)} after ${months} months (of ${formatCount(seen)})`];
  });
  if (parts.length === 0)
    return `Fewer than ${enough} new sellers here could be followed for six months, too few to tell.`;
  return `Of new sellers, ${parts.join(" and ")} are still active: they sold something in the three months from then on.`;
}

export const isConcentrationUnclear = (curve: readonly Row[]) => Number(curve[0]?.members_count ?? 0) < enoughSellers;

export function answerConcentration(curve: readonly Row[]): string {
  const [tenth, fifth] = [findShare(curve, 10), findShare(curve, 20)];
  if (tenth === null || fifth === null) return noRevenue;
  if (isConcentrationUnclear(curve))
    return `Fewer than ${enoughSellers} sellers are here, too few to tell how concentrated revenue is.`;
  return `The top 10% of ${formatCounted(Number(curve[0]!.members_count), "seller")} bring ${formatPercent(tenth)} of revenue and the top 20% ${formatPercent(fifth)}; the Gini coefficient is ${formatScore(Number(curve[0]!.gini))}.`;
}

/** What the two upper tiers bring, and how many sold to one order only. */
export function answerTiers(classes: readonly Row[]): string {
  const sellers = total(classes, "sellers_count");
  if (sellers === 0) return noSellers;
  const upper = classes.filter((row) => row.tier === "Platinum" || row.tier === "Gold");
  const once = classes.filter((row) => row.is_one_time === true);
  const share = (rows: readonly Row[], key: string) => formatPercent(divide(total(rows, key), total(classes, key)));
  const count = total(upper, "sellers_count");
  const top =
    count === 0
      ? "No seller here is Platinum or Gold"
      : `${formatCounted(count, "Platinum or Gold seller")}, ${share(upper, "sellers_count")} of all, ${count === 1 ? "brings" : "bring"} ${share(upper, "revenue")} of revenue`;
  return `${top}; ${formatCounted(total(once, "sellers_count"), "seller")}, ${share(once, "sellers_count")}, sold to one order only.`;
}
