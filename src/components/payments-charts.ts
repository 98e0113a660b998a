import {bandBars} from "./band-chart.js";
import type {ChartOptions} from "./chart.js";
import * as format from "./format.js";
import {monthBars, monthLines, monthStack} from "./month-charts.js";
import {measure, type MonthRow} from "./months.js";
import {approvalDays, methodName, methods, mixedShare, orderValue, withinDay} from "./payments-answers.js";
import {rankBars} from "./rank-chart.js";
import type {Row} from "./rows.js";

type Options = Pick<ChartOptions, "width" | "source">;
type Months = readonly MonthRow[];

export const cardValue = measure("payment_value", "orders_count");
const withVoucher = measure("voucher_orders_count", "main_count");

export function valueByMethod(months: Months, options: Options): HTMLElement {
  return monthStack(months, {
    title: "Payment value by method",
    subtitle: "Sum of payments in R$, by month of purchase",
    series: methods.map(({label, color, value}) => ({label, color, value})),
    format: format.formatWholeMoney,
    axis: format.formatAxisMoney,
    metrics: ["payment_value", "payment_method"],
    ...options
  });
}

export function ordersByMethod(months: Months, options: Options): HTMLElement {
  return monthStack(months, {
    title: "Orders by main method",
    subtitle: "Orders by the method that carries most of their value, by month of purchase",
    series: methods.map(({label, color, orders}) => ({label, color, value: orders})),
    format: format.formatCount,
    axis: format.formatShortCount,
    metrics: ["orders", "payment_method"],
    ...options
  });
}

export function valuePerOrder(byMethod: readonly Row[], options: Options): HTMLElement {
  return rankBars(
    byMethod.filter((row) => orderValue(row) !== null),
    {
      title: "Average order value by main method",
      subtitle: "GMV per order that has items, in R$",
      label: methodName,
      value: orderValue,
      format: format.formatMoney,
      detail: (row) => format.formatCounted(Number(row.main_with_items_count), "order"),
      metrics: ["aov", "payment_method"],
      ...options
    }
  );
}

export function daysToApproval(byMethod: readonly Row[], options: Options): HTMLElement {
  const withinHour = measure("within_hour_count", "approval_count");
  return rankBars(
    byMethod.filter((row) => approvalDays(row) !== null),
    {
      title: "Days to approval by main method",
      subtitle: "Mean from purchase to approval of the payment",
      label: methodName,
      value: approvalDays,
      format: format.formatDays,
      detail: (row) =>
        `${format.formatPercent(withinHour(row))} within an hour, ${format.formatPercent(withinDay(row))} within a day`,
      metrics: ["approval_days", "payment_method"],
      ...options
    }
  );
}

export function ordersByInstalments(rows: readonly Row[], options: Options): HTMLElement {
  return bandBars(rows, {
    title: "Card orders by instalments",
    subtitle: "Orders paid by credit card, by the most instalments of their payments",
    unit: "instalments",
    label: (row) => String(row.instalments),
    value: measure("orders_count"),
    format: format.formatCount,
    axis: format.formatShortCount,
    metrics: ["instalments", "orders"],
    ...options
  });
}

export function valueByInstalments(rows: readonly Row[], options: Options): HTMLElement {
  return bandBars(rows, {
    title: "Value of a card order by instalments",
    subtitle: "Mean sum of its card payments, in R$",
    unit: "instalments",
    label: (row) => String(row.instalments),
    value: cardValue,
    format: format.formatMoney,
    axis: format.formatAxisMoney,
    detail: (row) => format.formatCounted(Number(row.orders_count), "order"),
    metrics: ["instalments", "payment_value"],
    ...options
  });
}

export function mixedOrders(months: Months, options: Options): HTMLElement {
  return monthLines(months, {
    title: "Orders with a voucher or several methods",
    subtitle: "Share of paid orders, by month of purchase",
    series: [
      {label: "With a voucher", value: withVoucher, color: "var(--series-3)"},
      {label: "Several methods", value: mixedShare, color: "var(--series-2)"}
    ],
    format: format.formatPercent,
    axis: format.formatWholePercent,
    zero: true,
    metrics: ["payment_method", "orders"],
    ...options
  });
}

export function openInstalments(rows: readonly Row[], options: Options): HTMLElement {
  return monthBars(rows as readonly MonthRow[], {
    title: "Card instalments not yet due",
    subtitle: "In R$ at the month’s end, if one falls due in each month after the purchase; all states and statuses",
    value: measure("open_receivables"),
    format: format.formatWholeMoney,
    axis: format.formatAxisMoney,
    metrics: ["instalments", "payment_value"],
    ...options
  });
}
