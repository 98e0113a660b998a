import {namePhotos, namePriceBand, nameWeightBand} from "./catalogue-answers.js";
import {changeBars} from "./change-bars.js";
import {concentrationCurve} from "./concentration-chart.js";
import {explainEmpty, listEarning} from "./earning.js";
import {
  formatAxisMoneyChange,
  formatChange,
  formatCount,
  formatCounted,
  formatDecimal,
  formatLabel,
  formatMoneyChange,
  formatPercent,
  formatShortCount,
  formatShortMoney
} from "./format.js";
import {monthBars} from "./month-charts.js";
import {divide, measure, rate, total, type MonthRow} from "./months.js";
import type {Provenance} from "./origin.js";
import {pairBars} from "./pair-bars.js";
import {pareto} from "./pareto-chart.js";
import {revenueChange} from "./product-answers.js";
import {nameQuarter} from "./quarters.js";
import {rankBars} from "./rank-chart.js";
import type {Row} from "./rows.js";

type Rows = readonly Row[];
type Options = Pick<Provenance, "source"> & {width: number};

const category = (row: Row) => formatLabel(String(row.category));
const share = (rows: Rows, key: string) => (row: Row) => divide(Number(row[key]), total(rows, key));
const countProducts = (row: Row) => formatCounted(Number(row.products_count), "product");
const byRevenue = {label: category, value: measure("revenue"), format: formatShortMoney};

export function categoryBars(categories: Rows, options: Options): HTMLElement {
  const earning = listEarning(categories);
  return rankBars(earning.slice(0, 15), {
    title: "Revenue by category",
    subtitle: earning.length > 15 ? "The fifteen largest, in R$" : "In R$",
    empty: explainEmpty(categories),
    metrics: ["revenue", "category"],
    detail: (row) => formatCounted(Number(row.items_count), "item"),
    ...byRevenue,
    ...options
  });
}

export function categoryPareto(categories: Rows, options: Options): HTMLElement {
  return pareto(categories, {
    title: "Revenue of the categories together",
    subtitle: "Each category’s share of revenue, and that of all up to it",
    empty: explainEmpty(categories),
    metrics: ["revenue", "category"],
    unit: "categories",
    height: 340,
    ...byRevenue,
    ...options
  });
}

export function growthChart(growth: Rows, last: Date | undefined, options: Options): HTMLElement {
  return changeBars(growth, {
    title: "Change of revenue by category",
    subtitle: `${last ? nameQuarter(last) : "Three complete months"} less the three months before, in R$`,
    empty: last ? "No category grew or shrank." : "There are no six complete months in a row here.",
    metrics: ["revenue", "category", "complete_month"],
    label: category,
    value: revenueChange,
    format: formatMoneyChange,
    axis: formatAxisMoneyChange,
    detail: (row) => formatChange(divide(revenueChange(row) ?? 0, Number(row.before_revenue))),
    ...options
  });
}

export function bandChart(bands: Rows, options: Options): HTMLElement {
  return pairBars(bands, {
    title: "Items and revenue by price band",
    subtitle: "Shares of the items sold and of revenue, by the price of the item",
    metrics: ["price", "revenue"],
    label: namePriceBand,
    series: [
      {label: "Items", value: share(bands, "items_count")},
      {label: "Revenue", value: share(bands, "revenue")}
    ],
    ...options
  });
}

export function classChart(kinds: Rows, options: Options): HTMLElement {
  return productsAndRevenue(kinds, {
    title: "Products by ABC class",
    subtitle: "In the order of revenue: A up to 80% of it, B up to 95%, C the rest",
    label: (row) => `Class ${String(row.abc_class)}`,
    ...options
  });
}

export function lifeChart(lives: Rows, options: Options): HTMLElement {
  return productsAndRevenue(lives, {
    title: "Products by stage of life",
    subtitle:
      "New: first sold in the last 90 days; bestsellers: not new, and among the 5% of all categories’ products that sold most in 180 days; discontinued: not sold in them",
    label: (row) => formatLabel(String(row.lifecycle)),
    ...options
  });
}

function productsAndRevenue(
  rows: Rows,
  options: Options & {title: string; subtitle: string; label: (row: Row) => string}
): HTMLElement {
  return pairBars(rows, {
    metrics: ["revenue", "as_of"],
    series: [
      {label: "Products", value: share(rows, "products_count")},
      {label: "Revenue", value: share(rows, "revenue")}
    ],
    detail: countProducts,
    ...options
  });
}

export function productCurve(curve: Rows, options: Options): HTMLElement {
  return concentrationCurve(curve, {
    title: "Concentration of revenue on products",
    subtitle: "Share of revenue that the products with most of it bring",
    empty: "These products brought no revenue.",
    metrics: ["revenue"],
    unit: "products",
    ...options
  });
}

export function newProducts(months: readonly MonthRow[], options: Options): HTMLElement {
  return monthBars(months, {
    title: "Products sold for the first time",
    subtitle: "By month of their first sale",
    metrics: ["order_month"],
    value: measure("new_products_count"),
    format: formatCount,
    axis: formatShortCount,
    height: 300,
    ...options
  });
}

/** Products without a sale in so many days, counted from two ends. */
export function unsoldChart(classes: Rows, options: Options): HTMLElement {
  const spans = [30, 60, 90].map((days) => ({days}));
  return pairBars(spans, {
    title: "Products without a sale lately",
    subtitle: "Share of the products sold until then",
    metrics: ["as_of", "complete_month"],
    label: ({days}) => `${String(days)} days`,
    series: [
      {
        label: "Up to the last day of the data",
        value: ({days}) => rate(classes, `unsold_${String(days)}_count`, "products_count")
      },
      {
        label: "Up to the end of the last complete month",
        value: ({days}) => rate(classes, `complete_unsold_${String(days)}_count`, "complete_products_count")
      }
    ],
    ...options
  });
}

export function photosChart(rows: Rows, options: Options): HTMLElement {
  return rankBars(rows, {
    title: "Items sold per product by photos",
    subtitle: "Mean over products with sales",
    metrics: ["category"],
    label: namePhotos,
    value: measure("items_count", "products_count"),
    format: formatDecimal,
    detail: countProducts,
    ...options
  });
}

export function weightChart(rows: Rows, options: Options): HTMLElement {
  return rankBars(rows, {
    title: "Freight by weight of the product",
    subtitle: "Freight as a share of the price",
    metrics: ["freight", "price"],
    label: nameWeightBand,
    value: measure("freight", "price"),
    format: formatPercent,
    detail: countProducts,
    ...options
  });
}
