import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

describe("fact_orders", () => {
  const order = {order_key: 1, order_id: "a", customer_key: 1, person_key: 1, purchased_at: "2018-01-31 23:00:00"};

  it("keeps an order without items, payments and reviews, worth 0", async () => {
    const rows = await models.run("core.fact_orders", {
      "intermediate.int_orders": [order],
      "intermediate.int_customer_addresses": [{customer_key: 1, state: "SP", region: "Southeast"}],
      "intermediate.int_order_delivery": [{order_key: 1, is_delivered: false}]
    });
    expect(rows).toMatchObject([
      {
        purchase_date_key: 20180131,
        is_first_order: true,
        items_count: 0,
        price: 0,
        freight: 0,
        payments_count: 0,
        payment_value: 0,
        payment_method: null,
        instalments: null,
        uses_voucher: false,
        reviews_count: 0,
        review_score: null,
        has_comment: false
      }
    ]);
  });

  it("is one row however many items, payments and reviews there are", async () => {
    const rows = await models.run("core.fact_orders", {
      "intermediate.int_orders": [order, {...order, order_key: 2, order_id: "b"}],
      "intermediate.int_customer_addresses": [{customer_key: 1, state: "SP", region: "Southeast"}],
      "intermediate.int_order_delivery": [
        {order_key: 1, is_delivered: true, is_late: true},
        {order_key: 2, is_delivered: true, is_late: false}
      ],
      "intermediate.int_order_items": [{order_id: "a", items_count: 3, price: 20.21, freight: 10.1}],
      "intermediate.int_order_payments": [
        {order_id: "a", payments_count: 2, payment_value: 30.31, payment_method: "voucher"}
      ],
      "intermediate.int_order_reviews": [{order_id: "a", reviews_count: 2, review_score: 1}]
    });
    expect(rows).toMatchObject([
      {
        order_key: 1,
        is_first_order: true,
        price: 20.21,
        freight: 10.1,
        payment_value: 30.31,
        review_score: 1,
        is_late: true
      },
      {order_key: 2, is_first_order: false, price: 0, freight: 0, payment_value: 0, review_score: null, is_late: false}
    ]);
  });
});

describe("fact_order_items", () => {
  const always = {valid_from: "1900-01-01 00:00:00", is_current: true};
  const inputs = {
    "core.fact_orders": [
      {
        order_key: 1,
        order_id: "a",
        customer_key: 1,
        price: 75,
        freight: 25,
        purchased_at: "2018-01-01 00:00:00",
        carrier_at: "2018-01-02 12:00:00"
      },
      {
        order_key: 2,
        order_id: "b",
        customer_key: 2,
        price: 0,
        freight: 0,
        purchased_at: "2018-01-02 00:00:00",
        carrier_at: "2018-01-01 00:00:00"
      }
    ],
    "intermediate.int_customer_addresses": [
      {customer_key: 1, geography_key: 1},
      {customer_key: 2, geography_key: 3}
    ],
    "core.dim_product": [{product_key: 4, product_id: "p", category_key: 9, ...always}],
    "core.dim_seller": [{seller_key: 6, seller_id: "s", geography_key: 2, ...always}],
    "core.dim_geography": [
      {geography_key: 1, latitude: -22.9068, longitude: -43.1729},
      {geography_key: 2, latitude: -23.5505, longitude: -46.6333},
      {geography_key: 3, latitude: null, longitude: null}
    ],
    "staging.stg_order_items": [
      {order_id: "b", order_item_number: 1, product_id: "p", seller_id: "s", price: 0, freight: 0},
      {order_id: "a", order_item_number: 2, product_id: "p", seller_id: "s", price: 15, freight: 5},
      {order_id: "a", order_item_number: 1, product_id: "p", seller_id: "s", price: 60, freight: 20}
    ]
  };

  it("shares an order out over its items; an order worth 0 has no shares", async () => {
    expect(await models.run("core.fact_order_items", inputs)).toMatchObject([
      {
        order_item_key: 1,
        order_key: 1,
        order_item_number: 1,
        product_key: 4,
        category_key: 9,
        seller_key: 6,
        order_share: 0.8
      },
      {order_item_key: 2, order_key: 1, order_item_number: 2, order_share: 0.2},
      {order_item_key: 3, order_key: 2, order_item_number: 1, order_share: null}
    ]);
  });

  it("measures from seller to customer, and nothing where a place is unknown or the parcel left before the order", async () => {
    expect(await models.run("core.fact_order_items", inputs)).toMatchObject([
      {distance_km: 360.7, days_to_ship: 1.5},
      {distance_km: 360.7, days_to_ship: 1.5},
      {distance_km: null, days_to_ship: null}
    ]);
  });

  it("meets the version of a product and a seller that was valid at the purchase, from its first moment on", async () => {
    const change = "2018-01-02 00:00:00";
    const rows = await models.run("core.fact_order_items", {
      ...inputs,
      "core.dim_product": [
        {product_key: 4, product_id: "p", category_key: 9, ...always, valid_to: change, is_current: false},
        {product_key: 5, product_id: "p", category_key: 8, valid_from: change, is_current: true}
      ],
      "core.dim_seller": [
        {seller_key: 6, seller_id: "s", geography_key: 3, ...always, valid_to: change, is_current: false},
        {seller_key: 7, seller_id: "s", geography_key: 2, valid_from: change, is_current: true}
      ]
    });
    expect(rows).toMatchObject([
      {order_key: 1, product_key: 4, category_key: 9, seller_key: 6, distance_km: null},
      {order_key: 1, product_key: 4, category_key: 9, seller_key: 6, distance_km: null},
      {order_key: 2, product_key: 5, category_key: 8, seller_key: 7}
    ]);
  });
});

describe("fact_reviews", () => {
  it("counts days from delivery to survey, which may come first", async () => {
    const review = {review_id: "r", order_id: "a", review_score: 4, answered_at: "2018-01-12 12:00:00"};
    const rows = await models.run("core.fact_reviews", {
      "intermediate.int_orders": [
        {order_key: 1, order_id: "a", delivered_at: "2018-01-10 20:00:00"},
        {order_key: 2, order_id: "b", delivered_at: null}
      ],
      "staging.stg_order_reviews": [
        {...review, created_date: "2018-01-11"},
        {...review, review_id: "q", created_date: "2018-01-08"},
        {...review, order_id: "b", created_date: "2018-01-11"}
      ]
    });
    expect(rows).toMatchObject([
      {review_key: 1, order_key: 1, review_id: "q", days_to_review: -2, answer_days: 4.5},
      {review_key: 2, order_key: 1, review_id: "r", days_to_review: 1, answer_days: 1.5},
      {review_key: 3, order_key: 2, review_id: "r", days_to_review: null, answer_days: 1.5}
    ]);
  });
});

describe("the views under the sources' names", () => {
  it("fact_sales joins the keys and adds price and freight", async () => {
    const rows = await models.run("core.fact_sales", {
      "core.fact_orders": [{order_key: 1, order_id: "a"}],
      "core.fact_order_items": [{order_key: 1, order_item_number: 2, price: 10.1, freight: 0.2}]
    });
    expect(rows).toMatchObject([{sale_key: "a-2", total_item_value: 10.3}]);
  });

  it("dim_orders is on time exactly when not late, and unknown when undelivered", async () => {
    const rows = await models.run("core.dim_orders", {
      "core.fact_orders": [
        {order_key: 1, is_late: true},
        {order_key: 2, is_late: false},
        {order_key: 3, is_late: null}
      ]
    });
    expect(rows.map((row) => row.is_delivered_on_time)).toEqual([false, true, null]);
  });

  it("dim_payments leaves out orders without a payment", async () => {
    const rows = await models.run("core.dim_payments", {
      "core.fact_orders": [
        {order_key: 1, payments_count: 2},
        {order_key: 2, payments_count: 0}
      ]
    });
    expect(rows.map((row) => row.order_key)).toEqual([1]);
  });

  it("dim_reviews sorts scores into promoters, passives and detractors", async () => {
    const rows = await models.run("core.dim_reviews", {
      "core.fact_reviews": [1, 2, 3, 4, 5].map((review_score) => ({review_key: review_score, review_score}))
    });
    expect(rows.map((row) => row.review_class)).toEqual(["detractor", "detractor", "detractor", "passive", "promoter"]);
  });
});
