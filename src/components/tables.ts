import {FileAttachment} from "observablehq:stdlib";

/** Where each published table is; nothing is fetched before a query names it. */
export const tables: Record<string, string> = {
  dim_date: FileAttachment("../data/warehouse/dim_date.parquet").href,
  dim_geography: FileAttachment("../data/warehouse/dim_geography.parquet").href,
  dim_category: FileAttachment("../data/warehouse/dim_category.parquet").href,
  dim_customer: FileAttachment("../data/warehouse/dim_customer.parquet").href,
  dim_product: FileAttachment("../data/warehouse/dim_product.parquet").href,
  dim_seller: FileAttachment("../data/warehouse/dim_seller.parquet").href,
  fact_orders: FileAttachment("../data/warehouse/fact_orders.parquet").href,
  fact_order_items: FileAttachment("../data/warehouse/fact_order_items.parquet").href,
  fact_payments: FileAttachment("../data/warehouse/fact_payments.parquet").href,
  fact_reviews: FileAttachment("../data/warehouse/fact_reviews.parquet").href,
  mart_executive: FileAttachment("../data/warehouse/mart_executive.parquet").href,
  mart_orders_monthly: FileAttachment("../data/warehouse/mart_orders_monthly.parquet").href,
  mart_sales_analysis: FileAttachment("../data/warehouse/mart_sales_analysis.parquet").href,
  mart_order_hours: FileAttachment("../data/warehouse/mart_order_hours.parquet").href,
  mart_delivery_distribution: FileAttachment("../data/warehouse/mart_delivery_distribution.parquet").href,
  mart_customer_analytics: FileAttachment("../data/warehouse/mart_customer_analytics.parquet").href,
  mart_cohort_analysis: FileAttachment("../data/warehouse/mart_cohort_analysis.parquet").href,
  mart_product_performance: FileAttachment("../data/warehouse/mart_product_performance.parquet").href,
  mart_seller_scorecard: FileAttachment("../data/warehouse/mart_seller_scorecard.parquet").href,
  mart_delivery_metrics: FileAttachment("../data/warehouse/mart_delivery_metrics.parquet").href,
  mart_geographic_analysis: FileAttachment("../data/warehouse/mart_geographic_analysis.parquet").href,
  mart_geographic_states: FileAttachment("../data/warehouse/mart_geographic_states.parquet").href,
  mart_geographic_cities: FileAttachment("../data/warehouse/mart_geographic_cities.parquet").href,
  mart_payment_performance: FileAttachment("../data/warehouse/mart_payment_performance.parquet").href,
  mart_payment_instalments: FileAttachment("../data/warehouse/mart_payment_instalments.parquet").href,
  mart_financial_performance: FileAttachment("../data/warehouse/mart_financial_performance.parquet").href,
  mart_lead_funnel: FileAttachment("../data/warehouse/mart_lead_funnel.parquet").href,
  mart_product_classes: FileAttachment("../data/warehouse/mart_product_classes.parquet").href,
  mart_product_top: FileAttachment("../data/warehouse/mart_product_top.parquet").href
};
