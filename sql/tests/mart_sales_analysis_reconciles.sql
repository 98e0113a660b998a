-- description: mart_sales_analysis adds up to fact_order_items, to the cent and to the row.
with

expected as (
    select
        count(*) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(price + freight), 0) as gmv
    from core.fact_order_items
),

actual as (
    select
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(gmv), 0) as gmv
    from marts.mart_sales_analysis
)

select * from expected
except
select * from actual
