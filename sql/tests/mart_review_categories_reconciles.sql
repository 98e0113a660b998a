-- description: mart_review_categories holds each order with items, and each of its reviews, once per category of the order.
with

order_categories as (
    select distinct
        order_items.order_key,
        categories.category
    from core.fact_order_items as order_items
    inner join core.dim_category as categories
        on order_items.category_key = categories.category_key
),

expected as (
    select
        (select count(*) from order_categories) as orders_count,
        count(*) as reviews_count,
        coalesce(sum(reviews.review_score), 0) as review_score_sum
    from order_categories
    inner join core.fact_reviews as reviews
        on order_categories.order_key = reviews.order_key
),

actual as (
    select
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(reviews_count), 0) as reviews_count,
        coalesce(sum(score_1_count + 2 * score_2_count + 3 * score_3_count + 4 * score_4_count + 5 * score_5_count), 0) as review_score_sum
    from marts.mart_review_categories
)

select * from expected
except
select * from actual
