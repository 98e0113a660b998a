-- description: mart_customer_spending holds every person once, with the GMV of all orders, to the cent.
with

expected as (
    select
        (select count(*) from core.dim_customer where is_current) as customers_count,
        (select count(*) from core.dim_customer where is_current and orders_count > 1) as repeat_customers_count,
        coalesce(sum(price + freight), 0) as gmv
    from core.fact_orders
),

actual as (
    select
        coalesce(sum(customers_count), 0) as customers_count,
        coalesce(sum(repeat_customers_count), 0) as repeat_customers_count,
        coalesce(sum(gmv), 0) as gmv
    from marts.mart_customer_spending
)

select * from expected
except
select * from actual
