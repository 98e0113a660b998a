import type {Cases} from "./reconciliation-cases.ts";
import {order} from "./reconciliation-cases.ts";
import {twoVersions} from "./reconciliation-cases-versions.ts";

export const totals = {
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
const money = {orders_count: 1, price: 100, freight: 10, gmv: 110, revenue: 100, payment_value: 110};

const bought = {
  orders_count: 1,
  gmv: 110,
  freight: 10,
  revenue: 100,
  new_customers_count: 1,
  delivered_count: 1,
  late_count: 0,
  reviewed_count: 1,
  sold_gmv: 0
};

const noScores = {score_1_count: 0, score_2_count: 0, score_3_count: 0, score_4_count: 0, score_5_count: 0};
const reviewed = {
  orders_count: 1,
  reviewed_orders_count: 1,
  late_count: 0,
  reviews_count: 1,
  score_1_count: 0,
  score_2_count: 0,
  score_3_count: 0,
  score_4_count: 1,
  score_5_count: 0,
  comments_count: 1
};

const tenComments = Array.from({length: 10}, (_, i) => ({
  review_id: `r${i}`,
  person_key: i,
  review_score: 1,
  word: "prazo",
  word_place: 1
}));

export const martCases: Cases = {
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
  mart_product_performance_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [
        {product_key: 1, price: 60, freight: 5},
        {product_key: 2, price: 40, freight: 5}
      ],
      "core.dim_product": twoVersions("product"),
      "marts.mart_product_performance": [{product_key: 2, items_count: 2, price: 100, freight: 10, revenue: 100}]
    },
    bad: {
      "marts.mart_product_performance": [{product_key: 2, items_count: 2, price: 100, freight: 10.01, revenue: 100}]
    }
  },
  mart_seller_scorecard_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [
        {seller_key: 1, price: 60, freight: 5},
        {seller_key: 2, price: 40, freight: 5}
      ],
      "core.dim_seller": twoVersions("seller"),
      "marts.mart_seller_scorecard": [{seller_key: 2, items_count: 2, price: 100, freight: 10, revenue: 100}]
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
  mart_delivery_metrics_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [
        {order_key: 1, seller_key: 1, price: 60, freight: 5},
        {order_key: 1, seller_key: 2, price: 40, freight: 5}
      ],
      "core.dim_seller": [
        {seller_key: 1, region: "South"},
        {seller_key: 2, region: "North"}
      ],
      "marts.mart_delivery_metrics": [
        {
          seller_region: "South",
          parcels_count: 1,
          items_count: 1,
          price: 60,
          freight: 5,
          delivered_count: 1,
          late_count: 0
        },
        {
          seller_region: "North",
          parcels_count: 1,
          items_count: 1,
          price: 40,
          freight: 5,
          delivered_count: 1,
          late_count: 0
        }
      ]
    },
    bad: {
      "marts.mart_delivery_metrics": [
        {
          seller_region: "South",
          parcels_count: 1,
          items_count: 2,
          price: 100,
          freight: 10,
          delivered_count: 1,
          late_count: 0
        }
      ]
    }
  },
  mart_delivery_bands_reconciles: {
    good: {
      "core.fact_orders": [order],
      "intermediate.int_sales_analysis": [
        {order_key: 1, freight: 5, distance_km: 10},
        {order_key: 1, freight: 5}
      ],
      "marts.mart_delivery_bands": [
        {measure: "freight", items_count: 2, freight: 10, late_count: 0},
        {measure: "distance_km", items_count: 1, freight: 5, late_count: 0}
      ]
    },
    bad: {"marts.mart_delivery_bands": [{measure: "freight", items_count: 2, freight: 10, late_count: 0}]}
  },
  mart_review_scores_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_reviews": [{order_key: 1, review_score: 4, has_comment: true}],
      "marts.mart_review_scores": [reviewed]
    },
    bad: {"marts.mart_review_scores": [{...reviewed, score_4_count: 0, score_5_count: 1}]}
  },
  mart_review_delivery_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_reviews": [{order_key: 1, review_score: 4}],
      "marts.mart_review_delivery": [
        {measure: "days_to_deliver", reviews_count: 1, review_score_sum: 4},
        {measure: "days_against_promise", reviews_count: 1, review_score_sum: 4}
      ]
    },
    bad: {"marts.mart_review_delivery": [{measure: "days_to_deliver", reviews_count: 1, review_score_sum: 4}]}
  },
  mart_review_categories_reconciles: {
    good: {
      "core.fact_order_items": [
        {order_key: 1, category_key: 1},
        {order_key: 1, category_key: 1},
        {order_key: 1, category_key: 2},
        {order_key: 1, category_key: 3}
      ],
      "core.dim_category": [
        {category_key: 1, category: "toys"},
        {category_key: 2, category: "art"},
        {category_key: 3, category: "art"}
      ],
      "core.fact_reviews": [{order_key: 1, review_score: 4}],
      "marts.mart_review_categories": [{orders_count: 2, reviews_count: 2, ...noScores, score_4_count: 2}]
    },
    bad: {"marts.mart_review_categories": [{orders_count: 2, reviews_count: 2, ...noScores, score_5_count: 2}]}
  },
  mart_review_words_reconciles: {
    good: {
      "intermediate.int_review_words": tenComments,
      "marts.mart_review_words": [{word: "prazo", score_1_count: 10, other_count: 0}]
    },
    bad: {
      "intermediate.int_review_words": tenComments.slice(1),
      "marts.mart_review_words": [{word: "prazo", score_1_count: 9, other_count: 0}]
    }
  },
  mart_review_themes_reconciles: {
    good: {
      "intermediate.int_review_words": tenComments,
      "marts.mart_review_themes": [
        {theme: "delivery", score_1_count: 10, other_count: 0, score_1_comments_count: 10, other_comments_count: 0}
      ]
    },
    bad: {
      "marts.mart_review_themes": [
        {theme: "delivery", score_1_count: 11, other_count: 0, score_1_comments_count: 10, other_comments_count: 0}
      ]
    }
  },
  mart_geographic_analysis_reconciles: {
    good: {
      "core.fact_orders": [{...order, review_score: 5}],
      "core.fact_order_items": [{price: 100, freight: 10}],
      "marts.mart_geographic_analysis": [bought, {sold_gmv: 110}]
    },
    bad: {"marts.mart_geographic_analysis": [bought]}
  },
  mart_geographic_states_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_order_items": [{price: 100, freight: 10}],
      "core.dim_customer": [{is_current: true}, {is_current: false}],
      "core.dim_seller": twoVersions("seller"),
      "marts.mart_geographic_states": [
        {orders_count: 1, gmv: 110, freight: 10, revenue: 100, items_count: 1, customers_count: 1, sellers_count: 1}
      ]
    },
    bad: {"marts.mart_geographic_states": [{orders_count: 1, gmv: 110, freight: 10, revenue: 100, items_count: 1}]}
  },
  mart_geographic_cities_reconciles: {
    good: {
      "core.fact_orders": [{...order, customer_key: 1}],
      "core.dim_customer": [{customer_key: 1, geography_key: 1}],
      "core.dim_geography": [{geography_key: 1, city: "lages", state: "SC"}],
      "marts.mart_geographic_cities": [
        {city: "lages", state: "SC", orders_count: 1, orders_with_items_count: 1, gmv: 110, delivered_count: 1}
      ]
    },
    bad: {
      "marts.mart_geographic_cities": [
        {city: "lages", state: "SC", orders_count: 1, orders_with_items_count: 0, gmv: 110, delivered_count: 1}
      ]
    }
  },
  mart_payment_performance_reconciles: {
    good: {
      "core.fact_orders": [order],
      "core.fact_payments": [{payment_value: 100}, {payment_value: 10}],
      "marts.mart_payment_performance": [
        {payments_count: 1, payment_value: 100, main_orders_count: 1, main_gmv: 110, approval_count: 1},
        {payments_count: 1, payment_value: 10, main_orders_count: 0, main_gmv: 0, approval_count: 0}
      ]
    },
    bad: {
      "marts.mart_payment_performance": [
        {payments_count: 2, payment_value: 110, main_orders_count: 2, main_gmv: 220, approval_count: 2}
      ]
    }
  },
  mart_payment_instalments_reconciles: {
    good: {
      "core.fact_orders": [{...order, uses_credit_card: true}],
      "core.fact_payments": [
        {payment_method: "credit_card", payment_value: 100},
        {payment_method: "voucher", payment_value: 10}
      ],
      "marts.mart_payment_instalments": [{payment_value: 100, orders_count: 1, gmv: 110, delivered_count: 1}]
    },
    bad: {"marts.mart_payment_instalments": [{payment_value: 110, orders_count: 1, gmv: 110, delivered_count: 1}]}
  },
  mart_financial_performance_reconciles: {
    good: {
      "marts.mart_executive": [{period_grain: "month", period_start: "2018-01-01", ...money}],
      "marts.mart_financial_performance": [{month: "2018-01-01", ...money}]
    },
    bad: {"marts.mart_financial_performance": [{month: "2018-01-01", ...money, payment_value: 110.01}]}
  },
  mart_lead_funnel_reconciles: {
    good: {
      "staging.stg_marketing_qualified_leads": [{lead_id: "a"}, {lead_id: "b"}],
      "staging.stg_closed_deals": [{lead_id: "a", seller_id: "s"}],
      "core.dim_seller": twoVersions("seller"),
      "marts.mart_seller_scorecard": [{seller_key: 2, revenue: 100}],
      "marts.mart_lead_funnel": [{leads_count: 2, won_count: 1, revenue: 100}]
    },
    bad: {"marts.mart_lead_funnel": [{leads_count: 2, won_count: 1, revenue: 0}]}
  },
  mart_product_classes_reconciles: {
    good: {
      "marts.mart_product_performance": [
        {product_key: 1, items_count: 1, price: 60, freight: 5, revenue: 60},
        {product_key: 2, items_count: 1, price: 40, freight: 5, revenue: 40}
      ],
      "marts.mart_product_classes": [{products_count: 2, items_count: 2, price: 100, freight: 10, revenue: 100}]
    },
    bad: {
      "marts.mart_product_classes": [{products_count: 2, items_count: 2, price: 100, freight: 10, revenue: 99.99}]
    }
  },
  mart_product_top_reconciles: {
    good: {
      "core.fact_order_items": [
        {product_key: 1, price: 60, freight: 5},
        {product_key: 1, price: 60, freight: 5},
        {product_key: 2, price: 60, freight: 5},
        {product_key: 3, price: 40, freight: 5}
      ],
      "core.dim_product": [...twoVersions("product"), {product_key: 3, current_product_key: 3, product_id: "t"}],
      "marts.mart_product_top": [{product_key: 2, items_count: 3, price: 180, freight: 15, items_rank: 1}]
    },
    bad: {"marts.mart_product_top": [{product_key: 3, items_count: 1, price: 40, freight: 5, items_rank: 1}]}
  }
};
