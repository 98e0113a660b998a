with

sales as (
    select * from intermediate.int_sales_analysis
),

orders as (
    select * from core.fact_orders
    where is_delivered
),

delivered as (
    select
        sales.month,
        orders.state,
        orders.region,
        sales.distance_km,
        sales.freight,
        orders.is_late,
        orders.days_to_deliver
    from sales
    inner join orders
        on sales.order_key = orders.order_key
),

banded as (
    select
        *,
        'distance_km' as measure,
        case
            when distance_km < 100 then 0
            when distance_km < 250 then 100
            when distance_km < 500 then 250
            when distance_km < 1000 then 500
            when distance_km < 2000 then 1000
            else 2000
        end as band
    from delivered
    where distance_km is not null
    union all
    select
        *,
        'freight',
        case
            when freight < 10 then 0
            when freight < 15 then 10
            when freight < 20 then 15
            when freight < 30 then 20
            when freight < 50 then 30
            else 50
        end
    from delivered
),

totals as (
    select
        month,
        state,
        region,
        measure,
        cast(band as integer) as band,
        cast(count(*) as integer) as items_count,
        cast(sum(freight) as decimal(18, 2)) as freight,
        cast(count(*) filter (where is_late) as integer) as late_count,
        round(sum_days(days_to_deliver), 1) as days_to_deliver_sum
    from banded
    group by month, state, region, measure, band
)

select * from totals
