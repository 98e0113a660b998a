with

orders as (
    select * from core.fact_orders
),

described as (
    select
        order_key,
        order_id,
        payment_method,
        payments_count,
        instalments,
        payment_value,
        uses_credit_card,
        uses_boleto,
        uses_voucher,
        uses_debit_card
    from orders
    where payments_count > 0
)

select * from described
