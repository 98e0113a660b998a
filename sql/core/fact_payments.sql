with

payments as (
    select * from staging.stg_order_payments
),

orders as (
    select * from intermediate.int_orders
),

joined as (
    select
        cast(row_number() over (order by orders.order_key, payments.payment_sequential) as integer) as payment_key,
        orders.order_key,
        payments.payment_sequential,
        payments.payment_method,
        payments.instalments,
        payments.is_instalments_corrected,
        payments.payment_value
    from payments
    inner join orders
        on payments.order_id = orders.order_id
)

select * from joined
