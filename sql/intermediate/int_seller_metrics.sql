with

sales as (
    select * from intermediate.int_sales_analysis
),

orders as (
    select * from core.fact_orders
),

dates as (
    select * from core.dim_date
),

as_of as (
    select * from intermediate.int_as_of
),

seller_orders as (
    select
        seller_key,
        order_key,
        min(month) as month,
        count(*) as items_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(revenue) as revenue,
        count(is_deadline_kept) as handed_over_count,
        count(*) filter (where is_deadline_kept) as deadline_kept_count
    from sales
    group by seller_key, order_key
),

assortments as (
    select
        seller_key,
        count(distinct product_key) as products_count,
        count(distinct category_key) as categories_count
    from sales
    group by seller_key
),

totals as (
    select
        seller_orders.seller_key,
        min(orders.purchased_at) as first_sale_at,
        max(orders.purchased_at) as last_sale_at,
        count(*) as orders_count,
        count(distinct seller_orders.month) as active_months_count,
        sum(seller_orders.items_count) as items_count,
        sum(seller_orders.price) as price,
        sum(seller_orders.freight) as freight,
        sum(seller_orders.revenue) as revenue,
        coalesce(sum(seller_orders.revenue) filter (
            where seller_orders.month between as_of.recent_from_month and as_of.last_complete_month
        ), 0) as recent_revenue,
        coalesce(sum(seller_orders.revenue) filter (
            where seller_orders.month >= as_of.before_from_month and seller_orders.month < as_of.recent_from_month
        ), 0) as before_revenue,
        count(*) filter (where not brings_revenue(orders.order_status)) as canceled_count,
        count(*) filter (where orders.is_delivered) as delivered_count,
        count(*) filter (where orders.is_late) as late_count,
        sum(seller_orders.handed_over_count) as handed_over_count,
        sum(seller_orders.deadline_kept_count) as deadline_kept_count,
        coalesce(sum(handed_over.business_day_number - purchased.business_day_number) filter (
            where orders.carrier_at >= orders.purchased_at
        ), 0) as business_days_to_ship_sum,
        count(handed_over.business_day_number - purchased.business_day_number) filter (
            where orders.carrier_at >= orders.purchased_at
        ) as business_days_to_ship_count,
        count(orders.review_score) as reviewed_count,
        coalesce(sum(orders.review_score), 0) as review_score_sum,
        count(*) filter (where orders.review_score <= 2) as low_scores_count
    from seller_orders
    inner join orders
        on seller_orders.order_key = orders.order_key
    cross join as_of
    left join dates as purchased
        on orders.purchase_date_key = purchased.date_key
    left join dates as handed_over
        on cast(orders.carrier_at as date) = handed_over.date
    group by seller_orders.seller_key
),

final as (
    select
        totals.seller_key,
        totals.first_sale_at,
        totals.last_sale_at,
        cast(totals.orders_count as integer) as orders_count,
        cast(totals.items_count as integer) as items_count,
        cast(totals.active_months_count as integer) as active_months_count,
        cast(assortments.products_count as integer) as products_count,
        cast(assortments.categories_count as integer) as categories_count,
        cast(totals.price as decimal(18, 2)) as price,
        cast(totals.freight as decimal(18, 2)) as freight,
        cast(totals.revenue as decimal(18, 2)) as revenue,
        cast(totals.recent_revenue as decimal(18, 2)) as recent_revenue,
        cast(totals.before_revenue as decimal(18, 2)) as before_revenue,
        cast(totals.canceled_count as integer) as canceled_count,
        cast(totals.delivered_count as integer) as delivered_count,
        cast(totals.late_count as integer) as late_count,
        cast(totals.handed_over_count as integer) as handed_over_count,
        cast(totals.deadline_kept_count as integer) as deadline_kept_count,
        cast(totals.business_days_to_ship_sum as integer) as business_days_to_ship_sum,
        cast(totals.business_days_to_ship_count as integer) as business_days_to_ship_count,
        cast(totals.reviewed_count as integer) as reviewed_count,
        cast(totals.review_score_sum as integer) as review_score_sum,
        cast(totals.low_scores_count as integer) as low_scores_count
    from totals
    inner join assortments
        on totals.seller_key = assortments.seller_key
)

select * from final
