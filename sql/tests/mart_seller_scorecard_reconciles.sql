-- description: The sellers of mart_seller_scorecard add up to fact_order_items, to the cent and to the row.
with

expected as (
    select
        (
            select count(distinct seller_id)
            from core.dim_seller
            where seller_key in (select seller_key from core.fact_order_items)
        ) as sellers_count,
        count(*) as items_count,
        coalesce(sum(order_items.price), 0) as price,
        coalesce(sum(order_items.freight), 0) as freight,
        (
            select coalesce(sum(price) filter (where brings_revenue(order_status)), 0) from core.fact_orders
        ) as revenue
    from core.fact_order_items as order_items
),

actual as (
    select
        count(*) as sellers_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_seller_scorecard
)

select * from expected
except
select * from actual
