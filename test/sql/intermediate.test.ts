import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

describe("int_numbered_orders", () => {
  it("counts orders by purchase time, at one time by order_id", async () => {
    const rows = await models.run("intermediate.int_numbered_orders", {
      "staging.stg_orders": ["2017-01-02", "2017-01-01", "2017-01-01"].map((day, i) => ({
        order_id: `o${i}`,
        customer_id: `c${i}`,
        purchased_at: `${day} 10:00:00`
      })),
      "staging.stg_customers": [0, 1, 2].map((i) => ({customer_id: `c${i}`}))
    });
    expect(rows).toMatchObject([
      {order_key: 1, order_id: "o1"},
      {order_key: 2, order_id: "o2"},
      {order_key: 3, order_id: "o0"}
    ]);
  });
});

describe("int_orders", () => {
  /** Orders of persons in their order, written as [person, zip prefix]. */
  const order = async (...orders: [string, string][]) =>
    models.run<{order_key: number; customer_key: number; person_key: number}>("intermediate.int_orders", {
      "intermediate.int_numbered_orders": orders.map(([person, zip], i) => ({
        order_key: i + 1,
        customer_unique_id: person,
        zip_prefix: zip
      }))
    });

  it("opens an address period whenever the zip prefix changes, also back to an old one", async () => {
    const rows = await order(["ana", "01001"], ["ana", "01001"], ["ana", "20000"], ["ana", "20000"], ["ana", "01001"]);
    expect(rows.map((row) => row.customer_key)).toEqual([1, 1, 3, 3, 5]);
    expect(rows.map((row) => row.person_key)).toEqual([1, 1, 1, 1, 1]);
  });

  it("keeps persons at one address apart", async () => {
    const rows = await order(["ana", "01001"], ["bia", "01001"], ["ana", "01001"]);
    expect(rows.map((row) => row.customer_key)).toEqual([1, 2, 1]);
  });
});

describe("int_order_items", () => {
  it("counts a product once however many of it are in the order", async () => {
    const rows = await models.run("intermediate.int_order_items", {
      "staging.stg_order_items": [
        {order_id: "a", order_item_number: 1, product_id: "p", seller_id: "s", price: 10.1, freight: 0},
        {order_id: "a", order_item_number: 2, product_id: "p", seller_id: "s", price: 10.1, freight: 5.05},
        {order_id: "a", order_item_number: 3, product_id: "q", seller_id: "s", price: 0.01, freight: 5.05}
      ]
    });
    expect(rows).toEqual([
      {order_id: "a", items_count: 3, products_count: 2, sellers_count: 1, price: 20.21, freight: 10.1}
    ]);
  });
});

describe("int_order_payments", () => {
  /** Payments of one order, written as [sequential, method, value, instalments]. */
  const pay = async (...payments: [number, string, number, number?][]) => {
    const rows = await models.run("intermediate.int_order_payments", {
      "staging.stg_order_payments": payments.map(
        ([payment_sequential, payment_method, payment_value, instalments = 1]) => ({
          order_id: "a",
          payment_sequential,
          payment_method,
          payment_value,
          instalments
        })
      )
    });
    expect(rows).toHaveLength(1);
    return rows[0];
  };

  it("names the method that carries most of the value, over several payments", async () => {
    const order = await pay([1, "credit_card", 50, 3], [2, "voucher", 30], [3, "voucher", 30]);
    expect(order).toMatchObject({
      payment_method: "voucher",
      payment_value: 110,
      payments_count: 3,
      instalments: 3
    });
    expect(order).toMatchObject({
      uses_credit_card: true,
      uses_voucher: true,
      uses_boleto: false,
      uses_debit_card: false
    });
  });

  it("breaks a tie by the lowest payment_sequential", async () => {
    expect(await pay([2, "boleto", 50], [1, "voucher", 50])).toMatchObject({payment_method: "voucher"});
    expect(await pay([1, "boleto", 50], [2, "voucher", 50])).toMatchObject({payment_method: "boleto"});
    expect(await pay([3, "boleto", 0], [2, "not_defined", 0])).toMatchObject({payment_method: "not_defined"});
  });

  it("has instalments of credit cards only, the most of several", async () => {
    expect(await pay([1, "boleto", 50, 1])).toMatchObject({instalments: null});
    expect(await pay([1, "credit_card", 50, 2], [2, "credit_card", 10, 10])).toMatchObject({instalments: 10});
  });
});

describe("int_order_reviews", () => {
  it("takes the score of the review that was answered last", async () => {
    const rows = await models.run("intermediate.int_order_reviews", {
      "staging.stg_order_reviews": [
        {
          order_id: "a",
          review_id: "x",
          review_score: 1,
          answered_at: "2018-03-02 10:00:00",
          created_date: "2018-03-01",
          has_comment: false
        },
        {
          order_id: "a",
          review_id: "y",
          review_score: 5,
          answered_at: "2018-03-01 10:00:00",
          created_date: "2018-03-01",
          has_comment: true
        },
        {
          order_id: "b",
          review_id: "x",
          review_score: 2,
          answered_at: "2018-03-01 10:00:00",
          created_date: "2018-02-28",
          has_comment: false
        },
        {
          order_id: "b",
          review_id: "y",
          review_score: 3,
          answered_at: "2018-03-01 10:00:00",
          created_date: "2018-03-01",
          has_comment: false
        }
      ]
    });
    expect(rows).toEqual([
      {order_id: "a", reviews_count: 2, review_score: 1, has_comment: true},
      {order_id: "b", reviews_count: 2, review_score: 3, has_comment: false}
    ]);
  });
});

describe("int_order_delivery", () => {
  const deliver = async (order: Record<string, string | null>) => {
    const defaults = {
      order_key: 1,
      order_status: "delivered",
      purchased_at: "2018-01-01 12:00:00",
      approved_at: "2018-01-02 00:00:00",
      carrier_at: "2018-01-03 00:00:00",
      delivered_at: "2018-01-10 18:00:00",
      estimated_date: "2018-01-10"
    };
    return (
      await models.run("intermediate.int_order_delivery", {"intermediate.int_orders": [{...defaults, ...order}]})
    )[0];
  };

  it("is on time on the estimated day whatever the hour, late from the next day on", async () => {
    expect(await deliver({})).toMatchObject({
      is_late: false,
      days_against_promise: 0,
      promised_days: 9,
      days_to_deliver: 9.25
    });
    expect(await deliver({delivered_at: "2018-01-11 00:00:00"})).toMatchObject({
      is_late: true,
      days_against_promise: 1
    });
    expect(await deliver({delivered_at: "2018-01-03 06:00:00"})).toMatchObject({
      is_late: false,
      days_against_promise: -7
    });
  });

  it("knows neither lateness nor days of an order that is not delivered", async () => {
    const unknown = {is_delivered: false, is_late: null, days_to_deliver: null, days_against_promise: null};
    expect(await deliver({delivered_at: null})).toMatchObject({...unknown, carrier_days: null, promised_days: 9});
    expect(await deliver({order_status: "canceled"})).toMatchObject(unknown);
    expect(await deliver({order_status: "shipped", delivered_at: null})).toMatchObject(unknown);
  });

  it("drops a negative leg and flags it, keeping the others", async () => {
    expect(await deliver({})).toMatchObject({
      approval_days: 0.5,
      handling_days: 1,
      carrier_days: 7.75,
      has_negative_leg: false
    });
    expect(await deliver({carrier_at: "2018-01-01 18:00:00"})).toMatchObject({
      approval_days: 0.5,
      handling_days: null,
      carrier_days: 9,
      has_negative_leg: true
    });
    expect(await deliver({carrier_at: "2018-01-12 00:00:00"})).toMatchObject({
      carrier_days: null,
      has_negative_leg: true
    });
    expect(await deliver({approved_at: null})).toMatchObject({approval_days: null, has_negative_leg: false});
  });
});

describe("int_months", () => {
  it("calls a month complete from 90 % of its days with orders on", async () => {
    const days = (month: string, count: number) =>
      Array.from({length: count}, (_, i) => ({purchased_at: `${month}-${String(i + 1).padStart(2, "0")} 08:00:00`}));
    const rows = await models.run("intermediate.int_months", {
      "intermediate.int_orders": [
        ...days("2017-04", 27),
        ...days("2017-05", 27),
        ...days("2018-02", 26),
        ...days("2018-02", 26)
      ]
    });
    expect(rows).toEqual([
      {month: "2017-04-01", days_with_orders_count: 27, days_count: 30, is_complete: true},
      {month: "2017-05-01", days_with_orders_count: 27, days_count: 31, is_complete: false},
      {month: "2018-02-01", days_with_orders_count: 26, days_count: 28, is_complete: true}
    ]);
  });
});
