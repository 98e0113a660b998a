with

payments as (
    select * from core.fact_payments
),

orders as (
    select * from core.fact_orders
),

order_methods as (
    select
        order_key,
        payment_method,
        count(*) as payments_count,
        sum(payment_value) as payment_value,
        sum(case when payment_method = 'credit_card' then instalments else 0 end) as instalments_sum,
        count(*) filter (where payment_value = 0) as zero_payments_count,
        count(*) filter (where is_instalments_corrected) as corrected_payments_count
    from payments
    group by order_key, payment_method
),

described as (
    select
        order_methods.*,
        month_of(orders.purchased_at) as month,
        orders.state,
        orders.region,
        orders.order_status,
        orders.payment_method = order_methods.payment_method as is_main,
        orders.payments_count > order_methods.payments_count as is_mixed,
        orders.items_count > 0 as has_items,
        orders.price + orders.freight as gmv,
        brings_revenue(orders.order_status) as is_kept,
        orders.approved_at is not null as is_approved,
        orders.approval_days
    from order_methods
    inner join orders
        on order_methods.order_key = orders.order_key
),

totals as (
    select
        month,
        state,
        region,
        order_status,
        payment_method,
        cast(sum(payments_count) as integer) as payments_count,
        cast(sum(payment_value) as decimal(18, 2)) as payment_value,
        cast(sum(instalments_sum) as integer) as instalments_sum,
        cast(sum(zero_payments_count) as integer) as zero_payments_count,
        cast(sum(corrected_payments_count) as integer) as corrected_payments_count,
        cast(count(*) as integer) as orders_count,
        cast(count(*) filter (where is_mixed) as integer) as mixed_orders_count,
        cast(count(*) filter (where is_main) as integer) as main_orders_count,
        cast(count(*) filter (where is_main and is_mixed) as integer) as main_mixed_orders_count,
        cast(count(*) filter (where is_main and has_items) as integer) as main_orders_with_items_count,
        cast(coalesce(sum(gmv) filter (where is_main), 0) as decimal(18, 2)) as main_gmv,
        cast(count(*) filter (where is_main and not is_kept) as integer) as canceled_count,
        cast(count(*) filter (where is_main and not is_approved) as integer) as unapproved_count,
        round(sum_days(case when is_main then approval_days end), 1) as approval_days_sum,
        cast(count(approval_days) filter (where is_main) as integer) as approval_count,
        cast(count(*) filter (where is_main and approval_days <= 1.0 / 24) as integer) as approved_within_hour_count,
        cast(count(*) filter (where is_main and approval_days <= 1) as integer) as approved_within_day_count
    from described
    group by month, state, region, order_status, payment_method
)

select * from totals
