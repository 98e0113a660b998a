-- description: Each measure of mart_delivery_bands holds the delivered items it is known of once, with their freight to the cent.
with

items as (
    select
        sales.distance_km,
        sales.freight,
        orders.is_late
    from intermediate.int_sales_analysis as sales
    inner join core.fact_orders as orders
        on sales.order_key = orders.order_key
    where orders.is_delivered
),

expected as (
    select
        'freight' as measure,
        count(*) as items_count,
        sum(freight) as freight,
        count(*) filter (where is_late) as late_count
    from items
    having count(*) > 0
    union all
    select
        'distance_km',
        count(*),
        sum(freight),
        count(*) filter (where is_late)
    from items
    where distance_km is not null
    having count(*) > 0
),

actual as (
    select
        measure,
        sum(items_count) as items_count,
        sum(freight) as freight,
        sum(late_count) as late_count
    from marts.mart_delivery_bands
    group by measure
)

select * from expected
except
select * from actual
