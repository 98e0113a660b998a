import {group} from "d3";
import {listEarning} from "./earning.js";
import type {Filters} from "./filters.js";
import {
  formatChange,
  formatCount,
  formatCounted,
  formatList,
  formatPercent,
  formatPlace,
  formatShortMoney,
  none
} from "./format.js";
import type {Quarters} from "./geography-rows.js";
import {listLargest, nameTied} from "./leaders.js";
import {divide, total, type MonthRow} from "./months.js";
import {nameQuarter} from "./quarters.js";
import type {Row} from "./rows.js";
import {describePeriod, nothing} from "./words.js";

const byRevenue = (a: Row, b: Row) => Number(b.revenue) - Number(a.revenue);
const stateName = (row: Row) => String(row.name);

/** The page in one sentence, over the states that the filters leave. */
export function answerGeography(months: readonly MonthRow[], states: readonly Row[]): string {
  if (total(states, "orders_count") === 0) return nothing;
  const revenue = total(states, "revenue");
  if (revenue === 0)
    return `Orders came from ${formatCounted(states.length, "state")} ${describePeriod(months)}, and brought no revenue.`;
  const top = listLargest(states, (row) => Number(row.revenue));
  const rest = listEarning(states).filter((row) => !top.includes(row));
  const when = describePeriod(months);
  const lead = `${nameTied(top, stateName, "states")} brought ${formatShortMoney(Number(top[0]!.revenue))}`;
  if (states.length === 1) return `${lead} of revenue ${when}.`;
  const share = (row: Row) => formatPercent(divide(Number(row.revenue), revenue));
  const among = `${states.length} states with orders`;
  if (top.length > 1) return `${lead} each, ${share(top[0]!)} of revenue ${when}, the largest shares among ${among}.`;
  if (rest.length === 0) return `${lead} ${when}, all revenue of ${among}.`;
  const next = rest
    .toSorted(byRevenue)
    .slice(0, 2)
    .map((row) => `${row.name} (${share(row)})`);
  return `${lead}, ${share(top[0]!)} of revenue ${when}; ${formatList(next)} ${next.length === 1 ? "follows" : "follow"} among ${among}.`;
}

/** The largest state's share of the revenue of the country or of the chosen region; of the country with a state chosen. */
export function describeLargest(
  chosen: readonly Row[],
  states: readonly Row[],
  {region, state}: Pick<Filters, "region" | "state">
): {label: string; value: string; detail?: string} {
  const isRegion = region !== null && state === null;
  const label = state === null ? "Largest state’s share" : "Share of the country’s revenue";
  const top = listLargest(listEarning(chosen), (row) => Number(row.revenue));
  if (!top[0]) return {label, value: none};
  const value = formatPercent(divide(Number(top[0].revenue), total(isRegion ? chosen : states, "revenue")));
  const name = `${nameTied(top, stateName, "states")}${top.length > 1 ? " each" : ""}`;
  if (state !== null) return {label, value, detail: name};
  return {label, value, detail: `${name}, of the ${isRegion ? region : "country"}’s revenue`};
}

/** Names the regions that grow fastest and slowest; rows have a `growth`. */
export function answerGrowth(regions: readonly Row[], quarters: Quarters): string {
  if (!quarters) return "There are not six complete months here to compare three with the three before.";
  const [recent, before] = [nameQuarter(quarters.recent[0]!), nameQuarter(quarters.before[0]!)];
  const known = regions.filter(({growth}) => growth !== null);
  if (known.length === 0) return `There was no revenue here from ${before}, so growth from ${recent} cannot be told.`;
  const lead = `From ${recent}, against the three months before, revenue changed`;
  const best = listLargest(known, (row) => Number(row.growth));
  const worst = listLargest(known, (row) => -Number(row.growth));
  const change = (row: Row) => formatChange(Number(row.growth));
  const name = (rows: readonly Row[]) => formatList(rows.map(({region}) => `the ${region}`));
  if (best.length === known.length) return `${lead} by ${change(best[0]!)} in ${name(best)}.`;
  return `${lead} most favourably in ${name(best)} (${change(best[0]!)}) and least so in ${name(worst)} (${change(worst[0]!)}).`;
}

/** The months that growth is told of, as a chart's subtitle has them. */
export function describeQuarters(quarters: Quarters): string {
  const recent = quarters ? nameQuarter(quarters.recent[0]!) : "three complete months";
  return `Revenue of ${recent} against the three months before`;
}

/** How much of what is bought comes from sellers of the customer's own region. */
export function answerFlows(flows: readonly Row[]): string {
  const all = total(flows, "price");
  if (all === 0) return "No items were bought here.";
  const local = total(
    flows.filter((row) => row.region === row.seller_region),
    "price"
  );
  const sellers = [...group(flows, (row) => row.seller_region as string)].map(([region, rows]) => ({
    region,
    price: total(rows, "price")
  }));
  const top = sellers.toSorted((a, b) => b.price - a.price)[0]!;
  return `${formatPercent(local / all)} of the value of items comes from sellers in the customer’s own region; sellers in the ${top.region} supply ${formatPercent(top.price / all)} of it.`;
}

export function answerMix(mix: readonly Row[]): string {
  const revenue = total(mix, "revenue");
  if (revenue === 0) return "These places brought no revenue.";
  const parts = mix
    .toSorted(byRevenue)
    .map((row) => `${formatPercent(Number(row.revenue) / revenue)} from ${placeNames[String(row.place_type)]}`);
  return `Revenue comes to ${formatList(parts)}.`;
}

export const placeNames: Record<string, string> = {
  capital: "state capitals",
  metropolitan: "places within 50 km of them",
  interior: "the interior"
};

/** Names the city with the most orders; rows are in that order. */
export function answerCities(cities: readonly Row[]): string {
  const [first] = cities;
  if (!first) return "No city here is among the 300 with most orders and at least ten.";
  const orders = total(cities, "orders_count");
  const top = listLargest(cities, (row) => Number(row.orders_count));
  const name = nameTied(top, (row) => formatPlace(String(row.city)), "cities");
  const most = formatCount(Number(first.orders_count));
  const lead =
    top.length === 1
      ? `Over all months and statuses, more orders come from ${name} (${most}) than from any other city here`
      : `Over all months and statuses, ${name} tie with ${most} orders each, and no other city here has as many`;
  if (cities.length < 20) return `${lead}.`;
  const ten = total(cities.slice(0, 10), "orders_count") / orders;
  return `${lead}; the first ten of the ${cities.length} largest cities bring ${formatPercent(ten)} of these cities’ orders.`;
}
