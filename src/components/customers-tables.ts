import {customerValue, newCustomers, repeatRate, repeatShare} from "./customers-answers.js";
import * as format from "./format.js";
import {divide, findGrowth, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {dataTable} from "./table.js";
import {tiles} from "./tiles.js";

export function customerTiles(
  months: readonly MonthRow[],
  monthly: readonly Row[],
  persons: readonly Row[]
): HTMLElement {
  const period = inPeriod(months);
  const orders = total(period, "orders_count");
  const first = total(period, "new_customers_count");
  return tiles(
    [
      {label: "New customers", value: format.formatCount(first), growth: findGrowth(months, newCustomers), good: "up"},
      {
        label: "Repeat orders",
        value: format.formatPercent(divide(orders - first, orders)),
        growth: findGrowth(months, repeatShare),
        good: "up",
        difference: format.formatPercentPoints
      },
      {
        label: "Repeat rate",
        value: format.formatPercent(rate(persons, "repeat_customers_count", "customers_count")),
        detail: `of ${format.formatCounted(total(persons, "customers_count"), "customer")}, all months`
      },
      {
        label: "Spent per customer",
        value: format.formatMoney(rate(persons, "gmv", "customers_count")),
        detail: "GMV so far, all months"
      }
    ],
    {source: [monthly, persons], metrics: ["new_customers", "repeat_customers", "repeat_rate", "gmv"]}
  );
}

export function segmentsTable(segments: readonly Row[], source: readonly Row[]): HTMLElement {
  return groupsTable(segments, source, {
    caption: "Segments of customers, all months and statuses",
    label: "Segment",
    name: (row) => format.formatLabel(String(row.segment).toLowerCase().replace("vip", "VIP"))
  });
}

export function rfmTable(groups: readonly Row[], source: readonly Row[]): HTMLElement {
  return groupsTable(groups, source, {
    caption: "Customers by recency, frequency and value",
    label: "Group",
    name: (row) => String(row.rfm_name)
  });
}

function groupsTable(
  rows: readonly Row[],
  source: readonly Row[],
  {caption, label, name}: {caption: string; label: string; name: (row: Row) => string}
): HTMLElement {
  const [customers, gmv] = [total(rows, "customers_count"), total(rows, "gmv")];
  return dataTable(
    rows,
    [
      {label, value: name},
      {label: "Customers", value: measure("customers_count"), format: format.formatCount},
      {label: "Share", value: (row) => divide(Number(row.customers_count), customers), format: format.formatPercent},
      {label: "Share of GMV", value: (row) => divide(Number(row.gmv), gmv), format: format.formatPercent},
      {label: "GMV each", value: customerValue, format: format.formatMoney},
      {label: "Bought again", value: repeatRate, format: format.formatPercent},
      {label: "Days since", value: measure("recency_days_sum", "customers_count"), format: format.formatCount}
    ],
    {caption, source, metrics: ["customers", "repeat_rate", "gmv"]}
  );
}
