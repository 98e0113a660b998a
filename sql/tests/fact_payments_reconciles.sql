-- description: fact_payments holds every payment of the source once, to the cent.
with

expected as (
    select
        count(*) as payments_count,
        coalesce(sum(payment_value), 0) as payment_value
    from staging.stg_order_payments
),

actual as (
    select
        count(*) as payments_count,
        coalesce(sum(payment_value), 0) as payment_value
    from core.fact_payments
)

select * from expected
except
select * from actual
