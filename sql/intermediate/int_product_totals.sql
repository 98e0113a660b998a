with

sales as (
    select * from intermediate.int_sales_analysis
),

orders as (
    select * from core.fact_orders
),

product_orders as (
    select
        product_key,
        order_key,
        count(*) as items_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(revenue) as revenue
    from sales
    group by product_key, order_key
),

totals as (
    select
        product_orders.product_key,
        min(orders.purchased_at) as first_sale_at,
        max(orders.purchased_at) as last_sale_at,
        cast(count(*) as integer) as orders_count,
        cast(sum(product_orders.items_count) as integer) as items_count,
        cast(sum(product_orders.price) as decimal(18, 2)) as price,
        cast(sum(product_orders.freight) as decimal(18, 2)) as freight,
        cast(sum(product_orders.revenue) as decimal(18, 2)) as revenue,
        cast(count(*) filter (where not brings_revenue(orders.order_status)) as integer) as canceled_count,
        cast(count(orders.review_score) as integer) as reviewed_count,
        cast(coalesce(sum(orders.review_score), 0) as integer) as review_score_sum
    from product_orders
    inner join orders
        on product_orders.order_key = orders.order_key
    group by product_orders.product_key
)

select * from totals
