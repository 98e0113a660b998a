import type {Cases} from "./reconciliation-cases.ts";

const change = "2018-03-01 00:00:00";

/** A product or seller before and after a change. */
export const twoVersions = (kind: "product" | "seller") => [
  {
    [`${kind}_key`]: 1,
    [`current_${kind}_key`]: 2,
    [`${kind}_id`]: kind[0]!,
    valid_from: "1900-01-01 00:00:00",
    valid_to: change,
    is_current: false
  },
  {
    [`${kind}_key`]: 2,
    [`current_${kind}_key`]: 2,
    [`${kind}_id`]: kind[0]!,
    valid_from: change,
    valid_to: null,
    is_current: true
  }
];

const overlapping = (kind: "product" | "seller") =>
  twoVersions(kind).map((row) => (row.is_current ? {...row, valid_from: "2018-02-01 00:00:00"} : row));

const item = {order_item_key: 1, order_key: 1};

export const versionCases: Cases = {
  product_versions_join: {
    good: {"core.dim_product": twoVersions("product")},
    bad: {"core.dim_product": overlapping("product")}
  },
  seller_versions_join: {
    good: {"core.dim_seller": twoVersions("seller")},
    bad: {"core.dim_seller": overlapping("seller")}
  },
  items_meet_the_versions_of_their_time: {
    good: {
      "core.fact_orders": [{order_key: 1, purchased_at: change}],
      "core.fact_order_items": [{...item, product_key: 2, seller_key: 2}],
      "core.dim_product": twoVersions("product"),
      "core.dim_seller": twoVersions("seller")
    },
    bad: {"core.fact_order_items": [{...item, product_key: 1, seller_key: 2}]}
  },
  dim_product_reconciles: {
    good: {
      "staging.stg_products": [{product_id: "p", category_name: "artes", weight_g: 5, photos_count: null}],
      "core.dim_product": twoVersions("product").map((row) => ({...row, category_key: 7, weight_g: 5})),
      "core.dim_category": [{category_key: 7, category_name_source: "artes"}]
    },
    bad: {"core.dim_product": twoVersions("product").map((row) => ({...row, category_key: 7, weight_g: 6}))}
  },
  dim_seller_reconciles: {
    good: {
      "staging.stg_sellers": [{seller_id: "s", zip_prefix: "01001", state: "SP"}],
      "core.dim_seller": twoVersions("seller").map((row) => ({...row, zip_prefix: "01001", state: "SP"}))
    },
    bad: {"core.dim_seller": twoVersions("seller").map((row) => ({...row, zip_prefix: "01002", state: "SP"}))}
  }
};
