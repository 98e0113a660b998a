with

source as (
    select * from raw.order_payments
),

renamed as (
    select
        order_id,

        payment_type as payment_method,

        cast(payment_sequential as integer) as payment_sequential,
        greatest(cast(payment_installments as integer), 1) as instalments,
        cast(payment_value as decimal(10, 2)) as payment_value,

        cast(payment_installments as integer) < 1 as is_instalments_corrected
    from source
)

select * from renamed
