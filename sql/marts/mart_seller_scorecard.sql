with

sellers as (
    select * from core.dim_seller
),

metrics as (
    select * from intermediate.int_seller_metrics
),

as_of as (
    select * from intermediate.int_as_of
),

-- What is usual over all sellers, towards which those with few orders are drawn.
usual as (
    select
        safe_divide(sum(delivered_count) - sum(late_count), sum(delivered_count)) as on_time_share,
        safe_divide(sum(deadline_kept_count), sum(handed_over_count)) as deadline_share,
        safe_divide(sum(review_score_sum), sum(reviewed_count)) as review_score,
        safe_divide(sum(canceled_count), sum(orders_count)) as cancellation_share
    from metrics
),

scored as (
    select
        metrics.*,
        z_score(
            metrics.canceled_count,
            metrics.orders_count * usual.cancellation_share,
            sqrt(metrics.orders_count * usual.cancellation_share * (1 - usual.cancellation_share))
        ) as cancellation_z,
        round(seller_score(
            shrunken_share(
                metrics.delivered_count - metrics.late_count, metrics.delivered_count, coalesce(usual.on_time_share, 1), 10
            ),
            shrunken_share(
                metrics.deadline_kept_count, metrics.handed_over_count, coalesce(usual.deadline_share, 1), 10
            ),
            shrunken_share(metrics.review_score_sum, metrics.reviewed_count, coalesce(usual.review_score, 3), 10),
            shrunken_share(metrics.canceled_count, metrics.orders_count, usual.cancellation_share, 10)
        ), 1) as score
    from metrics
    cross join usual
),

final as (
    select
        scored.seller_key,
        sellers.city,
        sellers.state,
        sellers.region,
        sellers.lead_origin,
        seller_tier(scored.score, scored.orders_count) as tier,
        scored.score,
        trend_name(scored.recent_revenue, scored.before_revenue) as trend,
        cast(scored.last_sale_at as date) >= as_of.as_of_date - 90 as is_active,
        scored.orders_count,
        scored.items_count,
        scored.products_count,
        scored.categories_count,
        scored.active_months_count,
        scored.price,
        scored.freight,
        scored.revenue,
        scored.recent_revenue,
        scored.before_revenue,
        scored.delivered_count,
        scored.late_count,
        scored.handed_over_count,
        scored.deadline_kept_count,
        scored.business_days_to_ship_sum,
        scored.business_days_to_ship_count,
        scored.canceled_count,
        round(scored.cancellation_z, 1) as cancellation_z,
        scored.reviewed_count,
        scored.review_score_sum,
        scored.low_scores_count,
        cast(scored.first_sale_at as date) as first_sale_date,
        cast(scored.last_sale_at as date) as last_sale_date
    from scored
    inner join sellers
        on scored.seller_key = sellers.seller_key
    cross join as_of
)

select * from final
