with

payments as (
    select * from staging.stg_order_payments
),

methods as (
    select
        order_id,
        payment_method,
        count(*) as payments_count,
        min(payment_sequential) as first_sequential,
        max(instalments) as instalments,
        sum(payment_value) as payment_value
    from payments
    group by order_id, payment_method
),

ranked as (
    select
        *,
        row_number() over (
            partition by order_id
            order by payment_value desc, first_sequential
        ) as method_rank
    from methods
),

totals as (
    select
        order_id,
        cast(sum(payments_count) as integer) as payments_count,
        cast(sum(payment_value) as decimal(18, 2)) as payment_value,
        max(case when method_rank = 1 then payment_method end) as payment_method,
        max(case when payment_method = 'credit_card' then instalments end) as instalments,
        coalesce(bool_or(payment_method = 'credit_card'), false) as uses_credit_card,
        coalesce(bool_or(payment_method = 'boleto'), false) as uses_boleto,
        coalesce(bool_or(payment_method = 'voucher'), false) as uses_voucher,
        coalesce(bool_or(payment_method = 'debit_card'), false) as uses_debit_card
    from ranked
    group by order_id
)

select * from totals
