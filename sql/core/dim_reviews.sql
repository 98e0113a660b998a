with

reviews as (
    select * from core.fact_reviews
),

described as (
    select
        review_key,
        review_id,
        order_key,
        review_score,
        case
            when review_score = 5 then 'promoter'
            when review_score = 4 then 'passive'
            else 'detractor'
        end as review_class,
        has_title,
        has_comment,
        comment_title,
        comment_message,
        created_date,
        answered_at
    from reviews
)

select * from described
