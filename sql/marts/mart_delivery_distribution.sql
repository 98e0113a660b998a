with

orders as (
    select
        *,
        month_of(purchased_at) as month
    from core.fact_orders
    where is_delivered
),

measures as (
    select
        month,
        state,
        region,
        order_status,
        'days_to_deliver' as measure,
        least(greatest(floor(days_to_deliver), 0), 60) as bin
    from orders
    union all
    select
        month,
        state,
        region,
        order_status,
        'days_against_promise',
        least(greatest(days_against_promise, -60), 60)
    from orders
),

totals as (
    select
        month,
        state,
        region,
        order_status,
        measure,
        cast(bin as integer) as bin,
        cast(count(*) as integer) as orders_count
    from measures
    group by all
)

select * from totals
