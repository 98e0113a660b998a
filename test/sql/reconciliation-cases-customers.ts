import type {Cases} from "./reconciliation-cases.ts";
import {order} from "./reconciliation-cases.ts";
import {totals} from "./reconciliation-cases-marts.ts";

export const customerCases: Cases = {
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
  mart_customer_returns_reconciles: {
    good: {
      "core.dim_customer": [
        {is_current: true, orders_count: 2, first_order_at: "2018-01-31 10:00:00"},
        {is_current: false, orders_count: 2, first_order_at: "2018-01-31 10:00:00"},
        {is_current: true, orders_count: 1, first_order_at: "2018-01-31 10:00:00"}
      ],
      "marts.mart_customer_returns": [{first_month: "2018-01-01", customers_count: 1}]
    },
    bad: {"marts.mart_customer_returns": [{first_month: "2018-02-01", customers_count: 1}]}
  },
  mart_customer_spending_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.dim_customer": [
        {customer_key: 1, is_current: false, orders_count: 1},
        {customer_key: 2, is_current: true, orders_count: 1}
      ],
      "marts.mart_customer_spending": [{customers_count: 1, repeat_customers_count: 0, gmv: 110}]
    },
    bad: {"marts.mart_customer_spending": [{customers_count: 1, repeat_customers_count: 0, gmv: 110.01}]}
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
  }
};
