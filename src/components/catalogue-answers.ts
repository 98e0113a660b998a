import {formatCount, formatCounted, formatDate, formatDecimal, formatPercent} from "./format.js";
import {divide, rate, total} from "./months.js";
import type {Row} from "./rows.js";
import {sumBy} from "./sum-by.js";
import {choose} from "./words.js";

const none = "No product of this category was ever sold.";

export const lifecycles = ["new", "bestseller", "slow", "discontinued"];

/** "R$25 to 50", "R$500 and more"; bands go by their lower bounds. */
export function nameBand(bounds: readonly number[], unit: (text: string) => string): (row: Row) => string {
  return ({band}) => {
    if (band === null) return "not known";
    const [low, next] = [Number(band), bounds[bounds.indexOf(Number(band)) + 1]];
    if (next === undefined) return `${unit(formatCount(low))} and more`;
    return low === 0 ? `under ${unit(formatCount(next))}` : unit(`${formatCount(low)} to ${formatCount(next)}`);
  };
}

export const namePriceBand = nameBand([0, 25, 50, 100, 200, 500], (text) => `R$${text}`);
export const nameWeightBand = nameBand([0, 250, 500, 1000, 2000, 5000, 10000], (text) => `${text} g`);

/** "1 photo", "6 photos or more". */
export function namePhotos({band}: Row): string {
  if (band === null) return "not known";
  return Number(band) >= 6 ? "6 photos or more" : formatCounted(Number(band), "photo");
}

/** How few products bring how much, and how many of them are past their life. */
export function answerCatalogue(classes: readonly Row[]): string {
  const products = total(classes, "products_count");
  if (products === 0) return none;
  const [top] = sumBy(classes, "abc_class", ["A"]);
  const [gone] = sumBy(classes, "lifecycle", ["discontinued"]);
  const share = formatPercent(divide(Number(gone?.products_count ?? 0), products));
  const past = `${share} of ${formatCounted(products, "product")} ${products === 1 ? "has" : "have"} not been sold in the last 180 days`;
  if (!top) return `${past}; none is of class A.`;
  const of = formatPercent(divide(Number(top.products_count), products));
  const brings = formatPercent(rate([{a: top.revenue!, b: total(classes, "revenue")}], "a", "b"));
  const verb = top.products_count === 1 ? "brings" : "bring";
  return `${formatCounted(Number(top.products_count), "product")} of class A, ${of} of all, ${verb} ${brings} of revenue; ${past}.`;
}

/** Products without a sale lately, at the end of the data and at the end of its last complete month. */
export function answerUnsold(classes: readonly Row[], asOf: Date | string, completeEnd: Date | string): string {
  const [all, complete] = [total(classes, "products_count"), total(classes, "complete_products_count")];
  if (all === 0) return none;
  const share = (key: string, of: number) => formatPercent(divide(total(classes, key), of));
  const now = `${share("unsold_90_count", all)} of products sold nothing in the 90 days up to ${formatDate(asOf)}, the last day of the data`;
  if (complete === 0) return `${now}.`;
  return `${now}; in the 90 days up to ${formatDate(completeEnd)}, the end of its last complete month, it was ${share("complete_unsold_90_count", complete)}.`;
}

const enough = 30;

/** Whether many photos go with more items sold per product; it says nothing of causes. */
export function answerPhotos(rows: readonly Row[]): string {
  const few = rows.filter(({band}) => band === 1);
  const many = rows.filter(({band}) => band !== null && Number(band) >= 4);
  const scarce = [
    ...(total(few, "products_count") < enough ? ["have one photo"] : []),
    ...(total(many, "products_count") < enough ? ["have four or more photos"] : [])
  ];
  const [a, b] = [rate(many, "items_count", "products_count"), rate(few, "items_count", "products_count")];
  if (a === null || b === null || scarce.length > 0)
    return `Fewer than ${enough} products here ${scarce.join(`, and fewer than ${enough} `)}, too few to compare.`;
  const more = choose(a / b - 1, ["more than", "fewer than", "as many as"], 0.05);
  return `Products with four photos or more sold ${formatDecimal(a)} items each, ${more} the ${formatDecimal(b)} of products with one${more === "as many as" ? ", within a twentieth" : ""}.`;
}

/** What part of the price freight adds, for the lightest and the heaviest products. */
export function answerWeight(rows: readonly Row[]): string {
  const known = rows.filter(({band}) => band !== null);
  const costs = (row: Row) => rate([row], "freight", "price");
  const [light, heavy] = [known[0], known.at(-1)];
  if (!light || !heavy || light === heavy || costs(light) === null || costs(heavy) === null)
    return "The products here are all of one weight, so freight cannot be compared.";
  return `Freight adds ${formatPercent(costs(light))} to the price of products of ${nameWeightBand(light)}, and ${formatPercent(costs(heavy))} to those of ${nameWeightBand(heavy)}.`;
}
