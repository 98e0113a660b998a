-- description: int_sales_analysis holds every item of fact_order_items once, to the cent, and the revenue that fact_orders has.
with

expected as (
    select
        count(*) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        (
            select coalesce(sum(price) filter (where brings_revenue(order_status)), 0) from core.fact_orders
        ) as revenue
    from core.fact_order_items
),

actual as (
    select
        count(*) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(revenue), 0) as revenue
    from intermediate.int_sales_analysis
)

select * from expected
except
select * from actual
