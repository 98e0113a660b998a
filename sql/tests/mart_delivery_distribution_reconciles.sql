-- description: Each measure of mart_delivery_distribution counts every delivered order once.
with

measures as (
    select 'days_to_deliver' as measure
    union all
    select 'days_against_promise'
),

totals as (
    select count(*) as orders_count
    from core.fact_orders
    where is_delivered
),

expected as (
    select
        measures.measure,
        totals.*
    from measures
    cross join totals
    where totals.orders_count > 0
),

actual as (
    select
        measure,
        sum(orders_count) as orders_count
    from marts.mart_delivery_distribution
    group by measure
)

select * from expected
except
select * from actual
