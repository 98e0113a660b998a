import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

const delivered = {
  order_status: "delivered",
  state: "SP",
  region: "Southeast",
  is_delivered: true,
  is_late: false,
  items_count: 1,
  price: 100,
  freight: 10,
  payment_value: 110,
  is_first_order: true,
  promised_days: 20,
  days_to_deliver: 10
};
const canceled = {
  order_status: "canceled",
  state: "SP",
  region: "Southeast",
  is_delivered: false,
  items_count: 0,
  price: 0,
  freight: 0,
  payment_value: 50,
  is_first_order: false,
  promised_days: 30
};

describe("mart_executive", () => {
  const run = async (orders: Record<string, string | number | boolean | null>[], extra = {}) =>
    models.run("marts.mart_executive", {
      "intermediate.int_periods": await models.run("intermediate.int_periods", {
        "core.fact_orders": orders,
        "core.dim_customer": [
          {customer_key: 1, person_key: 1},
          {customer_key: 2, person_key: 1}
        ],
        ...extra
      }),
      "intermediate.int_months": [{month: "2018-01-01", is_complete: true}]
    });

  it("counts a person once in a period, in whatever address period the orders stand", async () => {
    const rows = await run([
      {...delivered, order_key: 1, customer_key: 1, purchased_at: "2018-01-01 10:00:00"},
      {
        ...delivered,
        order_key: 2,
        customer_key: 2,
        purchased_at: "2018-01-02 10:00:00",
        is_first_order: false,
        is_late: true,
        days_to_deliver: 25
      }
    ]);
    expect(rows).toMatchObject([
      {period_grain: "day", period_start: "2018-01-01", customers_count: 1, new_customers_count: 1, is_complete: true},
      {period_grain: "day", period_start: "2018-01-02", customers_count: 1, new_customers_count: 0, is_complete: false},
      {
        period_grain: "month",
        period_start: "2018-01-01",
        orders_count: 2,
        customers_count: 1,
        gmv: 220,
        aov: 110,
        on_time_rate: 0.5,
        mean_days_to_deliver: 17.5,
        mean_promised_days: 20,
        is_complete: true
      }
    ]);
  });

  it("has null rates, not errors, where nothing was sold, delivered or reviewed", async () => {
    const [day] = await run([{...canceled, order_key: 1, customer_key: 1, purchased_at: "2018-01-01 10:00:00"}]);
    expect(day).toMatchObject({
      orders_count: 1,
      orders_with_items_count: 0,
      gmv: 0,
      revenue: 0,
      payment_value: 50,
      aov: null,
      on_time_rate: null,
      mean_days_to_deliver: null,
      mean_promised_days: null,
      mean_review_score: null,
      reviews_count: 0,
      active_sellers_count: 0
    });
  });

  it("leaves canceled orders out of revenue, not out of GMV", async () => {
    const [day] = await run([
      {...delivered, order_key: 1, customer_key: 1, purchased_at: "2018-01-01 10:00:00"},
      {
        ...canceled,
        order_key: 2,
        customer_key: 1,
        purchased_at: "2018-01-01 10:00:00",
        items_count: 1,
        price: 40,
        freight: 2
      }
    ]);
    expect(day).toMatchObject({price: 140, freight: 12, gmv: 152, revenue: 100});
  });

  it("counts sellers once, whatever their versions, and reviews all, without multiplying orders", async () => {
    const rows = await run([{...delivered, order_key: 1, customer_key: 1, purchased_at: "2018-01-01 10:00:00"}], {
      "core.fact_order_items": [
        {order_key: 1, seller_key: 5},
        {order_key: 1, seller_key: 5},
        {order_key: 1, seller_key: 6},
        {order_key: 1, seller_key: 7}
      ],
      "core.dim_seller": [
        {seller_key: 5, current_seller_key: 5},
        {seller_key: 6, current_seller_key: 7},
        {seller_key: 7, current_seller_key: 7}
      ],
      "core.fact_reviews": [
        {order_key: 1, review_score: 5},
        {order_key: 1, review_score: 2}
      ]
    });
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({
        orders_count: 1,
        price: 100,
        active_sellers_count: 2,
        reviews_count: 2,
        mean_review_score: 3.5
      });
    }
  });
});

describe("mart_orders_monthly", () => {
  it("values free items of first orders at the mean paid freight of their month and state", async () => {
    const at = "2018-01-05 10:00:00";
    const rows = await models.run("marts.mart_orders_monthly", {
      "core.fact_orders": [
        {...delivered, order_key: 1, purchased_at: at},
        {...delivered, order_key: 2, purchased_at: at, is_first_order: false},
        {...delivered, order_key: 3, purchased_at: at, state: "RJ"}
      ],
      "core.fact_order_items": [
        {order_key: 1, freight: 0},
        {order_key: 1, freight: 10},
        {order_key: 2, freight: 20.5},
        {order_key: 2, freight: 0},
        {order_key: 3, freight: 0}
      ],
      "intermediate.int_months": [{month: "2018-01-01", is_complete: false}]
    });
    expect(rows).toMatchObject([
      {state: "RJ", orders_count: 1, freight_waived: 0},
      {state: "SP", orders_count: 2, freight_waived: 15.25, is_complete_month: false}
    ]);
  });

  it("adds legs up over orders that have them, promised days over delivered orders", async () => {
    const at = "2018-01-05 10:00:00";
    const [row] = await models.run("marts.mart_orders_monthly", {
      "core.fact_orders": [
        {...delivered, order_key: 1, purchased_at: at, approval_days: 0.5, handling_days: null, carrier_days: 3},
        {
          ...delivered,
          order_key: 2,
          purchased_at: at,
          approval_days: 0.25,
          handling_days: 2,
          carrier_days: null,
          is_late: true
        },
        {...delivered, order_key: 3, purchased_at: at, is_delivered: false, days_to_deliver: null, is_late: null}
      ],
      "core.fact_reviews": [5, 4, 3, 1].map((review_score) => ({order_key: 1, review_score})),
      "intermediate.int_months": [{month: "2018-01-01", is_complete: true}]
    });
    expect(row).toMatchObject({
      orders_count: 3,
      delivered_count: 2,
      late_count: 1,
      days_to_deliver_sum: 20,
      promised_days_sum: 40,
      approval_days_sum: 0.75,
      approval_count: 2,
      handling_days_sum: 2,
      handling_count: 1,
      carrier_days_sum: 3,
      carrier_count: 1,
      reviews_count: 4,
      review_score_sum: 13,
      promoters_count: 1,
      passives_count: 1,
      detractors_count: 2
    });
  });
});

describe("mart_sales_analysis", () => {
  it("splits an order over the categories of its items", async () => {
    const sale = {order_key: 1, month: "2018-01-01", state: "SP", order_status: "delivered"};
    const rows = await models.run("marts.mart_sales_analysis", {
      "core.dim_category": [
        {category_key: 0, category: "unknown"},
        {category_key: 1, category: "art"}
      ],
      "intermediate.int_sales_analysis": [
        {...sale, category_key: 0, price: 10, freight: 1, revenue: 10},
        {...sale, category_key: 1, price: 20, freight: 2, revenue: 20},
        {...sale, category_key: 1, price: 30, freight: 3, revenue: 30}
      ]
    });
    expect(rows).toMatchObject([
      {month: "2018-01-01", state: "SP", category: "art", items_count: 2, orders_count: 1, gmv: 55, revenue: 50},
      {month: "2018-01-01", state: "SP", category: "unknown", items_count: 1, orders_count: 1, gmv: 11, revenue: 10}
    ]);
  });
});

describe("mart_order_hours", () => {
  it("counts by local weekday and hour, Monday first", async () => {
    const rows = await models.run("marts.mart_order_hours", {
      "core.fact_orders": [
        {...delivered, order_key: 1, purchased_at: "2018-01-07 23:59:59"},
        {...delivered, order_key: 2, purchased_at: "2018-01-08 00:00:00"}
      ]
    });
    expect(rows).toMatchObject([
      {weekday: 1, hour: 0, orders_count: 1, gmv: 110},
      {weekday: 7, hour: 23, orders_count: 1, gmv: 110}
    ]);
  });
});

describe("mart_delivery_distribution", () => {
  it("rounds down to whole days, gathers the tails in the outermost bins, and skips undelivered orders", async () => {
    const at = "2018-01-05 10:00:00";
    const rows = await models.run<{measure: string; bin: number; orders_count: number}>(
      "marts.mart_delivery_distribution",
      {
        "core.fact_orders": [
          {...delivered, order_key: 1, purchased_at: at, days_to_deliver: 9.99, days_against_promise: -11},
          {...delivered, order_key: 2, purchased_at: at, days_to_deliver: 209.6, days_against_promise: 188},
          {...delivered, order_key: 3, purchased_at: at, days_to_deliver: 60.1, days_against_promise: -146},
          {...canceled, order_key: 4, purchased_at: at}
        ]
      }
    );
    expect(rows.map(({measure, bin, orders_count}) => [measure, bin, orders_count])).toEqual([
      ["days_against_promise", -60, 1],
      ["days_against_promise", -11, 1],
      ["days_against_promise", 60, 1],
      ["days_to_deliver", 9, 1],
      ["days_to_deliver", 60, 2]
    ]);
  });
});

describe("mart_geographic_states", () => {
  it("has all states, and compares the last three complete months with those before and a year ago", async () => {
    const month = (month: string, orders_count: number, gmv: number) => ({month, state: "RR", orders_count, gmv});
    const rows = await models.run("marts.mart_geographic_states", {
      "intermediate.int_as_of": [
        {last_complete_month: "2018-08-01", recent_from_month: "2018-06-01", before_from_month: "2018-03-01"}
      ],
      "marts.mart_geographic_analysis": [
        month("2017-07-01", 1, 50),
        month("2018-03-01", 1, 100),
        month("2018-08-01", 2, 150),
        month("2018-09-01", 5, 500)
      ],
      "core.dim_seller": [
        {seller_key: 1, state: "AC", is_current: true},
        {seller_key: 2, state: "RR", is_current: false}
      ]
    });
    expect(rows).toHaveLength(27);
    expect(rows[0]).toMatchObject({state: "AC", orders_count: 0, sellers_count: 1, gmv_growth: null});
    expect(rows.find((row) => row.state === "RR")).toMatchObject({
      name: "Roraima",
      orders_count: 9,
      gmv: 800,
      orders_per_1000_inhabitants: (1000 * 9) / 450479,
      gmv_growth: 0.5,
      gmv_growth_year: 2
    });
  });
});
