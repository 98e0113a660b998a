with

orders as (
    select * from core.fact_orders
),

reviews as (
    select * from core.fact_reviews
),

order_totals as (
    select
        month_of(purchased_at) as month,
        state,
        region,
        order_status,
        count(*) as orders_count,
        count(*) filter (where reviews_count > 0) as reviewed_orders_count,
        count(*) filter (where is_delivered) as delivered_count,
        count(*) filter (where is_late) as late_count,
        count(*) filter (where is_delivered and reviews_count > 0) as reviewed_delivered_count,
        count(*) filter (where is_late and reviews_count > 0) as reviewed_late_count
    from orders
    group by month, state, region, order_status
),

review_totals as (
    select
        month_of(orders.purchased_at) as month,
        orders.state,
        orders.order_status,
        count(*) as reviews_count,
        count(*) filter (where reviews.review_score = 1) as score_1_count,
        count(*) filter (where reviews.review_score = 2) as score_2_count,
        count(*) filter (where reviews.review_score = 3) as score_3_count,
        count(*) filter (where reviews.review_score = 4) as score_4_count,
        count(*) filter (where reviews.review_score = 5) as score_5_count,
        count(*) filter (where reviews.has_comment) as comments_count,
        count(*) filter (where reviews.has_comment and reviews.review_score = 1) as score_1_comments_count,
        count(*) filter (where reviews.has_comment and reviews.review_score = 5) as score_5_comments_count
    from reviews
    inner join orders
        on reviews.order_key = orders.order_key
    group by month, orders.state, orders.order_status
),

final as (
    select
        order_totals.month,
        order_totals.state,
        order_totals.region,
        order_totals.order_status,
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
)

select * from final
