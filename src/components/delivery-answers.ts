import type {State} from "./catalog.js";
import {nameState} from "./delivery-bands.js";
import {formatCount, formatDays, formatMonth, formatPercent} from "./format.js";
import {rateOnTime} from "./home-answers.js";
import {divide, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import {describeFirst} from "./leaders.js";
import type {Row} from "./rows.js";

export const undelivered = "None of these orders was delivered.";

export const legs = [
  {name: "Approval", sum: "approval_days_sum", count: "approval_count", color: "var(--series-3)"},
  {name: "Handling", sum: "handling_days_sum", count: "handling_count", color: "var(--series-2)"},
  {name: "Carrier", sum: "carrier_days_sum", count: "carrier_count", color: "var(--series-1)"}
];

export const onTime = (row: Row) => rateOnTime([row]);

/** The on-time rate of the last complete month with deliveries, and of the worst ones. */
export function answerOnTime(months: readonly MonthRow[]): string {
  if (total(inPeriod(months), "delivered_count") === 0) return undelivered;
  const complete = inPeriod(months).filter((row) => row.is_complete && onTime(row) !== null);
  const last = complete.at(-1);
  if (!last) return "Without a complete month there is no trend to tell.";
  const ranked = complete.toSorted((a, b) => onTime(a)! - onTime(b)!);
  const lowest = onTime(ranked[0]!);
  const now = `${formatPercent(onTime(last))} of the deliveries of orders from ${formatMonth(last.month)} came on time`;
  if (lowest === onTime(last)) return `${now}.`;
  const equal = ranked.filter((row) => onTime(row) === lowest).length;
  const worst = equal === 1 ? `the worst was ${formatMonth(ranked[0]!.month)}` : `${equal} tie as the worst`;
  return `${now}; of the complete months, ${worst} with ${formatPercent(lowest)}.`;
}

export function answerLegs(period: readonly Row[], enough = 30): string {
  if (legs.some(({count}) => total(period, count) < enough))
    return `One of the three legs, or more, is known of fewer than ${enough} orders here, too few to compare them.`;
  const means = legs.map(({name, sum, count}) => ({name, days: rate(period, sum, count)!}));
  const longest = means.toSorted((a, b) => b.days - a.days)[0]!;
  const all = means.reduce((sum, {days}) => sum + days, 0);
  const share = formatPercent(divide(longest.days, all));
  return `${longest.name} time is the longest of the three legs: ${formatDays(longest.days)} on average, ${share} of the way.`;
}

export function answerPromise(rows: readonly Row[]): string {
  const all = total(rows, "orders_count");
  if (all === 0) return undelivered;
  const share = (part: readonly Row[]) => formatPercent(total(part, "orders_count") / all);
  const late = share(rows.filter(({bin}) => Number(bin) > 0));
  const early = share(rows.filter(({bin}) => Number(bin) <= -7));
  return `${late} of deliveries came after the promised day, and ${early} a week or more before it.`;
}

/** Names the states that are served best and worst, among those with enough deliveries to tell. */
export function answerStateService(rows: readonly Row[], states: readonly State[], enough = 100): string {
  const ranked = rows
    .filter((row) => Number(row.delivered_count) >= enough)
    .toSorted((a, b) => onTime(b)! - onTime(a)!);
  if (total(rows, "delivered_count") === 0) return undelivered;
  if (ranked.length < 2) return `Fewer than two states have ${enough} deliveries here, too few to rank.`;
  const name = (row: Row) => states.find(({state}) => state === row.state)?.name ?? String(row.state);
  const [best, worst] = [onTime(ranked[0]!), onTime(ranked.at(-1)!)];
  if (best === worst)
    return `The ${ranked.length} states with at least ${enough} deliveries are served alike: ${formatPercent(best)} came on time.`;
  const first = (rows: readonly Row[]) => describeFirst(rows, {value: onTime, name, what: "states"});
  return `Of the ${ranked.length} states with at least ${enough} deliveries, ${first(ranked)} served best, with ${formatPercent(best)} on time, and ${first(ranked.toReversed())} served worst, with ${formatPercent(worst)}.`;
}

/** Parcels enough to call a share that of a lane. */
const enoughParcels = 50;

export const lateShare = measure("late_count", "delivered_count");
export const lateItems = measure("late_count", "items_count");
export const freightPerItem = measure("freight", "items_count");
export const isBusy = (row: Row) => Number(row.delivered_count) >= enoughParcels;

export const laneName = (states: readonly State[]) => {
  const name = nameState(states);
  return (row: Row) => `${String(row.seller_region)} to ${name(row)}`;
};

/** Names the lanes with the highest and the lowest late share, among those with enough parcels to tell. */
export function answerLanes(rows: readonly Row[], states: readonly State[]): string {
  const ranked = rows.filter(isBusy).toSorted((a, b) => lateShare(b)! - lateShare(a)!);
  if (total(rows, "delivered_count") === 0) return undelivered;
  if (ranked.length < 2) return `Fewer than two lanes have ${enoughParcels} deliveries here, too few to rank.`;
  const [worst, best] = [lateShare(ranked[0]!), lateShare(ranked.at(-1)!)];
  if (worst === best)
    return `The ${ranked.length} lanes with at least ${enoughParcels} deliveries are alike: ${formatPercent(worst)} came late.`;
  const first = (rows: readonly Row[]) =>
    describeFirst(rows, {value: lateShare, name: laneName(states), what: "lanes"});
  return `Of the ${ranked.length} lanes with at least ${enoughParcels} deliveries, ${first(ranked)} the worst, with ${formatPercent(worst)} late, and ${first(ranked.toReversed())} the best, with ${formatPercent(best)}.`;
}

/** Whether late parcels were late already when the seller handed them over. */
export function answerDeadlines(rows: readonly Row[]): string {
  const kept = rate(rows, "deadline_kept_count", "handed_over_count");
  if (kept === null) return "No hand-over to a carrier is known here.";
  const keeping = `Sellers handed ${formatPercent(kept)} of the delivered parcels over by their limit`;
  const missed = rate(rows, "late_after_missed_count", "late_handed_over_count");
  if (missed === null) return `${keeping}; none of them came late.`;
  if (missed === 0 || missed === 1)
    return `${keeping}; of those that came late, ${missed === 1 ? "all" : "none"} had missed it.`;
  return `${keeping}; of those that came late, ${formatPercent(missed)} had missed it, the others had kept it.`;
}

/** Compares the nearest and the farthest, or the cheapest and the dearest, with enough items to tell. */
export function answerBands(rows: readonly Row[], name: (row: Row) => string): string {
  const told = rows.filter((row) => Number(row.items_count) >= 100).toSorted((a, b) => Number(a.band) - Number(b.band));
  if (told.length < 2) return "";
  const days = (row: Row) => formatDays(rate([row], "days_to_deliver_sum", "items_count"));
  const [first, last] = [told[0]!, told.at(-1)!];
  const start = name(first);
  return `${start.charAt(0).toUpperCase()}${start.slice(1)} take ${days(first)} on average, ${name(last)} ${days(last)}.`;
}

export function answerSellers(rows: readonly Row[]): string {
  const sellers = total(rows, "sellers_count");
  if (sellers === 0) return "No seller has handed over 20 items.";
  const steady = total(
    rows.filter(({band}) => Number(band) >= 95),
    "sellers_count"
  );
  return `Over all months and places, ${formatPercent(steady / sellers)} of the ${formatCount(sellers)} sellers with at least 20 items kept the limit for 95% of them or more.`;
}
