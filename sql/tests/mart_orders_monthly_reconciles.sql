-- description: mart_orders_monthly adds up to fact_orders, to the cent and to the row.
with

expected as (
    select
        count(*) as orders_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(price + freight), 0) as gmv,
        coalesce(sum(price) filter (where brings_revenue(order_status)), 0) as revenue,
        coalesce(sum(payment_value), 0) as payment_value,
        count(*) filter (where is_first_order) as new_customers_count,
        count(*) filter (where is_delivered) as delivered_count,
        count(*) filter (where is_late) as late_count,
        coalesce(sum(reviews_count), 0) as reviews_count,
        count(approval_days) as approval_count,
        count(handling_days) as handling_count,
        count(carrier_days) as carrier_count
    from core.fact_orders
),

actual as (
    select
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(gmv), 0) as gmv,
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(payment_value), 0) as payment_value,
        coalesce(sum(new_customers_count), 0) as new_customers_count,
        coalesce(sum(delivered_count), 0) as delivered_count,
        coalesce(sum(late_count), 0) as late_count,
        coalesce(sum(reviews_count), 0) as reviews_count,
        coalesce(sum(approval_count), 0) as approval_count,
        coalesce(sum(handling_count), 0) as handling_count,
        coalesce(sum(carrier_count), 0) as carrier_count
    from marts.mart_orders_monthly
)

select * from expected
except
select * from actual
