with

orders as (
    select * from core.fact_orders
),

payments as (
    select * from core.fact_payments
),

card_values as (
    select
        order_key,
        sum(payment_value) as payment_value
    from payments
    where payment_method = 'credit_card'
    group by order_key
),

totals as (
    select
        month_of(orders.purchased_at) as month,
        orders.state,
        orders.region,
        orders.order_status,
        orders.instalments,
        cast(count(*) as integer) as orders_count,
        cast(sum(card_values.payment_value) as decimal(18, 2)) as payment_value,
        cast(sum(orders.price + orders.freight) as decimal(18, 2)) as gmv,
        cast(count(*) filter (where not brings_revenue(orders.order_status)) as integer) as canceled_count,
        cast(count(*) filter (where orders.is_delivered) as integer) as delivered_count,
        cast(count(*) filter (where orders.is_late) as integer) as late_count,
        cast(count(orders.review_score) as integer) as reviewed_count,
        cast(coalesce(sum(orders.review_score), 0) as integer) as review_score_sum
    from orders
    inner join card_values
        on orders.order_key = card_values.order_key
    group by month, orders.state, orders.region, orders.order_status, orders.instalments
)

select * from totals
