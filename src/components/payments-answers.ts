import {
  formatCount,
  formatCounted,
  formatDecimal,
  formatDays,
  formatLabel,
  formatList,
  formatMoney,
  formatPercent,
  formatShortMoney
} from "./format.js";
import {divide, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {describePeriod, nothing} from "./words.js";

export const methods = [
  {method: "credit_card", color: "var(--series-1)"},
  {method: "boleto", color: "var(--series-2)"},
  {method: "voucher", color: "var(--series-3)"},
  {method: "debit_card", color: "var(--series-4)"}
].map(({method, color}) => ({
  label: formatLabel(method),
  color,
  value: measure(`${method}_payment_value`),
  orders: measure(`${method}_main_count`)
}));

/** Too few orders to call a mean that of a method. */
const enough = 30;

export const methodName = (row: Row) => formatLabel(String(row.payment_method));
export const orderValue = measure("main_gmv", "main_with_items_count");
export const approvalDays = measure("approval_days_sum", "approval_count");
export const withinDay = measure("within_day_count", "approval_count");
export const cardShare = measure("credit_card_payment_value", "payment_value");
export const mixedShare = measure("main_mixed_count", "main_count");

/** The page in one sentence. */
export function answerPayments(months: readonly MonthRow[], byMethod: readonly Row[]): string {
  const period = inPeriod(months);
  const value = total(period, "payment_value");
  if (total(period, "main_count") === 0) return nothing;
  const [first] = byMethod.toSorted((a, b) => Number(b.payment_value) - Number(a.payment_value));
  if (value === 0 || !first) return "Nothing was paid for these orders.";
  const share = formatPercent(divide(Number(first.payment_value), value));
  const paid = `Customers paid ${formatShortMoney(value)} ${describePeriod(months)}, ${share} of it by ${methodName(first).toLowerCase()}`;
  const instalments = rate(period, "credit_card_instalments_sum", "credit_card_payments_count");
  if (instalments === null) return `${paid}.`;
  return `${paid}; the average card payment is split into ${formatDecimal(instalments)} instalments.`;
}

export function answerInstalments(rows: readonly Row[], long = 6): string {
  const orders = total(rows, "orders_count");
  if (orders === 0) return "None of these orders was paid by credit card.";
  const share = (part: readonly Row[], name: string) => formatPercent(divide(total(part, name), total(rows, name)));
  const single = rows.filter(({instalments}) => instalments === 1);
  const many = rows.filter(({instalments}) => Number(instalments) >= long);
  const once = `${share(single, "orders_count")} of the orders paid by card are paid in one instalment`;
  if (many.length === 0) return `${once}; none takes ${long} or more.`;
  return `${once}; those of ${long} or more are ${share(many, "orders_count")} of the orders and ${share(many, "payment_value")} of the value.`;
}

/** Names the methods whose orders are worth most and least, among those with enough orders to tell. */
export function answerOrderValue(byMethod: readonly Row[]): string {
  const ranked = byMethod
    .filter((row) => Number(row.main_with_items_count) >= enough)
    .toSorted((a, b) => orderValue(b)! - orderValue(a)!);
  if (byMethod.length === 0) return nothing;
  if (ranked.length < 2)
    return `Fewer than two methods have ${enough} orders here, too few to compare what orders are worth.`;
  const name = (row: Row) => `${methodName(row).toLowerCase()} (${formatMoney(orderValue(row))})`;
  const valued = byMethod.filter((row) => orderValue(row) !== null);
  const by =
    ranked.length < valued.length
      ? `Of the methods that carry most of at least ${enough} orders with items`
      : "By the method that carries most of an order";
  return `${by}, orders are worth most by ${name(ranked[0]!)} and least by ${name(ranked.at(-1)!)}.`;
}

export function answerApproval(byMethod: readonly Row[]): string {
  const approved = byMethod.filter((row) => Number(row.approval_count) >= enough);
  const ranked = approved.toSorted((a, b) => approvalDays(b)! - approvalDays(a)!);
  const within = rate(byMethod, "within_day_count", "approval_count");
  if (within === null) return "None of these orders has an approval to time.";
  const all = `${formatPercent(within)} of approvals come within a day`;
  if (ranked.length < 2) return `${all}.`;
  const name = (row: Row) => `${methodName(row).toLowerCase()} (${formatDays(approvalDays(row))})`;
  const timed = byMethod.filter((row) => approvalDays(row) !== null);
  const of = approved.length < timed.length ? `of the methods with at least ${enough} approvals, ` : "";
  return `${all}; ${of}the longest wait is that for ${name(ranked[0]!)}, the shortest that for ${name(ranked.at(-1)!)}.`;
}

export function answerMixed(period: readonly Row[]): string {
  const orders = total(period, "main_count");
  const mixed = total(period, "main_mixed_count");
  if (orders === 0) return "None of these orders has a payment.";
  if (mixed === 0) return "None of these orders was paid by more than one method.";
  const share = formatPercent(mixed / orders);
  const [were, them] = mixed === 1 ? ["was", "it"] : ["were", "them"];
  return `${formatCounted(mixed, "order")} (${share}) ${were} paid by more than one method; ${countVouchers(period, mixed)} ${them}.`;
}

/** "a voucher took part in 2 of", "a voucher took part in all of", "no voucher took part in any of". */
function countVouchers(period: readonly Row[], mixed: number): string {
  const vouchers = total(period, "voucher_mixed_count");
  if (mixed === 1) return vouchers === 1 ? "a voucher took part in" : "no voucher took part in";
  if (vouchers === 0) return "no voucher took part in any of";
  return `a voucher took part in ${vouchers === mixed ? "all" : formatCount(vouchers)} of`;
}

export type Defect = {name: string; found: number};

/** What is wrong or open in the source, over the sums of each method and the number of all orders. */
export function countDefects(byMethod: readonly Row[], placed: readonly Row[]): Defect[] {
  const undefinedMethod = byMethod.filter((row) => row.payment_method === "not_defined");
  return [
    {name: "Card payments of 0 instalments, read as 1", found: total(byMethod, "corrected_count")},
    {name: "Payments whose method is not defined", found: total(undefinedMethod, "payments_count")},
    {name: "Payments worth nothing", found: total(byMethod, "zero_count")},
    {name: "Orders never approved", found: total(byMethod, "unapproved_count")},
    {name: "Orders without a payment", found: total(placed, "orders_count") - total(byMethod, "main_count")}
  ];
}

export function answerDefects(defects: readonly Defect[], placed: readonly Row[]): string {
  if (total(placed, "orders_count") === 0) return nothing;
  const found = defects.filter((defect) => defect.found > 0);
  if (found.length === 0)
    return "No defect is found here: each order is approved and paid, each payment has a method, a value and its instalments.";
  const parts = found.map(({name, found}) => `${name.charAt(0).toLowerCase()}${name.slice(1)} (${formatCount(found)})`);
  return `For these orders the source holds ${formatList(parts)}.`;
}
