with

reviews as (
    select * from staging.stg_order_reviews
    where has_comment
),

orders as (
    select * from intermediate.int_orders
),

-- A review that stands on several orders is one comment.
comments as (
    select
        reviews.review_id,
        min(orders.person_key) as person_key,
        min(reviews.review_score) as review_score,
        min(reviews.comment_message) as comment_message
    from reviews
    inner join orders
        on reviews.order_id = orders.order_id
    group by reviews.review_id
),

words as (
    select distinct
        review_id,
        person_key,
        review_score,
        unnest(regexp_extract_all(fold_text(comment_message), '[a-z]{3,}')) as word
    from comments
)

select * from words
