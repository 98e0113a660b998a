-- description: mart_customer_analytics holds every person once, with all orders of fact_orders, to the cent.
with

expected as (
    select
        (select count(*) from core.dim_customer where is_current) as customers_count,
        (select count(*) from core.dim_customer where is_current and orders_count > 1) as repeat_customers_count,
        count(*) as orders_count,
        coalesce(sum(price + freight), 0) as gmv,
        coalesce(sum(price) filter (where brings_revenue(order_status)), 0) as revenue
    from core.fact_orders
),

actual as (
    select
        coalesce(sum(customers_count), 0) as customers_count,
        coalesce(sum(repeat_customers_count), 0) as repeat_customers_count,
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(gmv), 0) as gmv,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_customer_analytics
)

select * from expected
except
select * from actual
