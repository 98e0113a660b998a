import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

describe("stg_customers", () => {
  it("keeps leading zeros of zip prefixes, and gives back those a spreadsheet took", async () => {
    const rows = await models.run("staging.stg_customers", {
      "raw.customers": [
        {customer_id: "a", customer_zip_code_prefix: "01003"},
        {customer_id: "b", customer_zip_code_prefix: "1003"}
      ]
    });
    expect(rows).toMatchObject([{zip_prefix: "01003"}, {zip_prefix: "01003"}]);
  });

  it("passes markup and quotes in city names on as text", async () => {
    const rows = await models.run("staging.stg_customers", {
      "raw.customers": [
        {customer_id: "a", customer_city: "<script>alert(1)</script>"},
        {customer_id: "b", customer_city: "'; drop table orders; --"}
      ]
    });
    expect(rows).toMatchObject([{city: "<script>alert(1)</script>"}, {city: "'; drop table orders; --"}]);
  });
});

describe("stg_geolocation", () => {
  it("folds accents and flags points outside Brazil", async () => {
    const rows = await models.run("staging.stg_geolocation", {
      "raw.geolocation": [
        {
          geolocation_zip_code_prefix: "01012",
          geolocation_lat: "-23.5",
          geolocation_lng: "-46.6",
          geolocation_city: "São Paulo"
        },
        {
          geolocation_zip_code_prefix: "28333",
          geolocation_lat: "38.38",
          geolocation_lng: "-6.33",
          geolocation_city: "raposo"
        },
        {geolocation_zip_code_prefix: "95130", geolocation_lat: "nan", geolocation_lng: "-50", geolocation_city: "a"}
      ]
    });
    expect(rows).toMatchObject([
      {city: "sao paulo", is_in_brazil: true},
      {city: "raposo", is_in_brazil: false},
      {city: "a", is_in_brazil: false}
    ]);
  });
});

describe("stg_orders", () => {
  it("reads times as local and the estimate as a date", async () => {
    const [order] = await models.run("staging.stg_orders", {
      "raw.orders": [
        {
          order_id: "a",
          order_purchase_timestamp: "2017-10-15 00:30:00",
          order_estimated_delivery_date: "2017-11-01 00:00:00"
        }
      ]
    });
    expect(order).toMatchObject({
      purchased_at: "2017-10-15T00:30:00",
      estimated_date: "2017-11-01",
      delivered_at: null
    });
  });
});

describe("stg_order_payments", () => {
  it("reads 0 instalments as 1 and flags it", async () => {
    const rows = await models.run("staging.stg_order_payments", {
      "raw.order_payments": [
        {order_id: "a", payment_installments: "0", payment_value: "10.10"},
        {order_id: "b", payment_installments: "8", payment_value: "0.01"}
      ]
    });
    expect(rows).toMatchObject([
      {instalments: 1, is_instalments_corrected: true, payment_value: 10.1},
      {instalments: 8, is_instalments_corrected: false, payment_value: 0.01}
    ]);
  });
});

describe("stg_order_reviews", () => {
  it("sees no comment in blanks", async () => {
    const rows = await models.run("staging.stg_order_reviews", {
      "raw.order_reviews": [
        {review_id: "a", review_comment_message: "  ", review_comment_title: null},
        {review_id: "b", review_comment_message: "Ótimo\nproduto", review_comment_title: "10"}
      ]
    });
    expect(rows).toMatchObject([
      {has_comment: false, has_title: false},
      {has_comment: true, has_title: true, comment_message: "Ótimo\nproduto"}
    ]);
  });
});

describe("stg_products", () => {
  it("flags products without a category or a weight", async () => {
    const rows = await models.run("staging.stg_products", {
      "raw.products": [
        {product_id: "a", product_category_name: null, product_weight_g: null},
        {product_id: "b", product_category_name: "artes", product_weight_g: "0"},
        {product_id: "c", product_category_name: "artes", product_weight_g: "650"}
      ]
    });
    expect(rows).toMatchObject([
      {is_uncategorized: true, is_weightless: false},
      {is_uncategorized: false, is_weightless: true},
      {is_uncategorized: false, is_weightless: false}
    ]);
  });
});

describe("stg_marketing_qualified_leads", () => {
  it("calls an origin unknown that the source leaves empty", async () => {
    const rows = await models.run("staging.stg_marketing_qualified_leads", {
      "raw.marketing_qualified_leads": [
        {mql_id: "a", first_contact_date: "2018-02-01", origin: "social"},
        {mql_id: "b", first_contact_date: "2018-02-01", origin: null}
      ]
    });
    expect(rows).toMatchObject([
      {lead_id: "a", lead_origin: "social", first_contact_date: "2018-02-01"},
      {lead_id: "b", lead_origin: "unknown"}
    ]);
  });
});

describe("stg_closed_deals", () => {
  it("types what the seller declared", async () => {
    const rows = await models.run("staging.stg_closed_deals", {
      "raw.closed_deals": [
        {
          mql_id: "a",
          seller_id: "s",
          won_date: "2018-02-26 19:58:54",
          has_company: "True",
          declared_product_catalog_size: "30.0",
          declared_monthly_revenue: "50000000.0"
        },
        {mql_id: "b", seller_id: "t", won_date: "2018-02-26 19:58:54"}
      ]
    });
    expect(rows).toMatchObject([
      {won_at: "2018-02-26T19:58:54", has_company: true, declared_products_count: 30, declared_monthly_revenue: 5e7},
      {has_company: null, declared_products_count: null, declared_monthly_revenue: null}
    ]);
  });
});
