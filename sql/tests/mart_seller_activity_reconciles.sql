-- description: mart_seller_activity holds each seller once as new, once in each month with a sale, and all items and revenue.
with

sold as (
    select
        seller_key,
        month,
        count(*) as items_count,
        sum(revenue) as revenue
    from intermediate.int_sales_analysis
    group by seller_key, month
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
