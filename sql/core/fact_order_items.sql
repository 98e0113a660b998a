with

order_items as (
    select * from staging.stg_order_items
),

orders as (
    select * from core.fact_orders
),

addresses as (
    select * from intermediate.int_customer_addresses
),

products as (
    select * from core.dim_product
),

sellers as (
    select * from core.dim_seller
),

geographies as (
    select * from core.dim_geography
),

joined as (
    select
        cast(row_number() over (order by orders.order_key, order_items.order_item_number) as integer) as order_item_key,
        orders.order_key,
        order_items.order_item_number,
        orders.purchase_date_key,
        orders.customer_key,
        products.product_key,
        products.category_key,
        sellers.seller_key,
        order_items.price,
        order_items.freight,
        round(safe_divide(order_items.price + order_items.freight, orders.price + orders.freight), 6) as order_share,
        case
            when orders.carrier_at >= orders.purchased_at
                then days_between(orders.purchased_at, orders.carrier_at)
        end as days_to_ship,
        round(haversine_km(
            origins.latitude, origins.longitude, destinations.latitude, destinations.longitude
        ), 1) as distance_km,
        order_items.shipping_limit_at
    from order_items
    inner join orders
        on order_items.order_id = orders.order_id
    inner join addresses
        on orders.customer_key = addresses.customer_key
    left join products
        on order_items.product_id = products.product_id
        and orders.purchased_at >= products.valid_from
        and orders.purchased_at < coalesce(products.valid_to, timestamp '9999-12-31')
    left join sellers
        on order_items.seller_id = sellers.seller_id
        and orders.purchased_at >= sellers.valid_from
        and orders.purchased_at < coalesce(sellers.valid_to, timestamp '9999-12-31')
    left join geographies as origins
        on sellers.geography_key = origins.geography_key
    left join geographies as destinations
        on addresses.geography_key = destinations.geography_key
)

select * from joined
