with

order_items as (
    select * from core.fact_order_items
),

orders as (
    select * from core.fact_orders
),

products as (
    select * from core.dim_product
),

sellers as (
    select * from core.dim_seller
),

joined as (
    select
        order_items.order_item_key,
        order_items.order_key,
        products.current_product_key as product_key,
        order_items.category_key,
        sellers.current_seller_key as seller_key,
        month_of(orders.purchased_at) as month,
        orders.purchased_at,
        orders.order_status,
        orders.state,
        orders.region,
        sellers.state as seller_state,
        sellers.region as seller_region,
        sellers.geography_key as seller_geography_key,
        order_items.price,
        order_items.freight,
        cast(
            case when brings_revenue(orders.order_status) then order_items.price else 0 end as decimal(10, 2)
        ) as revenue,
        order_items.distance_km,
        order_items.days_to_ship,
        orders.carrier_at <= order_items.shipping_limit_at as is_deadline_kept
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    inner join products
        on order_items.product_key = products.product_key
    inner join sellers
        on order_items.seller_key = sellers.seller_key
)

select * from joined
