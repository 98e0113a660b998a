with

sales as (
    select * from intermediate.int_sales_analysis
),

orders as (
    select * from core.fact_orders
),

-- A parcel: what an order has from sellers of one region.
parcels as (
    select
        order_key,
        seller_region,
        min(month) as month,
        count(*) as items_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(cast(distance_km as decimal(18, 1))) as distance_km_sum,
        count(distance_km) as distance_count,
        bool_and(is_deadline_kept) as is_deadline_kept
    from sales
    group by order_key, seller_region
),

totals as (
    select
        parcels.month,
        parcels.seller_region,
        orders.state,
        orders.region,
        cast(count(*) as integer) as parcels_count,
        cast(sum(parcels.items_count) as integer) as items_count,
        cast(sum(parcels.price) as decimal(18, 2)) as price,
        cast(sum(parcels.freight) as decimal(18, 2)) as freight,
        cast(coalesce(sum(parcels.distance_km_sum), 0) as integer) as distance_km_sum,
        cast(sum(parcels.distance_count) as integer) as distance_count,
        cast(count(*) filter (where orders.is_delivered) as integer) as delivered_count,
        cast(count(*) filter (where orders.is_late) as integer) as late_count,
        round(sum_days(orders.days_to_deliver), 1) as days_to_deliver_sum,
        cast(coalesce(sum(case when orders.is_delivered then orders.promised_days end), 0) as integer) as promised_days_sum,
        round(sum_days(orders.carrier_days), 1) as carrier_days_sum,
        cast(count(orders.carrier_days) as integer) as carrier_count,
        cast(count(*) filter (where orders.is_delivered and parcels.is_deadline_kept is not null) as integer) as handed_over_count,
        cast(count(*) filter (where orders.is_delivered and parcels.is_deadline_kept) as integer) as deadline_kept_count,
        cast(count(*) filter (where orders.is_late and parcels.is_deadline_kept is not null) as integer) as late_handed_over_count,
        cast(count(*) filter (where orders.is_late and not parcels.is_deadline_kept) as integer) as late_after_missed_count
    from parcels
    inner join orders
        on parcels.order_key = orders.order_key
    group by parcels.month, parcels.seller_region, orders.state, orders.region
)

select * from totals
