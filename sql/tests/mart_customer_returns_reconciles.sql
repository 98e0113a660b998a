-- description: mart_customer_returns holds every person with two or more orders once, by the month of the first.
with

expected as (
    select
        month_of(first_order_at) as first_month,
        count(*) as customers_count
    from core.dim_customer
    where is_current
        and orders_count > 1
    group by first_month
),

actual as (
    select
        first_month,
        sum(customers_count) as customers_count
    from marts.mart_customer_returns
    group by first_month
)

(select * from expected except select * from actual)
union all
(select * from actual except select * from expected)
