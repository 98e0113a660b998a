import {beforeAll, describe, expect, it} from "vitest";
import type {Inputs} from "./models.ts";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

const order = {
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
const totals = {
  orders_count: 1,
  items_count: 1,
  price: 100,
  freight: 10,
  gmv: 110,
  revenue: 100,
  payment_value: 110,
  new_customers_count: 1,
  delivered_count: 1,
  late_count: 0,
  reviews_count: 0
};
const monthly = {...totals, approval_count: 1, handling_count: 1, carrier_count: 1};

/** Inputs on which a test passes, and a table and row that break it. */
const cases: Record<string, {good: Inputs; bad: Inputs}> = {
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
  mart_executive_reconciles: {
    good: {
      "core.fact_orders": [order],
      "marts.mart_executive": [
        {period_grain: "day", ...totals},
        {period_grain: "month", ...totals}
      ]
    },
    bad: {"marts.mart_executive": [{period_grain: "day", ...totals}]}
  },
  mart_orders_monthly_reconciles: {
    good: {"core.fact_orders": [order], "marts.mart_orders_monthly": [monthly]},
    bad: {"marts.mart_orders_monthly": [{...monthly, late_count: 1}]}
  },
  mart_sales_analysis_reconciles: {
    good: {
      "core.fact_order_items": [{price: 100, freight: 10}],
      "marts.mart_sales_analysis": [{items_count: 1, price: 100, freight: 10, gmv: 110}]
    },
    bad: {"marts.mart_sales_analysis": [{items_count: 1, price: 100, freight: 10, gmv: 110.01}]}
  },
  mart_order_hours_reconciles: {
    good: {"core.fact_orders": [order], "marts.mart_order_hours": [{orders_count: 1, gmv: 110}]},
    bad: {"marts.mart_order_hours": [{orders_count: 2, gmv: 110}]}
  },
  mart_delivery_distribution_reconciles: {
    good: {
      "core.fact_orders": [order],
      "marts.mart_delivery_distribution": [
        {measure: "days_to_deliver", orders_count: 1},
        {measure: "days_against_promise", orders_count: 1}
      ]
    },
    bad: {"marts.mart_delivery_distribution": [{measure: "days_to_deliver", orders_count: 1}]}
  },
  int_sales_analysis_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [{price: 100, freight: 10}],
      "intermediate.int_sales_analysis": [{price: 100, freight: 10, revenue: 100}]
    },
    bad: {"intermediate.int_sales_analysis": [{price: 100, freight: 10, revenue: 0}]}
  },
  mart_customer_analytics_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.dim_customer": [
        {customer_key: 1, is_current: false, orders_count: 1},
        {customer_key: 2, is_current: true, orders_count: 1}
      ],
      "marts.mart_customer_analytics": [
        {customers_count: 1, repeat_customers_count: 0, orders_count: 1, gmv: 110, revenue: 100}
      ]
    },
    bad: {"marts.mart_customer_analytics": [{customers_count: 2, repeat_customers_count: 0, orders_count: 1}]}
  },
  mart_cohort_analysis_reconciles: {
    good: {
      "marts.mart_executive": [
        {period_grain: "month", period_start: "2018-02-01", ...totals, customers_count: 1, new_customers_count: 0}
      ],
      "marts.mart_cohort_analysis": [
        {cohort_month: "2018-01-01", months_since: 1, customers_count: 1, orders_count: 1, gmv: 110, revenue: 100}
      ]
    },
    bad: {
      "marts.mart_cohort_analysis": [
        {cohort_month: "2018-02-01", months_since: 0, customers_count: 1, orders_count: 1, gmv: 110, revenue: 100}
      ]
    }
  },
  mart_product_performance_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [{product_key: 1, price: 100, freight: 10}],
      "marts.mart_product_performance": [{product_key: 1, items_count: 1, price: 100, freight: 10, revenue: 100}]
    },
    bad: {
      "marts.mart_product_performance": [{product_key: 1, items_count: 1, price: 100, freight: 10.01, revenue: 100}]
    }
  },
  mart_seller_scorecard_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [{seller_key: 1, price: 100, freight: 10}],
      "marts.mart_seller_scorecard": [{seller_key: 1, items_count: 1, price: 100, freight: 10, revenue: 100}]
    },
    bad: {"marts.mart_seller_scorecard": []}
  },
  abc_classes_hold_their_shares: {
    good: {
      "marts.mart_product_performance": [
        {abc_class: "A", revenue: 70},
        {abc_class: "A", revenue: 15},
        {abc_class: "B", revenue: 10},
        {abc_class: "C", revenue: 5},
        {abc_class: "C", revenue: 0}
      ]
    },
    bad: {
      "marts.mart_product_performance": [
        {abc_class: "A", revenue: 70},
        {abc_class: "B", revenue: 15},
        {abc_class: "C", revenue: 15}
      ]
    }
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
  }
};

describe("a reconciliation", () => {
  it.each(Object.entries(cases))(
    "%s passes on tables that agree and fails on tables that do not",
    async (name, {good, bad}) => {
      expect(await models.breaches(name, good)).toEqual([]);
      expect(await models.breaches(name, {...good, ...bad})).not.toEqual([]);
    }
  );

  it("is tested here, each of sql/tests/", async () => {
    expect(Object.keys(cases).sort()).toEqual(await models.listTests());
  });
});
