import * as format from "./format.js";
import {divide, findGrowth, inPeriod, measure, rate, total, type Measure, type MonthRow} from "./months.js";
import {
  approvalDays,
  cardShare,
  methodName,
  mixedShare,
  orderValue,
  withinDay,
  type Defect
} from "./payments-answers.js";
import {cardValue} from "./payments-charts.js";
import type {Row} from "./rows.js";
import {dataTable} from "./table.js";
import {tiles} from "./tiles.js";

export function paymentTiles(months: readonly MonthRow[], source: readonly Row[]): HTMLElement {
  const period = inPeriod(months);
  const {formatPercent, formatPercentPoints} = format;
  const grow = (value: Measure) => ({growth: findGrowth(months, value)});
  const share = (above: string, below: string) => formatPercent(rate(period, above, below));
  const instalments = rate(period, "credit_card_instalments_sum", "credit_card_payments_count");
  return tiles(
    [
      {
        label: "Payment value",
        value: format.formatShortMoney(total(period, "payment_value")),
        good: "up",
        ...grow(measure("payment_value"))
      },
      {
        label: "By credit card",
        value: share("credit_card_payment_value", "payment_value"),
        difference: formatPercentPoints,
        ...grow(cardShare)
      },
      {
        label: "Instalments per card payment",
        value: format.formatDecimal(instalments),
        ...grow(measure("credit_card_instalments_sum", "credit_card_payments_count"))
      },
      {
        label: "Approved within a day",
        value: share("within_day_count", "approval_count"),
        good: "up",
        difference: formatPercentPoints,
        ...grow(withinDay)
      },
      {
        label: "Paid by several methods",
        value: share("main_mixed_count", "main_count"),
        difference: formatPercentPoints,
        ...grow(mixedShare)
      }
    ],
    {source, metrics: ["payment_value", "payment_method", "instalments", "approval_days"]}
  );
}

const shareOf = (rows: readonly Row[], name: string) => (row: Row) => divide(Number(row[name]), total(rows, name));

export function methodsTable(byMethod: readonly Row[], source: readonly Row[]): HTMLElement {
  return dataTable(
    byMethod,
    [
      {label: "Method", value: methodName},
      {label: "Value", value: measure("payment_value"), format: format.formatWholeMoney},
      {label: "Share", value: shareOf(byMethod, "payment_value"), format: format.formatPercent},
      {label: "Orders", value: measure("orders_count"), format: format.formatCount},
      {
        label: "Mixed",
        value: measure("mixed_count", "orders_count"),
        format: format.formatPercent
      },
      {label: "Order value", value: orderValue, format: format.formatMoney},
      {label: "Approval, days", value: approvalDays, format: format.formatDecimal},
      {
        label: "Within an hour",
        value: measure("within_hour_count", "approval_count"),
        format: format.formatPercent
      },
      {label: "Unapproved", value: measure("unapproved_count", "main_count"), format: format.formatPercent}
    ],
    {
      caption: "Methods of payment",
      source,
      metrics: ["payment_value", "payment_method", "aov", "approval_days"]
    }
  );
}

export function instalmentsTable(rows: readonly Row[]): HTMLElement {
  return dataTable(
    rows,
    [
      {label: "Instalments", value: (row) => String(row.instalments)},
      {label: "Orders", value: measure("orders_count"), format: format.formatCount},
      {label: "Share", value: shareOf(rows, "orders_count"), format: format.formatPercent},
      {label: "Value", value: measure("payment_value"), format: format.formatWholeMoney},
      {label: "Share of value", value: shareOf(rows, "payment_value"), format: format.formatPercent},
      {label: "Per order", value: cardValue, format: format.formatMoney},
      {
        label: "Canceled or unavailable",
        value: measure("canceled_count", "orders_count"),
        format: format.formatPercent
      },
      {label: "Late", value: measure("late_count", "delivered_count"), format: format.formatPercent},
      {label: "Mean score", value: measure("review_score_sum", "reviewed_count"), format: format.formatScore}
    ],
    {
      caption: "How card orders fare, by instalments",
      source: rows,
      metrics: ["instalments", "payment_value", "late_share", "review_score"]
    }
  );
}

export function defectsTable(defects: readonly Defect[], source: readonly (readonly Row[])[]): HTMLElement {
  return dataTable(
    defects,
    [
      {label: "Defect", value: (row) => row.name!},
      {label: "Found", value: measure("found"), format: format.formatCount}
    ],
    {caption: "Payments that are not as they should be", source, metrics: ["instalments", "payment_method"]}
  );
}
