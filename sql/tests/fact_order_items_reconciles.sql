-- description: fact_order_items holds every item of the source once, to the cent.
with

expected as (
    select
        count(*) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight
    from staging.stg_order_items
),

actual as (
    select
        count(*) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight
    from core.fact_order_items
)

select * from expected
except
select * from actual
