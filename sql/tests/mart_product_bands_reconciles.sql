-- description: mart_product_bands holds every item once, and its revenue to the cent.
with

expected as (
    select
        count(*) as items_count,
        coalesce(sum(order_items.price) filter (where brings_revenue(orders.order_status)), 0) as revenue
    from core.fact_order_items as order_items
    inner join core.fact_orders as orders
        on order_items.order_key = orders.order_key
),

actual as (
    select
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_product_bands
)

select * from expected
except
select * from actual
