import {beforeAll, describe, expect, it} from "vitest";
import {Models} from "./models.ts";

let models: Models;

beforeAll(async () => {
  models = await Models.read();
});

describe("dim_date", () => {
  it("covers whole years, from the first purchase to the last estimate", async () => {
    const rows = await models.run<{date: string}>("core.dim_date", {
      "intermediate.int_orders": [
        {purchased_at: "2016-09-04 21:15:19", estimated_date: "2016-10-20"},
        {purchased_at: "2017-12-30 10:00:00", estimated_date: "2018-01-20"}
      ]
    });
    expect(rows).toHaveLength(366 + 365 + 365);
    expect([rows[0]!.date, rows.at(-1)!.date]).toEqual(["2016-01-01", "2018-12-31"]);
    expect(rows.find((row) => row.date === "2017-11-24")).toEqual({
      date_key: 20171124,
      date: "2017-11-24",
      year: 2017,
      quarter: 4,
      month: "2017-11-01",
      month_number: 11,
      day: 24,
      weekday: 5,
      weekday_name: "Friday",
      is_weekend: false,
      is_holiday: false,
      holiday_name: null,
      is_black_friday: true,
      is_business_day: true,
      business_day_number: 4551
    });
  });
});

describe("dim_category", () => {
  it("takes the translation, else the source's name, and ends in unknown", async () => {
    const rows = await models.run("core.dim_category", {
      "snapshots.snap_products": [{category_name: "pc_gamer"}, {category_name: "artes"}, {category_name: null}],
      "staging.stg_category_translation": [
        {category_name: "artes", category: "art"},
        {category_name: "flores", category: "flowers"}
      ]
    });
    expect(rows).toEqual([
      {category_key: 0, category_name_source: null, category: "unknown", is_translated: false},
      {category_key: 1, category_name_source: "artes", category: "art", is_translated: true},
      {category_key: 2, category_name_source: "flores", category: "flowers", is_translated: true},
      {category_key: 3, category_name_source: "pc_gamer", category: "pc_gamer", is_translated: false}
    ]);
  });
});

describe("dim_product", () => {
  it("keeps products without a category under unknown, and knows no volume without all sides", async () => {
    const rows = await models.run("core.dim_product", {
      "snapshots.snap_products": [
        {product_key: 1, product_id: "a", category_name: "artes", length_cm: 10, height_cm: 2, width_cm: 3},
        {product_key: 2, product_id: "b", category_name: null, length_cm: 10, height_cm: null, width_cm: 3}
      ],
      "core.dim_category": [{category_key: 7, category_name_source: "artes", category: "art"}]
    });
    expect(rows).toMatchObject([
      {product_key: 1, category_key: 7, category: "art", volume_cm3: 60},
      {product_key: 2, category_key: 0, category: "unknown", volume_cm3: null}
    ]);
  });

  it("names the current version in each version of a product", async () => {
    const rows = await models.run("core.dim_product", {
      "snapshots.snap_products": [
        {product_key: 1, product_id: "a", valid_to: "2018-01-01 00:00:00", is_current: false},
        {product_key: 2, product_id: "b", is_current: true},
        {product_key: 3, product_id: "a", valid_from: "2018-01-01 00:00:00", is_current: true}
      ]
    });
    expect(rows.map((row) => [row.product_key, row.current_product_key, row.is_current])).toEqual([
      [1, 3, false],
      [2, 2, true],
      [3, 3, true]
    ]);
  });
});

describe("dim_geography", () => {
  const point = (zip_prefix: string, city: string, latitude: number, longitude: number, is_in_brazil = true) => ({
    zip_prefix,
    city,
    state: "SP",
    latitude,
    longitude,
    is_in_brazil
  });

  type Inputs = NonNullable<Parameters<Models["run"]>[1]>;

  /** The dimension of points, by way of the two tables that sum them up, and of addresses. */
  async function run(points: ReturnType<typeof point>[], addresses: Inputs = {}) {
    const ofPoints = async (id: string) =>
      [id, await models.run<Inputs[string][number]>(id, {"staging.stg_geolocation": points})] as const;
    const sums = ["intermediate.int_geolocation_names", "intermediate.int_geolocation_points"].map(ofPoints);
    return models.run("core.dim_geography", {...Object.fromEntries(await Promise.all(sums)), ...addresses});
  }

  it("averages the points within Brazil and names the most frequent city", async () => {
    const rows = await run([
      point("13000", "campinas", -22.9, -47.0),
      point("13000", "campinas", -22.8, -47.1),
      point("13000", "campinas sp", 38.4, -6.3, false)
    ]);
    expect(rows).toMatchObject([
      {zip_prefix: "13000", city: "campinas", region: "Southeast", latitude: -22.85, longitude: -47.05}
    ]);
  });

  it("has no coordinates where all points are abroad, and none for prefixes of addresses only", async () => {
    const rows = await run([point("28333", "raposo", 38.4, -6.3, false)], {
      "staging.stg_customers": [{zip_prefix: "72300", city: "brasilia", state: "DF"}],
      "snapshots.snap_sellers": [
        {zip_prefix: "72300", city: null, state: "DF"},
        {zip_prefix: "83255", city: null, state: "PR"}
      ]
    });
    expect(rows).toMatchObject([
      {zip_prefix: "28333", city: "raposo", latitude: null, place_type: "interior"},
      {zip_prefix: "72300", city: "brasilia", latitude: null, place_type: "capital"},
      {zip_prefix: "83255", city: null, latitude: null, place_type: "interior"}
    ]);
  });

  it("calls prefixes within 50 km of their state's capital metropolitan", async () => {
    const rows = await run([
      point("01000", "sao paulo", -23.55, -46.63),
      point("06000", "osasco", -23.53, -46.79),
      point("11000", "santos", -23.96, -46.33),
      {...point("37640", "extrema", -23.55, -46.63), state: "MG"}
    ]);
    expect(rows).toMatchObject([
      {city: "sao paulo", place_type: "capital"},
      {city: "osasco", place_type: "metropolitan"},
      {city: "santos", place_type: "interior"},
      {city: "extrema", place_type: "interior"}
    ]);
  });
});

describe("int_customer_addresses", () => {
  it("makes one row per address period, each open until the next, moves back included", async () => {
    const order = (order_key: number, customer_key: number, day: string, zip_prefix: string) => ({
      order_key,
      customer_key,
      person_key: 1,
      zip_prefix,
      state: "SP",
      purchased_at: `${day} 10:00:00`
    });
    const rows = await models.run("intermediate.int_customer_addresses", {
      "intermediate.int_orders": [
        order(1, 1, "2018-01-01", "01001"),
        order(2, 1, "2018-02-01", "01001"),
        order(3, 3, "2018-03-01", "20000"),
        order(4, 4, "2018-04-01", "01001")
      ]
    });
    expect(rows).toMatchObject([
      {
        customer_key: 1,
        zip_prefix: "01001",
        valid_from: "2018-01-01T10:00:00",
        valid_to: "2018-03-01T10:00:00",
        is_current: false
      },
      {
        customer_key: 3,
        zip_prefix: "20000",
        valid_from: "2018-03-01T10:00:00",
        valid_to: "2018-04-01T10:00:00",
        is_current: false
      },
      {customer_key: 4, zip_prefix: "01001", valid_from: "2018-04-01T10:00:00", valid_to: null, is_current: true}
    ]);
  });
});

describe("dim_seller", () => {
  it("knows the first and last sale, and the city of the zip prefix where the seller's is none", async () => {
    const rows = await models.run("core.dim_seller", {
      "snapshots.snap_sellers": [
        {seller_key: 1, seller_id: "a", zip_prefix: "01001", city: null, state: "SP"},
        {seller_key: 2, seller_id: "b", zip_prefix: "01001", city: "guarulhos", state: "SP"}
      ],
      "core.dim_geography": [{geography_key: 5, zip_prefix: "01001", city: "sao paulo"}],
      "intermediate.int_seller_sales": await models.run("intermediate.int_seller_sales", {
        "staging.stg_order_items": [
          {order_id: "x", seller_id: "a"},
          {order_id: "x", seller_id: "a"},
          {order_id: "y", seller_id: "a"}
        ],
        "intermediate.int_orders": [
          {order_id: "x", purchased_at: "2018-01-01 10:00:00"},
          {order_id: "y", purchased_at: "2018-02-01 10:00:00"}
        ]
      })
    });
    const place = {geography_key: 5, region: "Southeast"};
    expect(rows).toMatchObject([
      {
        seller_key: 1,
        city: "sao paulo",
        first_sale_at: "2018-01-01T10:00:00",
        last_sale_at: "2018-02-01T10:00:00",
        ...place
      },
      {seller_key: 2, city: "guarulhos", first_sale_at: null, last_sale_at: null, ...place}
    ]);
  });

  it("names the lead origin of won sellers, and none that is unknown", async () => {
    const seller = (seller_id: string) => ({seller_id, zip_prefix: "01001", state: "SP"});
    const rows = await models.run("core.dim_seller", {
      "snapshots.snap_sellers": [seller("a"), seller("b"), seller("c")],
      "staging.stg_closed_deals": [
        {lead_id: "1", seller_id: "a", won_at: "2018-01-01 10:00:00"},
        {lead_id: "2", seller_id: "b", won_at: "2018-01-01 10:00:00"},
        {lead_id: "3", seller_id: "not in the sellers file", won_at: "2018-01-01 10:00:00"}
      ],
      "staging.stg_marketing_qualified_leads": [
        {lead_id: "1", lead_origin: "paid_search"},
        {lead_id: "2", lead_origin: "unknown"},
        {lead_id: "3", lead_origin: "email"}
      ]
    });
    expect(rows.map((row) => [row.seller_id, row.lead_origin]).sort()).toEqual([
      ["a", "paid_search"],
      ["b", null],
      ["c", null]
    ]);
  });
});
