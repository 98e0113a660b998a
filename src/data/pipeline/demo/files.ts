export interface FileFormat {
  name: string;
  /** The columns that are quoted whether they need it or not. */
  quoted: readonly string[];
}

/** The files of the data set, each made by the SQL file of its name in `files/`. */
export const files: readonly FileFormat[] = [
  {
    name: "olist_customers_dataset.csv",
    quoted: ["customer_id", "customer_unique_id", "customer_zip_code_prefix"]
  },
  {name: "olist_geolocation_dataset.csv", quoted: ["geolocation_zip_code_prefix"]},
  {
    name: "olist_order_items_dataset.csv",
    quoted: ["order_id", "product_id", "seller_id"]
  },
  {name: "olist_order_payments_dataset.csv", quoted: ["order_id"]},
  {name: "olist_order_reviews_dataset.csv", quoted: ["review_id", "order_id"]},
  {name: "olist_orders_dataset.csv", quoted: ["order_id", "customer_id"]},
  {name: "olist_products_dataset.csv", quoted: ["product_id"]},
  {name: "olist_sellers_dataset.csv", quoted: ["seller_id", "seller_zip_code_prefix"]},
  {name: "product_category_name_translation.csv", quoted: []}
];
