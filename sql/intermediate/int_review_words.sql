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

-- In the order of the alphabet, each once.
listed as (
    select
        review_id,
        person_key,
        review_score,
        list_sort(list_distinct(regexp_extract_all(fold_text(comment_message), '[a-z]{3,}'))) as words
    from comments
),

words as (
    select
        review_id,
        person_key,
        review_score,
        unnest(words) as word,
        cast(unnest(range(1, len(words) + 1)) as integer) as word_place
    from listed
)

select * from words
