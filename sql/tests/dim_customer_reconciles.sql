-- description: Every person who ordered has one current address period, and the orders of all persons are all orders.
with

expected as (
    select
        count(distinct customer_unique_id) as persons_count,
        count(*) as orders_count,
        count(distinct customer_key) as versions_count
    from intermediate.int_orders
),

actual as (
    select
        count(*) filter (where is_current) as persons_count,
        coalesce(sum(orders_count) filter (where is_current), 0) as orders_count,
        count(*) as versions_count
    from core.dim_customer
)

select * from expected
except
select * from actual
