-- description: The days of mart_executive, and its months, add up to fact_orders, to the cent and to the row.
with

period_grains as (
    select 'day' as period_grain
    union all
    select 'month'
),

totals as (
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
        coalesce(sum(reviews_count), 0) as reviews_count
    from core.fact_orders
),

expected as (
    select
        period_grains.period_grain,
        totals.*
    from period_grains
    cross join totals
    where totals.orders_count > 0
),

actual as (
    select
        period_grain,
        sum(orders_count) as orders_count,
        sum(items_count) as items_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(gmv) as gmv,
        sum(revenue) as revenue,
        sum(payment_value) as payment_value,
        sum(new_customers_count) as new_customers_count,
        sum(delivered_count) as delivered_count,
        sum(late_count) as late_count,
        sum(reviews_count) as reviews_count
    from marts.mart_executive
    group by period_grain
)

select * from expected
except
select * from actual
