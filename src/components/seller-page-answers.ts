import {
  formatCount,
  formatCounted,
  formatDate,
  formatDays,
  formatLabel,
  formatOrdinal,
  formatPercent,
  formatScore,
  formatShortMoney,
  type Format
} from "./format.js";
import {divide, rate} from "./months.js";
import type {Row} from "./rows.js";
import {onTimeShare} from "./seller-columns.js";
import {nameSeller} from "./seller-names.js";

/** The page in one sentence, after a note where the chosen number is an earlier one, and before one where none is chosen. */
export function answerSeller(seller: Row | undefined, chosen: number | null): string {
  if (!seller) return `Seller ${String(chosen)} has no sales.`;
  const key = Number(seller.seller_key);
  if (chosen === null) return `${rankSeller(seller)} It is shown because no seller is chosen.`;
  if (chosen === key) return rankSeller(seller);
  return `Seller ${chosen} is now number ${key}, as its address changed. ${rankSeller(seller)}`;
}

function rankSeller(seller: Row): string {
  const name = nameSeller(seller);
  const items = formatCounted(Number(seller.items_count), "item");
  const since = formatDate(seller.first_sale_date as Date);
  if (Number(seller.revenue) === 0) {
    const orders = Number(seller.orders_count) === 1 ? "an order that was" : "orders that were";
    return `${name} brought no revenue: it has sold ${items} since ${since}, in ${orders} canceled or unavailable.`;
  }
  const rank = `${formatOrdinal(Number(seller.revenue_rank))} of ${formatCounted(Number(seller.sellers_count), "seller")}`;
  const peers = Number(seller.state_sellers_count);
  const state = String(seller.state);
  const local =
    peers === 1
      ? `is the only one in ${state}`
      : `${formatOrdinal(Number(seller.state_rank))} of ${formatCount(peers)} in ${state}`;
  return `${name} ranks ${rank} by revenue and ${local}: it has sold ${items} since ${since}, which brought ${formatShortMoney(Number(seller.revenue))}.`;
}

/** By revenue, as the seller's trend is. */
const trends: Record<string, string> = {
  new: "It brought revenue in the last three complete months and none in the three before",
  stopped: "It brought no revenue in the last three complete months, after some in the three before",
  none: "It brought no revenue in the last six complete months",
  growing: "Revenue of the last three complete months is more than a tenth above that of the three before",
  shrinking: "Revenue of the last three complete months is more than a tenth below that of the three before",
  steady: "Revenue of the last three complete months is within a tenth of that of the three before"
};

/** How the last months went, and whether the seller still sells: active are those who sold in the 90 days up to the data's last order. */
export function answerTrend({trend, is_active, last_sale_date}: Row, asOf: string): string {
  const sale = `Its last sale was on ${formatDate(last_sale_date as Date)}`;
  const end = `the last order in the data (${formatDate(asOf)})`;
  const active = is_active
    ? `within the 90 days up to ${end}, so it counts as active`
    : `more than 90 days before ${end}, so it counts as inactive`;
  return `${trends[String(trend)] ?? "Its trend is not known"}. ${sale}, ${active}.`;
}

/** The categories a seller sells, and what the first brings. */
export function answerAssortment(categories: readonly Row[], seller: Row): string {
  const [first] = categories;
  const products = formatCounted(Number(seller.products_count), "product");
  if (!first) return `It sold ${products}.`;
  const share = divide(Number(first.revenue), Number(seller.revenue));
  const name = formatLabel(String(first.category));
  if (categories.length === 1) return `It sold ${products}, all of the category ${name}.`;
  const brings = share === null ? "" : `; ${name} brings ${formatPercent(share)} of revenue`;
  return `It sold ${products} of ${formatCount(categories.length)} categories${brings}.`;
}

type Measure = {label: string; seller: (row: Row) => number | null; all: (row: Row) => number | null; format: Format};

const share = (above: string, below: string) => (row: Row) => rate([row], above, below);
const all = (name: string) => `all_${name}`;
const late = share(all("late_count"), all("delivered_count"));

/** What a seller is scored by, beside the same of all sellers. */
export const measures: Measure[] = [
  {
    label: "Delivered on time",
    seller: onTimeShare,
    all: (row) => (late(row) === null ? null : 1 - late(row)!),
    format: formatPercent
  },
  {
    label: "Handed over by the deadline",
    seller: share("deadline_kept_count", "handed_over_count"),
    all: share(all("deadline_kept_count"), all("handed_over_count")),
    format: formatPercent
  },
  {
    label: "Mean review score",
    seller: share("review_score_sum", "reviewed_count"),
    all: share(all("review_score_sum"), all("reviewed_count")),
    format: formatScore
  },
  {
    label: "Reviews of 1 or 2",
    seller: share("low_scores_count", "reviewed_count"),
    all: share(all("low_scores_count"), all("reviewed_count")),
    format: formatPercent
  },
  {
    label: "Orders canceled or unavailable",
    seller: share("canceled_count", "orders_count"),
    all: share(all("canceled_count"), all("orders_count")),
    format: formatPercent
  },
  {
    label: "Business days to hand over",
    seller: share("business_days_to_ship_sum", "business_days_to_ship_count"),
    all: share(all("business_days_to_ship_sum"), all("business_days_to_ship_count")),
    format: formatDays
  }
];

/** A row for each measure, with its texts. */
export function listMeasures(row: Row): Row[] {
  return measures.map(({label, seller, all, format}) => ({
    label,
    seller: format(seller(row) as number),
    all: format(all(row) as number)
  }));
}

/** Against all sellers: on time and rated. */
export function answerService(row: Row): string {
  const [mine, usual] = [onTimeShare(row), measures[0]!.all(row)];
  const delivered = formatCounted(Number(row.delivered_count), "delivered order");
  const score = describeScore(row);
  if (mine === null) return `None of its orders was delivered; ${score}.`;
  return `${formatPercent(mine)} of ${delivered} came on time, against ${formatPercent(usual)} of all sellers’; ${score}.`;
}

function describeScore(row: Row): string {
  const [mine, usual] = [measures[2]!.seller(row), measures[2]!.all(row)];
  if (mine === null) return "none of its orders has a review";
  const reviewed = Number(row.reviewed_count);
  const rated = reviewed === 1 ? `is rated ${formatScore(mine)}` : `are rated ${formatScore(mine)} on average`;
  return `its ${formatCounted(reviewed, "order")} with a review ${rated}, against ${formatScore(usual)} of all`;
}
