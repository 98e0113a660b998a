-- description: The lanes of mart_delivery_metrics hold every item of fact_order_items, to the cent, and every delivered order once per region of its sellers.
with

expected as (
    select
        (select count(*) from core.fact_order_items) as items_count,
        (select coalesce(sum(price), 0) from core.fact_order_items) as price,
        (select coalesce(sum(freight), 0) from core.fact_order_items) as freight,
        count(*) as parcels_count,
        count(*) filter (where is_delivered) as delivered_count,
        count(*) filter (where is_late) as late_count
    from (
        select distinct
            orders.order_key,
            sellers.region,
            orders.is_delivered,
            orders.is_late
        from core.fact_order_items as order_items
        inner join core.fact_orders as orders
            on order_items.order_key = orders.order_key
        inner join core.dim_seller as sellers
            on order_items.seller_key = sellers.seller_key
    ) as parcels
),

actual as (
    select
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(parcels_count), 0) as parcels_count,
        coalesce(sum(delivered_count), 0) as delivered_count,
        coalesce(sum(late_count), 0) as late_count
    from marts.mart_delivery_metrics
)

select * from expected
except
select * from actual
