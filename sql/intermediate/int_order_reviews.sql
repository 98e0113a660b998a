with

reviews as (
    select * from staging.stg_order_reviews
),

ranked as (
    select
        *,
        row_number() over (
            partition by order_id
            order by answered_at desc, created_date desc, review_id desc
        ) as latest_rank
    from reviews
),

totals as (
    select
        order_id,
        cast(count(*) as integer) as reviews_count,
        max(case when latest_rank = 1 then review_score end) as review_score,
        bool_or(has_comment) as has_comment
    from ranked
    group by order_id
)

select * from totals
