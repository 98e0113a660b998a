import {group} from "d3";
import type {ChartOptions} from "./chart.js";
import {cityMap} from "./city-map.js";
import * as format from "./format.js";
import type {Choice} from "./choice.js";
import type {StateShapes} from "./geo.js";
import {describeQuarters, placeNames} from "./geography-answers.js";
import type {Quarters} from "./geography-rows.js";
import {matrix} from "./matrix-chart.js";
import {monthLines} from "./month-charts.js";
import {divide, measure, total, type Measure, type MonthRow} from "./months.js";
import {rankBars, rankDots} from "./rank-chart.js";
import type {Row} from "./rows.js";
import {stateMap} from "./state-map.js";

type Options = Pick<ChartOptions, "width" | "source">;
type Growing = Options & {quarters: Quarters};
type Picking = {shapes: StateShapes; selected: string | null; onSelect: (state: string) => void};

/** What the map can show of a state. */
export type StateMetric = {
  title: string;
  /** None for growth, whose months follow the filters. */
  subtitle?: string;
  value: Measure;
  format: format.Format;
  metrics: string[];
  /** For rates, whose colours diverge from that of all states. */
  above?: string;
  below?: string;
  /** Diverges from zero. */
  isChange?: boolean;
  good?: "up" | "down";
};

const perInhabitant: Measure = (row) => divide(1000 * Number(row.new_customers_count), Number(row.population));

const list: [StateMetric, ...StateMetric[]] = [
  {
    title: "Revenue",
    subtitle: "In R$",
    value: measure("revenue"),
    format: format.formatShortMoney,
    metrics: ["revenue"]
  },
  {
    title: "Orders",
    subtitle: "Number of orders",
    value: measure("orders_count"),
    format: format.formatCount,
    metrics: ["orders"]
  },
  {
    title: "New customers per 1,000 inhabitants",
    subtitle: "Persons whose first order falls here, against the census of 2010",
    value: perInhabitant,
    format: format.formatScore,
    metrics: ["new_customers"]
  },
  {
    title: "Growth of revenue",
    value: (row) => row.growth as number | null,
    format: format.formatChange,
    metrics: ["revenue", "complete_month"],
    isChange: true
  },
  rate(
    "Average order value",
    "GMV per order with items, in R$",
    ["gmv", "orders_with_items_count"],
    format.formatMoney,
    ["aov"]
  ),
  {
    ...rate("Late deliveries", "Share of delivered orders", ["late_count", "delivered_count"], format.formatPercent, [
      "late_share"
    ]),
    good: "down"
  },
  rate("Review score", "Mean of 1 to 5", ["review_score_sum", "reviews_count"], format.formatScore, ["review_score"])
];

export const stateMetrics = list.map((value) => ({label: value.title, value})) as [
  Choice<StateMetric>,
  ...Choice<StateMetric>[]
];

export function statesMap(
  states: readonly Row[],
  {title, subtitle, above, below, isChange, ...metric}: StateMetric,
  {quarters, ...options}: Growing & Picking
) {
  const center = isChange ? 0 : above && below ? divide(total(states, above), total(states, below)) : null;
  const where =
    center === null || isChange ? "" : `; colours turn at ${metric.format(center)}, that of all states shown`;
  return stateMap(states, {
    title: `${title} by state`,
    subtitle: `${subtitle ?? describeQuarters(quarters)}, by the customer’s state${where}`,
    empty: isChange ? explainNoGrowth(quarters) : undefined,
    label: (row) => String(row.name),
    detail: (row) => format.formatCounted(Number(row.orders_count), "order"),
    center,
    ...metric,
    ...options
  });
}

export function citiesMap(cities: readonly Row[], options: Options & {shapes: StateShapes}) {
  return cityMap(cities, {
    title: "Orders by city",
    subtitle: "The largest cities with at least ten orders; all months and statuses",
    label: cityName,
    value: measure("orders_count"),
    format: (value) => format.formatCounted(value, "order"),
    detail: (row) => `${format.formatShortMoney(Number(row.revenue))} of revenue`,
    metrics: ["orders", "revenue"],
    ...options
  });
}

export const cityName = (row: Row) => `${format.formatPlace(String(row.city))}, ${row.state}`;

export function flowMatrix(flows: readonly Row[], regions: readonly string[], options: Options) {
  const byBuyer = group(flows, (row) => row.region);
  const bought = (row: Row) => total(byBuyer.get(row.region) ?? [], "price");
  return matrix(flows, {
    title: "Where what is bought comes from",
    subtitle: "Share of the item value bought in a region, by the seller’s region; all statuses",
    rowLabel: "Customer",
    row: (row) => String(row.region),
    rows: regions.filter((region) => byBuyer.has(region)),
    columnLabel: "Seller",
    column: (row) => String(row.seller_region),
    columns: regions,
    value: (row) => divide(Number(row.price), bought(row)),
    format: format.formatWholePercent,
    detail: (row) =>
      `${format.formatShortMoney(Number(row.price))}, ${format.formatCounted(Number(row.parcels_count), "parcel")}`,
    metrics: ["price", "region"],
    ...options
  });
}

export function mixBars(mix: readonly Row[], options: Options) {
  const revenue = total(mix, "revenue");
  return rankBars(mix, {
    title: "Capitals, metropolitan areas and the interior",
    subtitle: "Share of revenue by the customer’s place; all statuses",
    label: (row) => format.formatLabel(placeNames[String(row.place_type)]!.replaceAll(" ", "_")),
    value: (row) => divide(Number(row.revenue), revenue),
    format: format.formatPercent,
    detail: (row) =>
      `${format.formatShortMoney(Number(row.revenue))}, ${format.formatCounted(Number(row.orders_count), "order")}`,
    metrics: ["revenue"],
    ...options
  });
}

/** Rows of region months, each with `regions`' revenue in columns of their names. */
export function regionLines(months: readonly MonthRow[], regions: readonly string[], options: Options) {
  const series = regions.map((region, i) => ({label: region, value: measure(region), color: `var(--series-${i + 1})`}));
  return monthLines(months, {
    title: "Revenue by region",
    subtitle: "In R$, by month of purchase",
    series,
    format: format.formatWholeMoney,
    axis: format.formatAxisMoney,
    zero: true,
    metrics: ["revenue", "region"],
    ...options
  });
}

export function growthRanks(regions: readonly Row[], {quarters, ...options}: Growing) {
  return rankDots(
    regions.filter(({growth}) => growth !== null).toSorted((a, b) => Number(b.growth) - Number(a.growth)),
    {
      title: "Growth by region",
      subtitle: describeQuarters(quarters),
      empty: explainNoGrowth(quarters),
      label: (row) => String(row.region),
      value: (row) => Number(row.growth),
      format: format.formatChange,
      reference: {value: 0, label: "no change"},
      metrics: ["revenue", "complete_month"],
      ...options
    }
  );
}

function explainNoGrowth(quarters: Quarters): string {
  return quarters
    ? "There was no revenue in the three months before."
    : "There are not six complete months to compare.";
}

function rate(
  title: string,
  subtitle: string,
  [above, below]: [string, string],
  format: format.Format,
  metrics: string[]
): StateMetric {
  return {title, subtitle, value: measure(above, below), format, metrics, above, below};
}
