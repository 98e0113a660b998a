with

orders as (
    select * from core.fact_orders
),

payments as (
    select * from core.fact_payments
),

months as (
    select * from intermediate.int_months
),

bounds as (
    select
        min(month) as first_month,
        max(month) as last_month
    from months
),

-- Instalments stay open in months without orders too.
calendar as (
    select cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date) as month
    from bounds
),

order_totals as (
    select
        month_of(purchased_at) as month,
        count(*) as orders_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(case when brings_revenue(order_status) then price else 0 end) as revenue,
        sum(case when brings_revenue(order_status) then 0 else price + freight end) as canceled_gmv,
        sum(case when is_delivered then price else 0 end) as delivered_price,
        sum(payment_value) as payment_value,
        sum(case when items_count > 0 then payment_value - price - freight else 0 end) as payment_gap,
        sum(case when items_count = 0 then payment_value else 0 end) as itemless_payment_value
    from orders
    group by month
),

payment_totals as (
    select
        month_of(orders.purchased_at) as month,
        payments.payment_method,
        payments.instalments,
        sum(payments.payment_value) as payment_value
    from payments
    inner join orders
        on payments.order_key = orders.order_key
    group by month, payments.payment_method, payments.instalments
),

method_totals as (
    select
        month,
        coalesce(sum(payment_value) filter (where payment_method = 'voucher'), 0) as voucher_value,
        coalesce(sum(payment_value) filter (where payment_method = 'credit_card' and instalments > 1), 0) as instalment_value
    from payment_totals
    group by month
),

-- Of a purchase in n instalments, one falls due in each of the n months after it.
receivables as (
    select
        calendar.month,
        sum(cast(
            payment_totals.payment_value
            * (payment_totals.instalments - date_diff('month', payment_totals.month, calendar.month))
            / payment_totals.instalments as decimal(18, 6)
        )) as open_receivables
    from calendar
    inner join payment_totals
        on payment_totals.month <= calendar.month
        and date_diff('month', payment_totals.month, calendar.month) < payment_totals.instalments
    where payment_totals.payment_method = 'credit_card'
    group by calendar.month
),

final as (
    select
        calendar.month,
        coalesce(months.is_complete, false) as is_complete,
        cast(coalesce(order_totals.orders_count, 0) as integer) as orders_count,
        cast(coalesce(order_totals.price, 0) as decimal(18, 2)) as price,
        cast(coalesce(order_totals.freight, 0) as decimal(18, 2)) as freight,
        cast(coalesce(order_totals.price + order_totals.freight, 0) as decimal(18, 2)) as gmv,
        cast(coalesce(order_totals.revenue, 0) as decimal(18, 2)) as revenue,
        cast(coalesce(order_totals.canceled_gmv, 0) as decimal(18, 2)) as canceled_gmv,
        cast(coalesce(order_totals.delivered_price, 0) as decimal(18, 2)) as take_rate_base,
        cast(coalesce(order_totals.payment_value, 0) as decimal(18, 2)) as payment_value,
        cast(coalesce(order_totals.payment_gap, 0) as decimal(18, 2)) as payment_gap,
        cast(coalesce(order_totals.itemless_payment_value, 0) as decimal(18, 2)) as itemless_payment_value,
        cast(coalesce(method_totals.voucher_value, 0) as decimal(18, 2)) as voucher_value,
        cast(coalesce(method_totals.instalment_value, 0) as decimal(18, 2)) as instalment_value,
        cast(coalesce(receivables.open_receivables, 0) as decimal(18, 2)) as open_receivables
    from calendar
    left join months
        on calendar.month = months.month
    left join order_totals
        on calendar.month = order_totals.month
    left join method_totals
        on calendar.month = method_totals.month
    left join receivables
        on calendar.month = receivables.month
)

select * from final
