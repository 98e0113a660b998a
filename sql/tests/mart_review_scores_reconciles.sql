-- description: mart_review_scores holds every order and every review once.
with

expected as (
    select
        (select count(*) from core.fact_orders) as orders_count,
        (select count(distinct order_key) from core.fact_reviews) as reviewed_orders_count,
        (select count(*) from core.fact_orders where is_late) as late_count,
        count(*) as reviews_count,
        coalesce(sum(review_score), 0) as review_score_sum,
        count(*) filter (where has_comment) as comments_count
    from core.fact_reviews
),

actual as (
    select
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(reviewed_orders_count), 0) as reviewed_orders_count,
        coalesce(sum(late_count), 0) as late_count,
        coalesce(sum(reviews_count), 0) as reviews_count,
        coalesce(sum(
            score_1_count + 2 * score_2_count + 3 * score_3_count + 4 * score_4_count + 5 * score_5_count
        ), 0) as review_score_sum,
        coalesce(sum(comments_count), 0) as comments_count
    from marts.mart_review_scores
)

select * from expected
except
select * from actual
