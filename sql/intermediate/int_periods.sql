with

orders as (
    select * from core.fact_orders
),

customers as (
    select * from core.dim_customer
),

order_items as (
    select * from core.fact_order_items
),

sellers as (
    select * from core.dim_seller
),

reviews as (
    select * from core.fact_reviews
),

dated as (
    select
        *,
        cast(purchased_at as date) as day,
        month_of(purchased_at) as month
    from orders
),

order_totals as (
    select
        dated.month,
        dated.day,
        count(*) as orders_count,
        count(*) filter (where dated.items_count > 0) as orders_with_items_count,
        sum(dated.items_count) as items_count,
        sum(dated.price) as price,
        sum(dated.freight) as freight,
        sum(case when brings_revenue(dated.order_status) then dated.price else 0 end) as revenue,
        sum(dated.payment_value) as payment_value,
        count(distinct customers.person_key) as customers_count,
        count(*) filter (where dated.is_first_order) as new_customers_count,
        count(*) filter (where dated.is_delivered) as delivered_count,
        count(*) filter (where dated.is_late) as late_count,
        mean_days(dated.days_to_deliver) as mean_days_to_deliver,
        mean_days(case when dated.is_delivered then dated.promised_days end) as mean_promised_days
    from dated
    inner join customers
        on dated.customer_key = customers.customer_key
    group by grouping sets ((dated.month, dated.day), (dated.month))
),

review_totals as (
    select
        dated.month,
        dated.day,
        count(*) as reviews_count,
        avg(reviews.review_score) as mean_review_score
    from dated
    inner join reviews
        on dated.order_key = reviews.order_key
    group by grouping sets ((dated.month, dated.day), (dated.month))
),

seller_totals as (
    select
        dated.month,
        dated.day,
        count(distinct sellers.current_seller_key) as active_sellers_count
    from dated
    inner join order_items
        on dated.order_key = order_items.order_key
    inner join sellers
        on order_items.seller_key = sellers.seller_key
    group by grouping sets ((dated.month, dated.day), (dated.month))
),

final as (
    select
        order_totals.month,
        case when order_totals.day is null then 'month' else 'day' end as period_grain,
        coalesce(order_totals.day, order_totals.month) as period_start,
        cast(order_totals.orders_count as integer) as orders_count,
        cast(order_totals.orders_with_items_count as integer) as orders_with_items_count,
        cast(order_totals.items_count as integer) as items_count,
        cast(order_totals.price as decimal(18, 2)) as price,
        cast(order_totals.freight as decimal(18, 2)) as freight,
        cast(order_totals.revenue as decimal(18, 2)) as revenue,
        cast(order_totals.payment_value as decimal(18, 2)) as payment_value,
        cast(order_totals.customers_count as integer) as customers_count,
        cast(order_totals.new_customers_count as integer) as new_customers_count,
        cast(order_totals.delivered_count as integer) as delivered_count,
        cast(order_totals.late_count as integer) as late_count,
        order_totals.mean_days_to_deliver,
        order_totals.mean_promised_days,
        review_totals.mean_review_score,
        cast(coalesce(review_totals.reviews_count, 0) as integer) as reviews_count,
        cast(coalesce(seller_totals.active_sellers_count, 0) as integer) as active_sellers_count
    from order_totals
    left join review_totals
        on order_totals.month = review_totals.month
        and order_totals.day is not distinct from review_totals.day
    left join seller_totals
        on order_totals.month = seller_totals.month
        and order_totals.day is not distinct from seller_totals.day
)

select * from final
