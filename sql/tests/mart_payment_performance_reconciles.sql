-- description: mart_payment_performance adds up to fact_payments, and its main methods to the paid orders, to the cent and to the row.
with

expected as (
    select
        (select count(*) from core.fact_payments) as payments_count,
        (select coalesce(sum(payment_value), 0) from core.fact_payments) as payment_value,
        count(*) as main_orders_count,
        coalesce(sum(price + freight), 0) as main_gmv,
        count(approval_days) as approval_count
    from core.fact_orders
    where payments_count > 0
),

actual as (
    select
        coalesce(sum(payments_count), 0) as payments_count,
        coalesce(sum(payment_value), 0) as payment_value,
        coalesce(sum(main_orders_count), 0) as main_orders_count,
        coalesce(sum(main_gmv), 0) as main_gmv,
        coalesce(sum(approval_count), 0) as approval_count
    from marts.mart_payment_performance
)

select * from expected
except
select * from actual
