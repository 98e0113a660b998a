import type {Inputs} from "./models.ts";

/** Inputs on which a test of sql/tests/ passes, and tables and rows that break it. */
export type Cases = Record<string, {good: Inputs; bad: Inputs}>;

export const order = {
  order_key: 1,
  order_status: "delivered",
  items_count: 1,
  price: 100,
  freight: 10,
  payment_value: 110,
  payments_count: 1,
  reviews_count: 0,
  is_first_order: true,
  is_delivered: true,
  is_late: false,
  approval_days: 1,
  handling_days: 1,
  carrier_days: 1
};

export const coreCases: Cases = {
  fact_orders_reconciles: {
    good: {
      "raw.orders": [{order_id: "a"}],
      "staging.stg_order_items": [{order_id: "a", price: 100, freight: 10}],
      "staging.stg_order_payments": [{order_id: "a", payment_value: 110}],
      "staging.stg_order_reviews": [],
      "core.fact_orders": [order]
    },
    bad: {"core.fact_orders": [{...order, price: 100.01}]}
  },
  fact_order_items_reconciles: {
    good: {
      "staging.stg_order_items": [{order_id: "a", price: 100, freight: 10}],
      "core.fact_order_items": [{order_key: 1, price: 100, freight: 10}]
    },
    bad: {"core.fact_order_items": []}
  },
  fact_payments_reconciles: {
    good: {"staging.stg_order_payments": [{payment_value: 5}], "core.fact_payments": [{payment_value: 5}]},
    bad: {"core.fact_payments": [{payment_value: 5}, {payment_value: 0}]}
  },
  fact_reviews_reconciles: {
    good: {"staging.stg_order_reviews": [{review_score: 5}], "core.fact_reviews": [{review_score: 5}]},
    bad: {"core.fact_reviews": [{review_score: 4}]}
  },
  dim_customer_reconciles: {
    good: {
      "intermediate.int_orders": [
        {customer_unique_id: "ana", customer_key: 1},
        {customer_unique_id: "ana", customer_key: 2}
      ],
      "core.dim_customer": [
        {customer_key: 1, is_current: false, orders_count: 2},
        {customer_key: 2, is_current: true, orders_count: 2}
      ]
    },
    bad: {"core.dim_customer": [{customer_key: 2, is_current: true, orders_count: 2}]}
  },
  orders_equal_their_parts: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [{order_key: 1, price: 100, freight: 10}],
      "core.fact_payments": [
        {order_key: 1, payment_value: 100},
        {order_key: 1, payment_value: 10}
      ]
    },
    bad: {"core.fact_payments": [{order_key: 2, payment_value: 110}]}
  },
  order_shares_add_up: {
    good: {"core.fact_order_items": [1, 2, 3].map(() => ({order_key: 1, order_share: 0.333333}))},
    bad: {"core.fact_order_items": [1, 2].map(() => ({order_key: 1, order_share: 0.4}))}
  },
  orders_meet_the_address_of_their_time: {
    good: {
      "core.fact_orders": [{...order, customer_key: 1, purchased_at: "2018-01-02 00:00:00"}],
      "core.dim_customer": [{customer_key: 1, valid_from: "2018-01-02 00:00:00", valid_to: null}]
    },
    bad: {"core.dim_customer": [{customer_key: 1, valid_from: "2018-01-01 00:00:00", valid_to: "2018-01-01 12:00:00"}]}
  },
  views_keep_the_grain: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [{order_key: 1}],
      "core.fact_reviews": [],
      "core.fact_sales": [{sale_key: "a-1"}],
      "core.dim_orders": [{order_key: 1}],
      "core.dim_payments": [{order_key: 1}],
      "core.dim_reviews": []
    },
    bad: {"core.fact_sales": [{sale_key: "a-1"}, {sale_key: "a-2"}]}
  },
  address_periods_join: {
    good: {
      "core.dim_customer": [
        {person_key: 1, customer_key: 1, valid_from: "2018-01-01 00:00:00", valid_to: "2018-02-01 00:00:00"},
        {person_key: 1, customer_key: 5, valid_from: "2018-02-01 00:00:00", valid_to: null},
        {person_key: 2, customer_key: 2, valid_from: "2018-01-03 00:00:00", valid_to: null}
      ]
    },
    bad: {
      "core.dim_customer": [
        {person_key: 1, customer_key: 1, valid_from: "2018-01-01 00:00:00", valid_to: "2018-02-02 00:00:00"},
        {person_key: 1, customer_key: 5, valid_from: "2018-02-01 00:00:00", valid_to: null}
      ]
    }
  },
  reviews_follow_their_order: {
    good: {
      "core.fact_orders": [{...order, purchased_at: "2018-01-31 10:00:00"}],
      "core.fact_reviews": [
        {order_key: 1, created_date: "2018-01-01"},
        {order_key: 1, created_date: "2019-01-31"}
      ]
    },
    bad: {"core.fact_reviews": [{order_key: 1, created_date: "2017-12-31"}]}
  },
  deadlines_follow_their_order: {
    good: {
      "core.fact_orders": [{...order, purchased_at: "2018-01-31 10:00:00"}],
      "core.fact_order_items": [{order_key: 1, shipping_limit_at: "2018-02-05 10:00:00"}]
    },
    bad: {"core.fact_order_items": [{order_key: 1, shipping_limit_at: "2020-02-05 10:00:00"}]}
  }
};
