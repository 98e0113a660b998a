import type {Cases} from "./reconciliation-cases.ts";

const january = "2018-01-01";
const items = [
  {order_key: 1, product_key: 1, seller_key: 7, price: 60, freight: 5},
  {order_key: 2, product_key: 2, seller_key: 7, price: 40, freight: 5}
];
const orders = [
  {order_key: 1, order_status: "delivered", purchased_at: "2018-01-02 10:00:00"},
  {order_key: 2, order_status: "canceled", purchased_at: "2018-01-03 10:00:00"}
];
const versions = {
  "core.dim_product": [
    {product_key: 1, current_product_key: 1, product_id: "a"},
    {product_key: 2, current_product_key: 2, product_id: "b"}
  ],
  "core.dim_seller": [{seller_key: 7, seller_id: "s"}]
};
const facts = {"core.fact_order_items": items, "core.fact_orders": orders, ...versions};
const sales = {
  ...facts,
  "intermediate.int_sales_analysis": [
    {order_key: 1, product_key: 1, seller_key: 7, month: january, revenue: 60},
    {order_key: 2, product_key: 2, seller_key: 7, month: january, revenue: 0}
  ]
};
const seller = {seller_key: 7, items_count: 2, categories_count: 1, revenue: 60, late_count: 1};
const active = {month: january, state: "SP", active_sellers_count: 1, new_sellers_count: 1};
const member = {top_percent: 100, members_count: 1};
const trait = {products_count: 2, items_count: 2, price: 100, freight: 10};

export const catalogCases: Cases = {
  mart_product_bands_reconciles: {
    good: {...facts, "marts.mart_product_bands": [{items_count: 2, revenue: 60}]},
    bad: {"marts.mart_product_bands": [{items_count: 2, revenue: 100}]}
  },
  mart_product_traits_reconciles: {
    good: {
      ...facts,
      "marts.mart_product_traits": [
        {trait: "photos", ...trait},
        {trait: "weight", ...trait}
      ]
    },
    bad: {"marts.mart_product_traits": [{trait: "photos", ...trait, products_count: 1}]}
  },
  mart_product_assortment_reconciles: {
    good: {...sales, "marts.mart_product_assortment": [{products_count: 2, new_products_count: 2}]},
    bad: {"marts.mart_product_assortment": [{products_count: 2, new_products_count: 1}]}
  },
  sales_follow_their_order: {
    good: {
      "core.fact_orders": orders,
      "intermediate.int_sales_analysis": [{...orders[0]!, order_item_key: 1, month: january}]
    },
    bad: {"intermediate.int_sales_analysis": [{...orders[0]!, order_item_key: 1, month: "2018-02-01"}]}
  },
  mart_concentration_reconciles: {
    good: {
      ...facts,
      "marts.mart_concentration": [
        {...member, subject: "product", scope_kind: "all", members_count: 2},
        {...member, subject: "product", scope_kind: "category"},
        {...member, subject: "seller", scope_kind: "all"},
        {...member, subject: "seller", scope_kind: "region"},
        {...member, subject: "seller", scope_kind: "state"}
      ]
    },
    bad: {"marts.mart_concentration": [{...member, subject: "product", scope_kind: "all"}]}
  },
  mart_seller_classes_reconciles: {
    good: {
      "marts.mart_seller_scorecard": [seller, {...seller, seller_key: 8}],
      "marts.mart_seller_classes": [{sellers_count: 2, items_count: 4, revenue: 120, late_count: 2}]
    },
    bad: {"marts.mart_seller_classes": [{sellers_count: 1, items_count: 4, revenue: 120, late_count: 2}]}
  },
  mart_seller_activity_reconciles: {
    good: {...sales, "marts.mart_seller_activity": [{...active, items_count: 2, revenue: 60}]},
    bad: {"marts.mart_seller_activity": [{...active, items_count: 2, revenue: 100}]}
  },
  mart_seller_survival_reconciles: {
    good: {
      "intermediate.int_as_of": [{last_complete_month: "2018-03-01"}],
      "marts.mart_seller_activity": [active, {...active, month: "2018-02-01"}],
      "marts.mart_seller_survival": [{cohort_month: january, state: "SP", months_since: 0, sellers_count: 1}]
    },
    bad: {"marts.mart_seller_survival": [{cohort_month: january, state: "SP", months_since: 0, sellers_count: 2}]}
  },
  mart_seller_sales_reconciles: {
    good: {
      "marts.mart_seller_scorecard": [seller],
      "marts.mart_seller_sales": [
        {seller_key: 7, month: january, items_count: 1, revenue: 60},
        {seller_key: 7, month: "2018-02-01", items_count: 1, revenue: 0}
      ]
    },
    bad: {"marts.mart_seller_sales": [{seller_key: 7, month: january, items_count: 1, revenue: 60}]}
  },
  mart_seller_categories_reconciles: {
    good: {
      "marts.mart_seller_scorecard": [seller],
      "marts.mart_seller_categories": [{seller_key: 7, category: "art", revenue: 60}]
    },
    bad: {"marts.mart_seller_categories": [{seller_key: 7, category: "art", revenue: 59.99}]}
  }
};
