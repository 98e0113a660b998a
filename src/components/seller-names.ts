import {element} from "./dom.js";
import type {Row} from "./rows.js";

const small = new Set(["da", "das", "de", "do", "dos", "e"]);

/** "rio de janeiro" as "Rio de Janeiro": the data has no capitals. */
export function formatCity(city: string): string {
  const words = city.split(" ").map((word, i) => (i > 0 && small.has(word) ? word : capitalize(word)));
  return words.join(" ");
}

/** "Seller 123 · Ibitinga, SP": sellers have no names in the data. */
export function nameSeller({seller_key, city, state}: Row): string {
  const place = city ? `${formatCity(String(city))}, ${String(state)}` : String(state);
  return `Seller ${String(seller_key)} · ${place}`;
}

/** A link to the page of a seller. */
export function linkSeller(row: Row): HTMLElement {
  return element("a", {href: `./seller?seller=${String(row.seller_key)}`}, nameSeller(row));
}

const capitalize = (word: string) => word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
