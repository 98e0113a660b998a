import {group} from "d3";
import {
  formatChange,
  formatCount,
  formatCounted,
  formatList,
  formatPercent,
  formatPlace,
  formatShortMoney
} from "./format.js";
import {divide, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {describePeriod, nothing} from "./words.js";

const byRevenue = (a: Row, b: Row) => Number(b.revenue) - Number(a.revenue);

/** The page in one sentence, over the states that the filters leave. */
export function answerGeography(months: readonly MonthRow[], states: readonly Row[]): string {
  if (total(states, "orders_count") === 0) return nothing;
  const revenue = total(states, "revenue");
  if (revenue === 0)
    return `Orders came from ${formatCounted(states.length, "state")} ${describePeriod(months)}, and brought no revenue.`;
  const [first, ...rest] = states.toSorted(byRevenue);
  const when = describePeriod(months);
  const sum = formatShortMoney(Number(first!.revenue));
  if (rest.length === 0) return `${first!.name} brought ${sum} of revenue ${when}.`;
  const share = (row: Row) => formatPercent(divide(Number(row.revenue), revenue));
  const next = rest.slice(0, 2).map((row) => `${row.name} (${share(row)})`);
  return `${first!.name} brought ${sum}, ${share(first!)} of revenue ${when}; ${formatList(next)} ${next.length === 1 ? "follows" : "follow"} among ${states.length} states with orders.`;
}

/** Names the regions that grow fastest and slowest; rows have a `growth`. */
export function answerGrowth(regions: readonly Row[]): string {
  const known = regions.filter(({growth}) => growth !== null).toSorted((a, b) => Number(b.growth) - Number(a.growth));
  const name = (row: Row) => `${row.region} (${formatChange(Number(row.growth))})`;
  if (known.length === 0) return "There are not six complete months here to compare three with the three before.";
  const lead = "In the last three complete months against the three before, revenue changed";
  if (known.length === 1) return `${lead} by ${formatChange(Number(known[0]!.growth))} in the ${known[0]!.region}.`;
  return `${lead} most favourably in the ${name(known[0]!)} and least so in the ${name(known.at(-1)!)}.`;
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
  if (!first) return "No city has ten orders here.";
  const orders = total(cities, "orders_count");
  const lead = `Over all months and statuses, most orders come from ${formatPlace(String(first.city))} (${formatCount(Number(first.orders_count))})`;
  if (cities.length < 20) return `${lead}.`;
  const ten = total(cities.slice(0, 10), "orders_count") / orders;
  return `${lead}; the first ten of the ${cities.length} largest cities bring ${formatPercent(ten)} of these cities’ orders.`;
}
