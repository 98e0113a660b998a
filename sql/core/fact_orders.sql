with

orders as (
    select * from intermediate.int_orders
),

addresses as (
    select * from intermediate.int_customer_addresses
),

deliveries as (
    select * from intermediate.int_order_delivery
),

items as (
    select * from intermediate.int_order_items
),

payments as (
    select * from intermediate.int_order_payments
),

reviews as (
    select * from intermediate.int_order_reviews
),

joined as (
    select
        orders.order_key,
        orders.order_id,
        addresses.customer_key,
        date_key(orders.purchased_at) as purchase_date_key,

        orders.order_status,
        addresses.state,
        addresses.region,
        orders.order_key = orders.person_key as is_first_order,

        orders.purchased_at,
        orders.approved_at,
        orders.carrier_at,
        orders.delivered_at,
        orders.estimated_date,

        deliveries.is_delivered,
        deliveries.is_late,
        deliveries.days_to_deliver,
        deliveries.promised_days,
        deliveries.days_against_promise,
        deliveries.approval_days,
        deliveries.handling_days,
        deliveries.carrier_days,
        deliveries.has_negative_leg,

        coalesce(items.items_count, 0) as items_count,
        coalesce(items.products_count, 0) as products_count,
        coalesce(items.sellers_count, 0) as sellers_count,
        cast(coalesce(items.price, 0) as decimal(18, 2)) as price,
        cast(coalesce(items.freight, 0) as decimal(18, 2)) as freight,

        cast(coalesce(payments.payment_value, 0) as decimal(18, 2)) as payment_value,
        payments.payment_method,
        coalesce(payments.payments_count, 0) as payments_count,
        payments.instalments,
        coalesce(payments.uses_credit_card, false) as uses_credit_card,
        coalesce(payments.uses_boleto, false) as uses_boleto,
        coalesce(payments.uses_voucher, false) as uses_voucher,
        coalesce(payments.uses_debit_card, false) as uses_debit_card,

        reviews.review_score,
        coalesce(reviews.reviews_count, 0) as reviews_count,
        coalesce(reviews.has_comment, false) as has_comment
    from orders
    inner join addresses
        on orders.customer_key = addresses.customer_key
    inner join deliveries
        on orders.order_key = deliveries.order_key
    left join items
        on orders.order_id = items.order_id
    left join payments
        on orders.order_id = payments.order_id
    left join reviews
        on orders.order_id = reviews.order_id
)

select * from joined
