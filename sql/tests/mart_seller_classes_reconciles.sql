-- description: mart_seller_classes holds every seller of mart_seller_scorecard once, and all their sales to the cent.
with

expected as (
    select
        count(*) as sellers_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(late_count), 0) as late_count
    from marts.mart_seller_scorecard
),

actual as (
    select
        coalesce(sum(sellers_count), 0) as sellers_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(late_count), 0) as late_count
    from marts.mart_seller_classes
)

select * from expected
except
select * from actual
