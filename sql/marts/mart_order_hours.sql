with

orders as (
    select * from core.fact_orders
),

totals as (
    select
        month_of(purchased_at) as month,
        state,
        region,
        order_status,
        cast(extract(isodow from purchased_at) as integer) as weekday,
        cast(extract(hour from purchased_at) as integer) as hour,
        cast(count(*) as integer) as orders_count,
        cast(sum(price + freight) as decimal(18, 2)) as gmv
    from orders
    group by all
)

select * from totals
