with

reviews as (
    select * from staging.stg_order_reviews
),

orders as (
    select * from intermediate.int_orders
),

joined as (
    select
        cast(row_number() over (order by orders.order_key, reviews.answered_at, reviews.review_id) as integer) as review_key,
        orders.order_key,
        reviews.review_id,
        reviews.review_score,
        reviews.has_title,
        reviews.has_comment,
        reviews.comment_title,
        reviews.comment_message,
        reviews.created_date,
        reviews.answered_at,
        cast(date_diff('day', cast(orders.delivered_at as date), reviews.created_date) as integer) as days_to_review,
        days_between(reviews.created_date, reviews.answered_at) as answer_days
    from reviews
    inner join orders
        on reviews.order_id = orders.order_id
)

select * from joined
