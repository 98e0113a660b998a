-- description: mart_seller_activity holds each seller once as new, once in each month with a sale, and all items and revenue.
with

sold as (
    select
        versions.current_seller_key,
        month_of(orders.purchased_at) as month,
        count(*) as items_count,
        sum(order_items.price) filter (where brings_revenue(orders.order_status)) as revenue
    from core.fact_order_items as order_items
    inner join core.dim_seller as versions
        on order_items.seller_key = versions.seller_key
    inner join core.fact_orders as orders
        on order_items.order_key = orders.order_key
    group by versions.current_seller_key, month
),

expected as (
    select
        (
            select count(distinct seller_id)
            from core.dim_seller
            where seller_key in (select seller_key from core.fact_order_items)
        ) as new_sellers_count,
        count(*) as active_sellers_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(revenue), 0) as revenue
    from sold
),

actual as (
    select
        coalesce(sum(new_sellers_count), 0) as new_sellers_count,
        coalesce(sum(active_sellers_count), 0) as active_sellers_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_seller_activity
)

select * from expected
except
select * from actual
