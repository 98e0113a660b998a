with

review_words as (
    select * from intermediate.int_review_words
),

review_themes as (
    select * from intermediate.int_review_themes
),

totals as (
    select
        count(*) filter (where review_score = 1) as score_1_comments_count,
        count(*) filter (where review_score > 1) as other_comments_count
    from review_words
    where word_place = 1
),

final as (
    select
        review_themes.theme,
        cast(count(*) filter (where review_themes.review_score = 1) as integer) as score_1_count,
        cast(count(*) filter (where review_themes.review_score > 1) as integer) as other_count,
        cast(max(totals.score_1_comments_count) as integer) as score_1_comments_count,
        cast(max(totals.other_comments_count) as integer) as other_comments_count
    from review_themes
    cross join totals
    group by review_themes.theme
)

select * from final
