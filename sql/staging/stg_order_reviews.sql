with

source as (
    select * from raw.order_reviews
),

renamed as (
    select
        review_id,
        order_id,

        review_comment_title as comment_title,
        review_comment_message as comment_message,

        cast(review_score as integer) as review_score,

        coalesce(trim(review_comment_title), '') <> '' as has_title,
        coalesce(trim(review_comment_message), '') <> '' as has_comment,

        cast(cast(review_creation_date as timestamp) as date) as created_date,

        cast(review_answer_timestamp as timestamp) as answered_at
    from source
)

select * from renamed
