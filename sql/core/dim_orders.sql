with

orders as (
    select * from core.fact_orders
),

described as (
    select
        order_key,
        order_id,
        customer_key,
        order_status,
        purchased_at,
        approved_at,
        carrier_at,
        delivered_at,
        estimated_date,
        days_to_deliver as days_to_delivery,
        days_against_promise,
        is_delivered,
        not is_late as is_delivered_on_time
    from orders
)

select * from described
