with

orders as (
    select * from intermediate.int_orders
),

months as (
    select * from intermediate.int_months
),

last_complete_month as (
    select max(month) as month from months where is_complete
),

as_of as (
    select
        max(purchased_at) as as_of_at,
        cast(max(purchased_at) as date) as as_of_date,
        any_value(last_complete_month.month) as last_complete_month
    from orders
    cross join last_complete_month
    having count(*) > 0
),

measured as (
    select
        as_of_at,
        as_of_date,
        last_complete_month,
        cast(last_complete_month - interval 2 month as date) as recent_from_month,
        cast(last_complete_month - interval 5 month as date) as before_from_month
    from as_of
)

select * from measured
