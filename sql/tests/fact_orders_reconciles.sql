-- description: fact_orders holds every order of the source once, and the sums of its items, payments and reviews to the cent.
with

expected as (
    select
        (select count(*) from raw.orders) as orders_count,
        (select count(*) from staging.stg_order_items) as items_count,
        (select coalesce(sum(price), 0) from staging.stg_order_items) as price,
        (select coalesce(sum(freight), 0) from staging.stg_order_items) as freight,
        (select count(*) from staging.stg_order_payments) as payments_count,
        (select coalesce(sum(payment_value), 0) from staging.stg_order_payments) as payment_value,
        (select count(*) from staging.stg_order_reviews) as reviews_count
),

actual as (
    select
        count(*) as orders_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(payments_count), 0) as payments_count,
        coalesce(sum(payment_value), 0) as payment_value,
        coalesce(sum(reviews_count), 0) as reviews_count
    from core.fact_orders
)

select * from expected
except
select * from actual
