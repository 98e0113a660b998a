with

sellers as (
    select * from marts.mart_seller_scorecard
),

totals as (
    select
        region,
        state,
        tier,
        is_active,
        orders_count = 1 as is_one_time,
        cast(count(*) as integer) as sellers_count,
        cast(sum(orders_count) as integer) as orders_count,
        cast(sum(items_count) as integer) as items_count,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(delivered_count) as integer) as delivered_count,
        cast(sum(late_count) as integer) as late_count,
        cast(sum(handed_over_count) as integer) as handed_over_count,
        cast(sum(deadline_kept_count) as integer) as deadline_kept_count,
        cast(sum(canceled_count) as integer) as canceled_count,
        cast(sum(reviewed_count) as integer) as reviewed_count,
        cast(sum(review_score_sum) as integer) as review_score_sum
    from sellers
    group by region, state, tier, is_active, is_one_time
)

select * from totals
