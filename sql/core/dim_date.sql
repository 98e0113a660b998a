with

orders as (
    select * from intermediate.int_orders
),

bounds as (
    select
        date_trunc('year', min(purchased_at)) as first_day,
        date_trunc('year', greatest(max(purchased_at), max(estimated_date))) + interval 1 year - interval 1 day as last_day
    from orders
),

days as (
    select cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as date
    from bounds
),

described as (
    select
        date_key(date) as date_key,
        date,
        cast(extract(year from date) as integer) as year,
        cast(extract(quarter from date) as integer) as quarter,
        month_of(date) as month,
        cast(extract(month from date) as integer) as month_number,
        cast(extract(day from date) as integer) as day,
        cast(extract(isodow from date) as integer) as weekday,
        dayname(date) as weekday_name,
        extract(isodow from date) >= 6 as is_weekend,
        holiday_name(date) is not null as is_holiday,
        holiday_name(date) as holiday_name,
        is_black_friday(date) as is_black_friday,
        extract(isodow from date) <= 5 and holiday_name(date) is null as is_business_day,
        business_day_number(date) as business_day_number
    from days
)

select * from described
