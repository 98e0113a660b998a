-- description: The views under the sources' names hold as many rows as the facts they show.
with

expected as (
    select
        (select count(*) from core.fact_order_items) as sales_count,
        (select count(*) from core.fact_orders) as orders_count,
        (select count(*) from core.fact_orders where payments_count > 0) as paid_orders_count,
        (select count(*) from core.fact_reviews) as reviews_count
),

actual as (
    select
        (select count(*) from core.fact_sales) as sales_count,
        (select count(*) from core.dim_orders) as orders_count,
        (select count(*) from core.dim_payments) as paid_orders_count,
        (select count(*) from core.dim_reviews) as reviews_count
)

select * from expected
except
select * from actual
