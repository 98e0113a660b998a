with

orders as (
    select
        *,
        month_of(purchased_at) as month
    from core.fact_orders
),

order_items as (
    select * from core.fact_order_items
),

reviews as (
    select * from core.fact_reviews
),

months as (
    select * from intermediate.int_months
),

order_totals as (
    select
        month,
        state,
        region,
        order_status,
        count(*) as orders_count,
        count(*) filter (where items_count > 0) as orders_with_items_count,
        sum(items_count) as items_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(payment_value) as payment_value,
        count(*) filter (where is_first_order) as new_customers_count,
        count(*) filter (where is_delivered) as delivered_count,
        count(*) filter (where is_late) as late_count,
        sum_days(days_to_deliver) as days_to_deliver_sum,
        sum(case when is_delivered then promised_days else 0 end) as promised_days_sum,
        sum_days(approval_days) as approval_days_sum,
        count(approval_days) as approval_count,
        sum_days(handling_days) as handling_days_sum,
        count(handling_days) as handling_count,
        sum_days(carrier_days) as carrier_days_sum,
        count(carrier_days) as carrier_count
    from orders
    group by month, state, region, order_status
),

item_freights as (
    select
        orders.month,
        orders.state,
        orders.order_status,
        orders.is_first_order,
        order_items.freight
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
),

usual_freights as (
    select
        month,
        state,
        cast(sum(freight) as double) / nullif(count(*) filter (where freight > 0), 0) as mean_freight
    from item_freights
    group by month, state
),

free_items as (
    select
        month,
        state,
        order_status,
        count(*) as items_count
    from item_freights
    where freight = 0 and is_first_order
    group by month, state, order_status
),

review_totals as (
    select
        orders.month,
        orders.state,
        orders.order_status,
        count(*) as reviews_count,
        sum(reviews.review_score) as review_score_sum,
        count(*) filter (where reviews.review_score = 5) as promoters_count,
        count(*) filter (where reviews.review_score = 4) as passives_count,
        count(*) filter (where reviews.review_score <= 3) as detractors_count
    from reviews
    inner join orders
        on reviews.order_key = orders.order_key
    group by orders.month, orders.state, orders.order_status
),

final as (
    select
        order_totals.month,
        order_totals.state,
        order_totals.region,
        order_totals.order_status,
        cast(order_totals.orders_count as integer) as orders_count,
        cast(order_totals.orders_with_items_count as integer) as orders_with_items_count,
        cast(order_totals.items_count as integer) as items_count,
        cast(order_totals.price as decimal(18, 2)) as price,
        cast(order_totals.freight as decimal(18, 2)) as freight,
        cast(order_totals.price + order_totals.freight as decimal(18, 2)) as gmv,
        cast(case when brings_revenue(order_totals.order_status) then order_totals.price else 0 end as decimal(18, 2)) as revenue,
        cast(order_totals.payment_value as decimal(18, 2)) as payment_value,
        cast(order_totals.new_customers_count as integer) as new_customers_count,
        cast(coalesce(free_items.items_count * usual_freights.mean_freight, 0) as decimal(18, 2)) as freight_waived,
        cast(order_totals.delivered_count as integer) as delivered_count,
        cast(order_totals.late_count as integer) as late_count,
        order_totals.days_to_deliver_sum,
        cast(order_totals.promised_days_sum as integer) as promised_days_sum,
        order_totals.approval_days_sum,
        cast(order_totals.approval_count as integer) as approval_count,
        order_totals.handling_days_sum,
        cast(order_totals.handling_count as integer) as handling_count,
        order_totals.carrier_days_sum,
        cast(order_totals.carrier_count as integer) as carrier_count,
        cast(coalesce(review_totals.reviews_count, 0) as integer) as reviews_count,
        cast(coalesce(review_totals.review_score_sum, 0) as integer) as review_score_sum,
        cast(coalesce(review_totals.promoters_count, 0) as integer) as promoters_count,
        cast(coalesce(review_totals.passives_count, 0) as integer) as passives_count,
        cast(coalesce(review_totals.detractors_count, 0) as integer) as detractors_count,
        months.is_complete as is_complete_month
    from order_totals
    inner join months
        on order_totals.month = months.month
    left join usual_freights
        on order_totals.month = usual_freights.month
        and order_totals.state = usual_freights.state
    left join free_items
        on order_totals.month = free_items.month
        and order_totals.state = free_items.state
        and order_totals.order_status = free_items.order_status
    left join review_totals
        on order_totals.month = review_totals.month
        and order_totals.state = review_totals.state
        and order_totals.order_status = review_totals.order_status
)

select * from final
