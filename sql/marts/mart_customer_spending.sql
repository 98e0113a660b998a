with

customers as (
    select * from intermediate.int_customer_360
),

totals as (
    select
        state,
        region,
        cast(spending_band(gmv) as integer) as spending_band,
        cast(count(*) as integer) as customers_count,
        cast(count(*) filter (where orders_count > 1) as integer) as repeat_customers_count,
        cast(sum(gmv) as decimal(18, 2)) as gmv
    from customers
    group by state, region, spending_band(gmv)
)

select * from totals
