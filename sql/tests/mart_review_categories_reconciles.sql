-- description: mart_review_categories holds each review once per category of its order.
with

expected as (
    select
        count(*) as reviews_count,
        coalesce(sum(reviews.review_score), 0) as review_score_sum
    from (
        select distinct
            order_key,
            category_key
        from core.fact_order_items
    ) as order_categories
    inner join core.fact_reviews as reviews
        on order_categories.order_key = reviews.order_key
),

actual as (
    select
        coalesce(sum(reviews_count), 0) as reviews_count,
        coalesce(sum(review_score_sum), 0) as review_score_sum
    from marts.mart_review_categories
)

select * from expected
except
select * from actual
