-- description: mart_payment_instalments holds every order with a credit-card payment once, and the value of these payments to the cent.
with

expected as (
    select
        (select coalesce(sum(payment_value), 0) from core.fact_payments where payment_method = 'credit_card') as payment_value,
        count(*) as orders_count,
        coalesce(sum(price + freight), 0) as gmv,
        count(*) filter (where is_delivered) as delivered_count
    from core.fact_orders
    where uses_credit_card
),

actual as (
    select
        coalesce(sum(payment_value), 0) as payment_value,
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(gmv), 0) as gmv,
        coalesce(sum(delivered_count), 0) as delivered_count
    from marts.mart_payment_instalments
)

select * from expected
except
select * from actual
