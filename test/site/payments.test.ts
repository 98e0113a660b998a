import {describe, expect, test} from "vitest";
import type {MonthRow} from "../../src/components/months.ts";
import * as payments from "../../src/components/payments-answers.ts";
import {sumByMethod, widenMonths} from "../../src/components/payments-rows.ts";
import type {Row} from "../../src/components/rows.ts";

const method = (payment_method: string, sums: Row = {}): Row => ({
  month: new Date("2018-01-01"),
  payment_method,
  payment_value: 0,
  payments_count: 0,
  instalments_sum: 0,
  main_count: 0,
  main_mixed_count: 0,
  mixed_count: 0,
  main_with_items_count: 0,
  main_gmv: 0,
  approval_days_sum: 0,
  approval_count: 0,
  within_day_count: 0,
  ...sums
});

const card = method("credit_card", {payment_value: 90, payments_count: 4, instalments_sum: 10, main_count: 2});
const slip = method("boleto", {payment_value: 10, payments_count: 1, main_count: 1});
const widen = (rows: Row[]) =>
  widenMonths(rows).map((row) => ({...row, is_complete: true, in_period: true}) as unknown as MonthRow);

describe("widenMonths(rows)", () => {
  test("adds up a month's methods and keeps each one's own sums", () => {
    const [month] = widenMonths([card, slip]);
    expect(month).toMatchObject({payment_value: 100, credit_card_payment_value: 90, boleto_payment_value: 10});
  });

  test("gives vouchers and cards a zero where nobody used them", () => {
    expect(widenMonths([slip])[0]).toMatchObject({voucher_mixed_count: 0, credit_card_payment_value: 0});
  });
});

test("sumByMethod(rows, filters) takes the period's months, the largest value first", () => {
  const later = {...slip, month: new Date("2018-02-01"), payment_value: 1000};
  const filters = {from: "2018-01-01", to: "2018-01-01"} as Parameters<typeof sumByMethod>[1];
  expect(sumByMethod([slip, card, later], filters)).toMatchObject([
    {payment_method: "credit_card", payment_value: 90},
    {payment_method: "boleto", payment_value: 10}
  ]);
});

describe("answerPayments(months, methods)", () => {
  test("names the method of most value, and the instalments of a card payment", () => {
    expect(payments.answerPayments(widen([card, slip]), [slip, card])).toBe(
      "Customers paid R$100.00 in January 2018, 90.0% of it by credit card; the average card payment is split into 2.5 instalments."
    );
  });

  test("says nothing of instalments where there is no card", () => {
    expect(payments.answerPayments(widen([slip]), [slip])).toBe(
      "Customers paid R$10.00 in January 2018, 100.0% of it by boleto."
    );
  });

  test("says so when nothing matches", () => {
    expect(payments.answerPayments([], [])).toBe("No orders match these filters.");
  });
});

describe("answerInstalments(rows)", () => {
  const once = {instalments: 1, orders_count: 3, payment_value: 30};

  test("sets the long ones apart", () => {
    expect(payments.answerInstalments([once, {instalments: 6, orders_count: 1, payment_value: 70}])).toBe(
      "75.0% of the orders paid by card are paid in one instalment; those of 6 or more are 25.0% of the orders and 70.0% of the value."
    );
  });

  test("says so where none is long, and where there is no card", () => {
    expect(payments.answerInstalments([once])).toMatch(/one instalment; none takes 6 or more\.$/);
    expect(payments.answerInstalments([])).toBe("None of these orders was paid by credit card.");
  });
});

describe("answers on order value and approval", () => {
  const many = method("credit_card", {
    ...{main_with_items_count: 30, main_gmv: 3000, approval_count: 30, approval_days_sum: 6, within_day_count: 30}
  });
  const slow = method("boleto", {
    ...{main_with_items_count: 30, main_gmv: 1500, approval_count: 30, approval_days_sum: 60, within_day_count: 0}
  });
  const few = method("voucher", {main_with_items_count: 29, main_gmv: 1, approval_count: 1, approval_days_sum: 99});

  test("rank only methods with enough orders", () => {
    expect(payments.answerOrderValue([many, slow])).toBe(
      "By the method that carries most of an order, orders are worth most by credit card (R$100.00) and least by boleto (R$50.00)."
    );
    expect(payments.answerOrderValue([many, few])).toMatch(/^Fewer than two methods have 30 orders/);
    expect(payments.answerApproval([many, slow])).toMatch(
      /^50\.0% .* within a day; the longest wait is that for boleto \(2\.0 days\), the shortest that for credit card \(0\.2 days\)\.$/
    );
  });

  test("say that they leave out methods with few orders, where there are such", () => {
    expect(payments.answerOrderValue([many, slow, few])).toMatch(
      /^Of the methods that carry most of at least 30 orders with items, orders are worth most by credit card /
    );
    expect(payments.answerApproval([many, slow, few])).toMatch(
      /^49\.2% .*; of the methods with at least 30 approvals, the longest wait is that for boleto /
    );
  });

  test("say so where there is nothing", () => {
    expect(payments.answerOrderValue([])).toBe("No orders match these filters.");
    expect(payments.answerApproval([])).toBe("None of these orders has an approval to time.");
  });
});

describe("answerMixed(period)", () => {
  test.each([
    [
      {main_count: 10, main_mixed_count: 2, voucher_mixed_count: 1},
      /^2 orders \(20\.0%\) were paid .*; a voucher took part in 1 of them\.$/
    ],
    [{main_count: 10, main_mixed_count: 2, voucher_mixed_count: 2}, /; a voucher took part in all of them\.$/],
    [{main_count: 10, main_mixed_count: 2, voucher_mixed_count: 0}, /; no voucher took part in any of them\.$/],
    [
      {main_count: 10, main_mixed_count: 1, voucher_mixed_count: 1},
      /^1 order \(10\.0%\) was paid .*; a voucher took part in it\.$/
    ],
    [{main_count: 10, main_mixed_count: 1, voucher_mixed_count: 0}, /; no voucher took part in it\.$/],
    [{main_count: 10, main_mixed_count: 0}, /^None of these orders was paid by more than one method\.$/],
    [{main_count: 0}, /^None of these orders has a payment\.$/]
  ])("%#", (row, sentence) => {
    expect(payments.answerMixed([row])).toMatch(sentence);
  });
});

describe("answerDefects(defects, placed)", () => {
  const placed = [{orders_count: 5}];

  test("lists what is found, orders without a payment among it", () => {
    const found = payments.countDefects([{...card, zero_count: 1, main_count: 4}], placed);
    expect(payments.answerDefects(found, placed)).toBe(
      "For these orders the source holds payments worth nothing (1) and orders without a payment (1)."
    );
  });

  test("says that there is none, or no order", () => {
    const found = payments.countDefects([{...card, main_count: 5}], placed);
    expect(payments.answerDefects(found, placed)).toMatch(/^No defect is found here/);
    expect(payments.answerDefects(found, [])).toBe("No orders match these filters.");
  });
});
