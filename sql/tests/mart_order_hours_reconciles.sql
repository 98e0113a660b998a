-- description: mart_order_hours adds up to fact_orders, to the cent and to the row.
with

expected as (
    select
        count(*) as orders_count,
        coalesce(sum(price + freight), 0) as gmv
    from core.fact_orders
),

actual as (
    select
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(gmv), 0) as gmv
    from marts.mart_order_hours
)

select * from expected
except
select * from actual
