with

sales as (
    select * from intermediate.int_sales_analysis
),

categories as (
    select * from core.dim_category
),

orders as (
    select * from core.fact_orders
),

reviews as (
    select * from core.fact_reviews
),

-- An order, and each of its reviews, speaks for each category in it, once.
order_categories as (
    select distinct
        sales.order_key,
        sales.month,
        sales.state,
        sales.region,
        sales.order_status,
        categories.category
    from sales
    inner join categories
        on sales.category_key = categories.category_key
),

order_totals as (
    select
        order_categories.month,
        order_categories.state,
        order_categories.region,
        order_categories.order_status,
        order_categories.category,
        count(*) as orders_count,
        count(*) filter (where orders.reviews_count > 0) as reviewed_orders_count,
        count(*) filter (where orders.is_delivered) as delivered_count,
        count(*) filter (where orders.is_late) as late_count,
        count(*) filter (where orders.is_delivered and orders.reviews_count > 0) as reviewed_delivered_count,
        count(*) filter (where orders.is_late and orders.reviews_count > 0) as reviewed_late_count
    from order_categories
    inner join orders
        on order_categories.order_key = orders.order_key
    group by
        order_categories.month,
        order_categories.state,
        order_categories.region,
        order_categories.order_status,
        order_categories.category
),

review_totals as (
    select
        order_categories.month,
        order_categories.state,
        order_categories.order_status,
        order_categories.category,
        count(*) as reviews_count,
        count(*) filter (where reviews.review_score = 1) as score_1_count,
        count(*) filter (where reviews.review_score = 2) as score_2_count,
        count(*) filter (where reviews.review_score = 3) as score_3_count,
        count(*) filter (where reviews.review_score = 4) as score_4_count,
        count(*) filter (where reviews.review_score = 5) as score_5_count,
        count(*) filter (where reviews.has_comment) as comments_count,
        count(*) filter (where reviews.has_comment and reviews.review_score = 1) as score_1_comments_count,
        count(*) filter (where reviews.has_comment and reviews.review_score = 5) as score_5_comments_count
    from order_categories
    inner join reviews
        on order_categories.order_key = reviews.order_key
    group by order_categories.month, order_categories.state, order_categories.order_status, order_categories.category
),

final as (
    select
        order_totals.month,
        order_totals.state,
        order_totals.region,
        order_totals.order_status,
        order_totals.category,
        cast(order_totals.orders_count as integer) as orders_count,
        cast(order_totals.reviewed_orders_count as integer) as reviewed_orders_count,
        cast(order_totals.delivered_count as integer) as delivered_count,
        cast(order_totals.late_count as integer) as late_count,
        cast(order_totals.reviewed_delivered_count as integer) as reviewed_delivered_count,
        cast(order_totals.reviewed_late_count as integer) as reviewed_late_count,
        cast(coalesce(review_totals.reviews_count, 0) as integer) as reviews_count,
        cast(coalesce(review_totals.score_1_count, 0) as integer) as score_1_count,
        cast(coalesce(review_totals.score_2_count, 0) as integer) as score_2_count,
        cast(coalesce(review_totals.score_3_count, 0) as integer) as score_3_count,
        cast(coalesce(review_totals.score_4_count, 0) as integer) as score_4_count,
        cast(coalesce(review_totals.score_5_count, 0) as integer) as score_5_count,
        cast(coalesce(review_totals.comments_count, 0) as integer) as comments_count,
        cast(coalesce(review_totals.score_1_comments_count, 0) as integer) as score_1_comments_count,
        cast(coalesce(review_totals.score_5_comments_count, 0) as integer) as score_5_comments_count
    from order_totals
    left join review_totals
        on order_totals.month = review_totals.month
        and order_totals.state = review_totals.state
        and order_totals.order_status = review_totals.order_status
        and order_totals.category = review_totals.category
)

select * from final
