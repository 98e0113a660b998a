with

orders as (
    select * from intermediate.int_orders
),

months as (
    select
        month_of(purchased_at) as month,
        count(distinct cast(purchased_at as date)) as days_with_orders_count
    from orders
    group by month
),

measured as (
    select
        month,
        cast(days_with_orders_count as integer) as days_with_orders_count,
        cast(extract(day from last_day(month)) as integer) as days_count,
        days_with_orders_count >= 0.9 * extract(day from last_day(month)) as is_complete
    from months
)

select * from measured
