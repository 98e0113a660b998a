with

order_items as (
    select * from core.fact_order_items
),

orders as (
    select * from core.fact_orders
),

categories as (
    select * from core.dim_category
),

totals as (
    select
        month_of(orders.purchased_at) as month,
        orders.state,
        orders.region,
        categories.category,
        orders.order_status,
        cast(count(*) as integer) as items_count,
        cast(count(distinct order_items.order_key) as integer) as orders_count,
        cast(sum(order_items.price) as decimal(18, 2)) as price,
        cast(sum(order_items.freight) as decimal(18, 2)) as freight,
        cast(sum(order_items.price + order_items.freight) as decimal(18, 2)) as gmv,
        cast(sum(
            case when brings_revenue(orders.order_status) then order_items.price else 0 end
        ) as decimal(18, 2)) as revenue
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    inner join categories
        on order_items.category_key = categories.category_key
    group by month, orders.state, orders.region, categories.category, orders.order_status
)

select * from totals
