-- description: Each measure of mart_review_delivery holds every review of a delivered order once.
with

measures as (
    select 'days_to_deliver' as measure
    union all
    select 'days_against_promise'
),

totals as (
    select
        count(*) as reviews_count,
        sum(reviews.review_score) as review_score_sum
    from core.fact_reviews as reviews
    inner join core.fact_orders as orders
        on reviews.order_key = orders.order_key
    where orders.is_delivered
),

expected as (
    select
        measures.measure,
        totals.*
    from measures
    cross join totals
    where totals.reviews_count > 0
),

actual as (
    select
        measure,
        sum(reviews_count) as reviews_count,
        sum(review_score_sum) as review_score_sum
    from marts.mart_review_delivery
    group by measure
)

select * from expected
except
select * from actual
