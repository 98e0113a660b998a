-- description: fact_reviews holds every review of the source once.
with

expected as (
    select
        count(*) as reviews_count,
        coalesce(sum(review_score), 0) as review_score
    from staging.stg_order_reviews
),

actual as (
    select
        count(*) as reviews_count,
        coalesce(sum(review_score), 0) as review_score
    from core.fact_reviews
)

select * from expected
except
select * from actual
